"""Commands that run the product: serve, demo, worker, klok."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from threading import Event, Thread

import click
import waitress
from flask import Flask

from casus import worker as werker
from casus.app import create_app, open_om_te_dienen
from casus.cli.basis import open_huis, progress, stop_on_sigterm
from casus.demo.laden import WACHTWOORD
from casus.demo.start import Demo
from casus.domain.fouten import CasusFout
from casus.overview.werk import Werkstand, lees_stand
from casus.policy import TABEL
from casus.settings import Settings

PROEF = (
    "Dit is een proef op deze computer: alleen hier te openen, zonder TLS. Gebruik geen gegevens van echte leerlingen. "
    "Voor echt gebruik: CASUS_PRODUCTIE=1, zie docs/beheer.md."
)


@click.command()
@click.option("--port", type=int, default=None, help="The port; else PORT, else 8000.")
@click.option("--zonder-worker", is_flag=True, help="Only pages; run `casus worker` beside it.")
def serve(port: int | None, zonder_worker: bool) -> None:
    """Serve the application in the foreground until SIGTERM, with a worker in the same process.

    Example: PORT=8080 casus serve
    """
    stop_on_sigterm()
    settings = Settings.from_environment()
    huis = open_om_te_dienen(settings)
    if not settings.productie:
        click.echo(PROEF)
    stop = Event()
    worker_thread = Thread(target=huis.nachtwerk.blijf, args=(stop,), name="worker")
    if not zonder_worker:
        worker_thread.start()
    try:
        _serve(create_app(huis), settings, port)
    finally:
        stop.set()
        if not zonder_worker:
            worker_thread.join()
        huis.kern.database.close()


def _serve(app: Flask, settings: Settings, port: int | None) -> None:
    """Answer requests until SIGTERM; what is under way is finished."""
    where = port or settings.port
    click.echo(f"Casus: {settings.adres or f'http://{settings.host}:{where}'}")
    sys.stdout.flush()
    waitress.serve(
        app, host=settings.host, port=where, threads=settings.draden, ident=None, _quiet=True,
        clear_untrusted_proxy_headers=not settings.proxies,
    )  # fmt: skip


@click.command()
@click.option("--port", type=int, default=None, help="The port; else PORT, else 8000.")
@click.option("--opnieuw", is_flag=True, help="Throw the demo away and load it anew.")
def demo(port: int | None, opnieuw: bool) -> None:
    """Load a fictional region, show who can log in, and serve it until SIGTERM.

    Example: PORT=8080 casus demo
    """
    stop_on_sigterm()
    settings = Settings.from_environment()
    stage = Demo(settings)
    try:
        stage.maak_klaar(click.progressbar, opnieuw=opnieuw)
    except CasusFout:
        stage.huis.kern.database.close()
        raise
    click.echo(f"\nWachtwoord van iedereen: {WACHTWOORD}")
    for rol, gebruikersnaam in stage.aanmeldnamen().items():
        click.echo(f"  {gebruikersnaam:<24} {TABEL.rollen[rol]}")
    stage.werk()
    _serve(stage.app(), settings, port)


@click.group(invoke_without_command=True)
@click.option("--eenmaal", is_flag=True, help="Walk one round and stop.")
@click.pass_context
def worker(ctx: click.Context, eenmaal: bool) -> None:
    """Let due timers fire, and do the work of each night, until SIGTERM; the job in hand is finished first.

    Example: casus worker
    """
    if ctx.invoked_subcommand is not None:
        return
    if eenmaal:
        stop_on_sigterm()
        click.echo(f"{werker.eenmaal(Settings.from_environment())} keer iets gedaan.")
    else:
        werker.blijf(Settings.from_environment())


@worker.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def status(as_json: bool) -> None:
    """Tell how the work stands; exit code 1 when something waits too long, was parked, or no worker lives.

    Example: casus worker status --json
    """
    with open_huis() as huis:
        stand = lees_stand(huis.bron, huis.settings.achterstand)
    click.echo(json.dumps(asdict(stand) | {"te_doen": stand.te_doen}, default=str) if as_json else _in_woorden(stand))
    if stand.te_doen:
        raise SystemExit(1)


def _in_woorden(stand: Werkstand) -> str:
    lines = [
        f"Werk dat wacht:      {stand.wachtend} (het oudste {stand.oudste_werk} s)",
        f"Termijnen verlopen:  {stand.termijnen} (de oudste {stand.oudste_termijn} s)",
        f"Te vaak mislukt:     {stand.geparkeerd}",
        *(
            f"  {job.soort:<12} {job.pogingen} pogingen, {job.fout}, sinds {job.sinds:%Y-%m-%d %H:%M}"
            for job in stand.lijst
        ),
        f"Auditlog:            {stand.open} regels zonder zegel, nieuwste zegel {stand.zegel}",
        *(f"Werkproces:          {worker.naam}, {worker.stil} s geleden" for worker in stand.workers),
    ]
    return "\n".join([*lines, *stand.raad])


@click.command()
def klok() -> None:
    """Bring all clocks and signals to today; the worker does this each night.

    Example: casus klok
    """
    with open_huis() as huis, progress("Klokken bijwerken") as step:
        done = huis.nacht.nightly(step)
    click.echo(f"{done} leerlingen bijgewerkt.")
