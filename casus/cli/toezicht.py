"""Commands for who keeps watch: `casus audit …` and `casus policy …`."""

from __future__ import annotations

import csv
import os
import re
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import IO

import click

from casus.cli.basis import open_huis
from casus.domain.actor import AMSTERDAM, SYSTEEM
from casus.domain.fouten import NietGevonden
from casus.domain.rol import Rol
from casus.overview.uitleg import Gekeken, Roluitleg, Uitleg, leg_uit
from casus.policy import TABEL, Besluit
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
@click.option("--persoon", required=True, help="The login or the id of a person.")
@click.option("--casus", required=True, help="The number or the id of a casus.")
@click.option("--domein", type=click.Choice(list(TABEL.domeinen)), help="Only this data domain.")
@click.option("--op", type=click.DateTime(), help="This moment in the Netherlands instead of now.")
def explain(persoon: str, casus: str, domein: str | None, op: datetime | None) -> None:
    """Tell what somebody may (or could) know, read and write on a casus, by which gate and ground, and who looked.

    Example: casus policy explain --persoon l.aalbers --casus 2026-0012 --domein D09 --op 2026-11-20T10:00
    """
    moment = None if op is None else op.replace(tzinfo=AMSTERDAM)
    with open_huis() as huis:
        try:
            uitleg = leg_uit(huis.bron, persoon, casus, domein, moment)
        except NietGevonden as error:
            raise click.ClickException("Deze persoon of deze casus is er niet.") from error
        huis.kern.database.record(SYSTEEM, "toegang_uitgelegd", persoon=uitleg.persoon_id, casus=uitleg.casus_id)
    click.echo(uitleg_als_tekst(uitleg))


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


def uitleg_als_tekst(uitleg: Uitleg) -> str:
    """The answer for a terminal."""
    lines = [f"{uitleg.persoon}, casus {uitleg.nummer}, leerling van {uitleg.leeftijd} jaar, {_moment(uitleg.op)}"]
    if uitleg.van_nu:
        lines.append(f"Zoals het nu is, want het verleden ervan is niet bewaard: {', '.join(uitleg.van_nu)}.")
    if not uitleg.rollen:
        lines.append("Had op dit moment geen rol.")
    for rol in uitleg.rollen:
        lines += ["", *_rol_als_tekst(rol)]
    lines += ["", "Wie keek (de nieuwste eerst):" if uitleg.gekeken else "Niemand keek."]
    return "\n".join([*lines, *(_gekeken_als_tekst(line) for line in uitleg.gekeken)])


def _rol_als_tekst(rol: Roluitleg) -> list[str]:
    grants = [
        f"  toegang: {grant.reden}, vanaf {_moment(grant.van)}" + (f" tot {_moment(grant.tot)}" if grant.tot else "")
        for grant in rol.toegang
    ]
    rows = [
        f"  {line.code} {line.naam[:44]:<44} {_antwoord(line.weten):<13}{_antwoord(line.lezen):<13}"
        f"{_antwoord(line.schrijven):<7}{f'{line.leesbaar}/{line.stukken}':<8}{line.lezen.poort}"
        + (f" ({line.lezen.grondslag})" if line.lezen.grondslag else "")
        for line in rol.domeinen
    ]
    head = f"  {'':<48} {'weten':<13}{'lezen':<13}{'schrijf':<7}{'stukken':<8}poort (grondslag)"
    return [f"{rol.rol} {rol.organisatie}".rstrip(), *(grants or ["  geen toegang tot deze casus"]), head, *rows]


def _antwoord(besluit: Besluit) -> str:
    return str(besluit.antwoord)


def _gekeken_als_tekst(line: Gekeken) -> str:
    refused = "" if line.gelukt else f" geweigerd ({line.poort})"
    return f"  {_moment(line.op)}  {line.naam} {line.rol}: {line.handeling}{refused} {' '.join(line.domeinen)}".rstrip()


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}"
