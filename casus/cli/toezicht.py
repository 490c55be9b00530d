"""Commands for who keeps watch: `casus audit …` and `casus policy …`."""

from __future__ import annotations

import csv
import os
import re
from io import StringIO
from pathlib import Path
from typing import IO

import click

from casus.cli.basis import open_huis
from casus.domain.actor import SYSTEEM
from casus.domain.rol import Rol
from casus.policy import TABEL
from casus.policy.keuring import keur_alles
from casus.policy.overzicht import als_tekst
from casus.policy.tabel import TabelFout
from casus.storage import Transactie, audit

ANKER = re.compile(r"\S+ \d+:[0-9a-f]{64}")


@click.group("audit")
def audit_group() -> None:
    """The audit log.

    Example: casus audit verify
    """


@audit_group.command()
@click.option("--anker", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file of `audit anker`.")
def verify(anker: Path | None) -> None:
    """Check that no row of the audit log was changed or removed.

    Example: casus audit verify --anker /media/usb/ankers.txt
    """
    kept = [] if anker is None else _read_anchors(anker)
    with open_huis() as huis, huis.kern.database.reading(SYSTEEM) as db:
        ketting = _whole(db, kept)
    loose = f" Nog {ketting.open} regels wachten op hun zegel." if ketting.open else ""
    anchors = f" Alle {len(kept)} ankers komen erin voor." if kept else ""
    click.echo(f"De auditketen is heel: {ketting.regels} regels.{loose}{anchors}")


@audit_group.command("anker")
@click.argument("path", metavar="[BESTAND]", required=False, type=click.Path(dir_okay=False, path_type=Path))
def anker_(path: Path | None) -> None:
    """Print the newest link of the audit log; with a file, check its older lines and add the new one.

    Keep the file where who manages the database cannot write: who cuts off the end of the log is found by it.

    Example: casus audit anker /media/usb/ankers.txt
    """
    kept = [] if path is None or not path.exists() else _read_anchors(path)
    with open_huis() as huis:
        with huis.kern.database.transaction(SYSTEEM) as db:
            audit.zegel_alles(db.session, db.nu)
        with huis.kern.database.reading(SYSTEEM) as db:
            line = f"{db.nu.isoformat(timespec='seconds')} {_whole(db, kept).kop}"
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
    click.echo(line)


def _whole(db: Transactie, kept: list[str]) -> audit.Ketting:
    """The chain, when it is whole."""
    ketting = audit.verify(db.session, kept)
    if ketting.fout is not None:
        raise click.ClickException(f"De auditketen is verbroken: {ketting.fout}.")
    return ketting


def _read_anchors(path: Path) -> list[str]:
    """The links in a file of lines `moment number:hash`."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        if not ANKER.fullmatch(line):
            raise click.ClickException(f"Regel {number} van {path.name} is geen anker (moment nummer:hash).")
    return [line.split()[-1] for line in lines]


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


@policy.command()
@click.argument("rijen", type=click.File("r", encoding="utf-8-sig"))
def check(rijen: IO[str]) -> None:
    """Answer rows of a CSV file (rol, domein, leeftijd, handeling, grant, toestemming, condities), without a database.

    Other columns pass through; antwoord, poort and grondslag are added. An unknown word stops it: there is no output.

    Example: casus policy check rijen.csv
    """
    answers = StringIO(newline="")
    try:
        keur_alles(rijen, answers)
    except (TabelFout, csv.Error, UnicodeDecodeError) as error:
        raise click.ClickException(f"{rijen.name}: {error}. Er is niets beantwoord.") from error
    click.echo(answers.getvalue(), nl=False)
