"""Commands that run the product: serve, demo, worker, klok."""

from __future__ import annotations

import sys

import click
import waitress
from flask import Flask

from casus import worker as werker
from casus.app import create_app, open_house
from casus.cli.basis import open_huis, progress, stop_on_sigterm
from casus.demo.laden import WACHTWOORD
from casus.demo.start import Demo
from casus.domain.fouten import CasusFout
from casus.policy import TABEL
from casus.settings import Settings


@click.command()
@click.option("--port", type=int, default=None, help="The port; else PORT, else 8000.")
def serve(port: int | None) -> None:
    """Serve the application in the foreground until SIGTERM.

    Example: PORT=8080 casus serve
    """
    stop_on_sigterm()
    settings = Settings.from_environment()
    _serve(create_app(open_house(settings)), port or settings.port)


def _serve(app: Flask, port: int) -> None:
    """Answer requests until SIGTERM."""
    click.echo(f"Casus: http://127.0.0.1:{port}")
    sys.stdout.flush()
    waitress.serve(app, host="127.0.0.1", port=port, threads=8, _quiet=True)


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
    _serve(stage.app(), port or settings.port)


@click.command()
@click.option("--eenmaal", is_flag=True, help="Walk one round and stop.")
def worker(eenmaal: bool) -> None:
    """Let due timers fire, and do the work of each night.

    Example: casus worker --eenmaal
    """
    stop_on_sigterm()
    woken = werker.run(Settings.from_environment(), eenmaal=eenmaal)
    click.echo(f"{woken} casussen gewekt.")


@click.command()
def klok() -> None:
    """Bring all clocks and signals to today; the worker does this each night.

    Example: casus klok
    """
    with open_huis() as huis, progress("Klokken bijwerken") as step:
        done = huis.nacht.nightly(step)
    click.echo(f"{done} leerlingen bijgewerkt.")
