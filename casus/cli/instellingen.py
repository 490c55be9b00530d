"""The settings in force: `casus instellingen`."""

from __future__ import annotations

import click

from casus.settings import Settings, als_tabel, in_werking


@click.command()
@click.option("--controleer", is_flag=True, help="Refuse as `casus serve` would, when they are not safe together.")
@click.option("--tabel", is_flag=True, help="All settings with their meaning, as Markdown.")
def instellingen(controleer: bool, tabel: bool) -> None:
    """Show every setting that is in force and where it came from; secrets are masked.

    Example: CASUS_PRODUCTIE=1 casus instellingen --controleer
    """
    if tabel:
        click.echo(als_tabel())
        return
    for regel in in_werking():
        click.echo(f"{regel.variabele:<20} {regel.waarde:<40} ({regel.herkomst})")
    if controleer:
        Settings.from_environment().controleer()
        click.echo("De instellingen kloppen bij elkaar.")
