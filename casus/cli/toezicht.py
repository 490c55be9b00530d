"""Commands for who keeps watch: `casus audit …` and `casus policy …`."""

from __future__ import annotations

import click

from casus.cli.basis import open_huis
from casus.domain.actor import SYSTEEM
from casus.domain.rol import Rol
from casus.policy import TABEL
from casus.policy.overzicht import als_tekst
from casus.storage import audit


@click.group("audit")
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


@click.group()
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
