"""The command line: every command explains itself with an example, and fails with a sentence."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import msgspec
import waitress
from flask import Flask

from casus import worker as werker
from casus.app import create_app, open_house
from casus.demo.laden import WACHTWOORD
from casus.demo.start import Demo
from casus.domain.actor import SYSTEEM, Lezer
from casus.domain.fouten import CasusFout
from casus.domain.rol import Rol
from casus.engine import DecisionError, load_decision
from casus.exchange.verzuim import FORMATEN
from casus.feel import plain, unique_names
from casus.policy import TABEL
from casus.policy.overzicht import als_tekst
from casus.services import modellen
from casus.services.verzuim import Importverslag
from casus.settings import Settings, data_folder
from casus.storage import KluisFout, audit
from casus.web.huis import Huis


class Opdrachten(click.Group):
    """Commands whose errors are sentences for people."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what a person can mend is said without a traceback.

        Raises:
            click.ClickException: with the sentence.
        """
        try:
            return super().invoke(ctx)
        except CasusFout as error:
            raise click.ClickException(error.message) from error
        except (KluisFout, OSError) as error:
            raise click.ClickException(str(error)) from error


@contextmanager
def open_huis() -> Iterator[Huis]:
    """The house of this installation, closed afterwards."""
    huis = open_house(Settings.from_environment())
    try:
        yield huis
    finally:
        huis.kern.database.close()


@click.group(cls=Opdrachten, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Casus: one journey for a pupil who misses school.

    Example: casus serve
    """


@cli.command()
@click.option("--port", type=int, default=None, help="The port; else PORT, else 8000.")
def serve(port: int | None) -> None:
    """Serve the application in the foreground until SIGTERM.

    Example: PORT=8080 casus serve
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    settings = Settings.from_environment()
    _serve(create_app(open_house(settings)), port or settings.port)


def _serve(app: Flask, port: int) -> None:
    """Answer requests until SIGTERM."""
    click.echo(f"Casus: http://127.0.0.1:{port}")
    sys.stdout.flush()
    waitress.serve(app, host="127.0.0.1", port=port, threads=8, _quiet=True)


@cli.command()
@click.option("--port", type=int, default=None, help="The port; else PORT, else 8000.")
@click.option("--opnieuw", is_flag=True, help="Throw the demo away and load it anew.")
def demo(port: int | None, opnieuw: bool) -> None:
    """Load a fictional region, show who can log in, and serve it until SIGTERM.

    Example: PORT=8080 casus demo
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
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
    _serve(stage.app(), port or settings.port)


@cli.command()
@click.option("--eenmaal", is_flag=True, help="Walk one round and stop.")
def worker(eenmaal: bool) -> None:
    """Let due timers fire, and do the work of each night.

    Example: casus worker --eenmaal
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    woken = werker.run(Settings.from_environment(), eenmaal=eenmaal)
    click.echo(f"{woken} casussen gewekt.")


@cli.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--input", "given", required=True, help="The flags, as JSON.")
def decide(path: Path, given: str) -> None:
    """Try a decision table out.

    Example: casus decide workflows/routering.dmn --input '{"weken": 5}'
    """
    try:
        flags: Any = json.loads(given, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=unique_names)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"--input is not JSON: {error}") from error
    if not isinstance(flags, dict):
        raise click.UsageError('--input is a JSON object: {"name": value}')
    try:
        outcome = load_decision(path.read_bytes()).decide(flags)
    except DecisionError as error:
        raise click.UsageError(f"{path.name}: {error}") from error
    told = {"uitkomst": plain(outcome.waarde, exact=True), "regels": outcome.regels}
    click.echo(msgspec.json.Encoder(decimal_format="number").encode(told))


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not a number")


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def lint(paths: tuple[Path, ...]) -> None:
    """Check models, decisions and forms; by default the project's own.

    Example: casus lint workflows/casus.bpmn
    """
    own = [data_folder("workflows"), data_folder("forms")]
    for path in paths:
        if not modellen.model_files(path):
            raise click.UsageError(
                f"In {path} staat geen model, beslistabel of formulier ({', '.join(modellen.KINDS)})."
            )
    found = modellen.lint(paths or own, own)
    for melding in found:
        click.echo(str(melding))
    if found:
        raise SystemExit(1)


@cli.group()
def user() -> None:
    """The people who can log in.

    Example: casus user list
    """


@user.command("add")
@click.argument("gebruikersnaam")
@click.option("--naam", required=True, help="The name that others see.")
@click.option("--rol", required=True, type=click.Choice([str(rol) for rol in Rol]), help="A role of the access table.")
@click.option("--organisatie", default=None, help="The code of the organisation; parents and pupils have none.")
@click.password_option("--wachtwoord", help="Asked for when left out; at least twelve characters.")
def user_add(gebruikersnaam: str, naam: str, rol: str, organisatie: str | None, wachtwoord: str) -> None:
    """Give somebody a login in a role.

    Example: casus user add p.kuiper --naam "Petra Kuiper" --rol VC --organisatie zuiderlicht
    """
    with open_huis() as huis:
        dag = Lezer(SYSTEEM, huis.now()).dag
        huis.beheer.voeg_gebruiker_toe(naam, gebruikersnaam, wachtwoord, Rol(rol), organisatie, dag)
    click.echo(f"{naam} kan zich aanmelden als {gebruikersnaam}.")


@user.command("list")
@click.option("--rol", default=None, type=click.Choice([str(rol) for rol in Rol]), help="Only this role.")
def user_list(rol: str | None) -> None:
    """Show who can log in.

    Example: casus user list --rol VC
    """
    with open_huis() as huis:
        for gebruiker in huis.beheer.gebruikers(Rol if rol is None else [Rol(rol)]):
            click.echo(
                f"{gebruiker.gebruikersnaam:<28} {gebruiker.rol:<4} {gebruiker.naam:<28} {gebruiker.organisatie}"
            )


@user.command("password")
@click.argument("gebruikersnaam")
@click.password_option("--wachtwoord", help="Asked for when left out; at least twelve characters.")
def user_password(gebruikersnaam: str, wachtwoord: str) -> None:
    """Give somebody another password.

    Example: casus user password p.kuiper
    """
    with open_huis() as huis:
        huis.beheer.zet_wachtwoord(gebruikersnaam, wachtwoord)
    click.echo(f"Het wachtwoord van {gebruikersnaam} is gewijzigd.")


@cli.group("audit")
def audit_group() -> None:
    """The audit log.

    Example: casus audit verify
    """


@audit_group.command()
def verify() -> None:
    """Check that no row of the audit log was changed or removed.

    Example: casus audit verify
    """
    with open_huis() as huis, huis.kern.database.reading(SYSTEEM) as db:
        ketting = audit.verify(db.session)
    if ketting.fout is not None:
        raise click.ClickException(f"De auditketen is verbroken: {ketting.fout}.")
    click.echo(f"De auditketen is heel: {ketting.regels} regels.")


@cli.group()
def policy() -> None:
    """Who may do what with which data.

    Example: casus policy table
    """


@policy.command()
@click.option("--rol", "rollen", multiple=True, type=click.Choice([str(rol) for rol in Rol]), help="Only these roles.")
def table(rollen: tuple[str, ...]) -> None:
    """Print the access table: data domains down, roles across.

    Example: casus policy table --rol VC --rol JA
    """
    click.echo(als_tekst(TABEL, [Rol(rol) for rol in rollen] or list(Rol)))


@cli.group("import")
def import_() -> None:
    """Take in what others export.

    Example: casus import verzuim verzuim.csv --school 12AB
    """


@import_.command()
@click.argument("path", metavar="BESTAND", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--school", required=True, help="The code of the school.")
@click.option("--formaat", type=click.Choice(sorted(FORMATEN)), default="csv", show_default=True)
@click.option("--tot", type=click.DateTime(["%Y-%m-%d"]), help="The day until which everything is in the file.")
@click.option("--dry-run", is_flag=True, help="Tell what would happen and change nothing.")
def verzuim(path: Path, school: str, formaat: str, tot: datetime | None, dry_run: bool) -> None:
    """Import a file of absence: all of it, or nothing.

    Example: casus import verzuim verzuim.csv --school 12AB --formaat magister --dry-run
    """
    huis = open_house(Settings.from_environment())
    school_id = huis.verzuim.find_school(school)
    if school_id is None:
        raise click.ClickException(f"Er is geen school met code {school}.")
    try:
        with _progress("Leerlingen bekijken") as step:
            verslag = huis.verzuim.importeer(
                SYSTEEM, school_id, path.read_bytes(), formaat,
                dry_run=dry_run, tot=None if tot is None else tot.date(), voortgang=step,
            )  # fmt: skip
    except CasusFout as fout:
        raise click.ClickException(fout.message) from fout
    _tell(verslag)


@cli.command()
def klok() -> None:
    """Bring all clocks and signals to today; the worker does this each night.

    Example: casus klok
    """
    huis = open_house(Settings.from_environment())
    with _progress("Klokken bijwerken") as step:
        done = huis.nacht.nightly(step)
    click.echo(f"{done} leerlingen bijgewerkt.")


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how many of how many are done; silent when nobody looks."""
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def step(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield step


def _tell(verslag: Importverslag) -> None:
    """What came of a file; exit code 1 when it was refused."""
    if not verslag.gelukt:
        for weigering in verslag.geweigerd:
            click.echo(f"regel {weigering.nummer}: {weigering.reden}", err=True)
        raise click.ClickException(
            f"{len(verslag.geweigerd)} regels kloppen niet. Er is niets ingelezen. "
            "Verbeter het bestand en probeer het opnieuw."
        )
    if verslag.al_ingelezen:
        click.echo("Dit bestand is al eerder ingelezen. Er is niets veranderd.")
        return
    if verslag.proef:
        click.echo("Proef: er is niets veranderd.")
    click.echo(
        f"{verslag.regels} regels van {verslag.leerlingen} leerlingen, bijgewerkt t/m {verslag.bijgewerkt_tot}: "
        f"{verslag.nieuw} nieuw, {verslag.dubbel} bekend, {verslag.vervangen} vervangen, "
        f"{verslag.overgeslagen} overgeslagen."
    )
    click.echo(f"{verslag.signalen} nieuwe signalen, {verslag.casussen} nieuwe casussen.")


def main() -> None:
    """The entry point."""
    cli()
