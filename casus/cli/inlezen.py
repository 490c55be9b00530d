"""Take in what others export: `casus import …`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from casus.cli.basis import open_huis, progress
from casus.domain.actor import SYSTEEM
from casus.exchange.verzuim import FORMATEN
from casus.services.verzuim import Importverslag


@click.group("import")
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
    with open_huis() as huis:
        school_id = huis.verzuim.find_school(school)
        if school_id is None:
            raise click.ClickException(f"Er is geen school met code {school}.")
        with progress("Leerlingen bekijken") as step:
            verslag = huis.verzuim.importeer(
                SYSTEEM, school_id, path.read_bytes(), formaat,
                dry_run=dry_run, tot=None if tot is None else tot.date(), voortgang=step,
            )  # fmt: skip
    _tell(verslag)


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
