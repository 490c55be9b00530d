"""Commands about the keys."""

from __future__ import annotations

import click

from casus.cli.basis import Opdrachten, open_huis
from casus.storage import draaien


@click.group("sleutels", cls=Opdrachten)
def sleutels() -> None:
    """The keys outside the database.

    Example: casus sleutels draai
    """


@sleutels.command("draai")
def draai() -> None:
    """Turn the key that wraps all data keys, while people work; run it again when it was ended halfway.

    Example: casus sleutels draai
    """
    with open_huis() as huis:
        done = draaien.draai(huis.kern.database, huis.settings.keys, lambda _: None)
    click.echo(f"Gedraaid: {done} sleutels opnieuw ingepakt. De oude hoofdsleutel is weg.")
    click.echo("Maak nu een nieuwe kopie van de sleutels: casus backup MAP --sleutels BESTAND.", err=True)
