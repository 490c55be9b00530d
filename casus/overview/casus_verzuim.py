"""The absence of the pupil of a casus this school year: how many days and hours, as far as the reader may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import true

from casus.domain.fouten import N_
from casus.domain.verzuim import SoortVerzuim, Verzuimregel
from casus.policy import Antwoord, Blik
from casus.storage import Transactie, overzichten

SOORTEN: tuple[tuple[str, str, frozenset[SoortVerzuim]], ...] = (
    ("D03", N_("Ongeoorloofd afwezig"), frozenset({SoortVerzuim.ONGEOORLOOFD})),
    ("D03", N_("Te laat"), frozenset({SoortVerzuim.TE_LAAT})),
    (
        "D30",
        N_("Geoorloofd afwezig"),
        frozenset({
            SoortVerzuim.ZIEK, SoortVerzuim.GEOORLOOFD, SoortVerzuim.GESCHORST, SoortVerzuim.THUIS_MET_TOESTEMMING,
        }),
    ),
)  # fmt: skip
"""The data domain that opens each, its name, and the kinds that count in it: of excused absence never the reason."""
EERSTE_MAAND = 8
"""A school year begins in August."""
LAATSTE = 10


@dataclass(frozen=True)
class Verzuimsoort:
    """One kind of absence, summed."""

    naam: str
    dagen: int
    lesuren: int | None
    """None for who may read the days only."""
    laatste: tuple[date, ...]
    """The newest days on which it happened."""


@dataclass(frozen=True)
class Verzuimbeeld:
    """What this school year brought."""

    sinds: date
    soorten: tuple[Verzuimsoort, ...]


def verzuim_van(db: Transactie, leerling_id: UUID, blik: Blik) -> Verzuimbeeld | None:
    """The absence of the pupil; None for who may read nothing of it."""
    shown = [(naam, kinds, blik.besluit(code).antwoord) for code, naam, kinds in SOORTEN if _may(blik, code)]
    if not shown:
        return None
    since = date(db.lezer.dag.year - (db.lezer.dag.month < EERSTE_MAAND), EERSTE_MAAND, 1)
    rows = overzichten.list_verzuim(db, [leerling_id], since, true()).get(leerling_id, [])
    kinds = (_sum(naam, [row for row in rows if row.soort in which], antwoord) for naam, which, antwoord in shown)
    return Verzuimbeeld(since, tuple(kinds))


def _may(blik: Blik, code: str) -> bool:
    return blik.besluit(code).antwoord in (Antwoord.JA, Antwoord.SAMENVATTING)


def _sum(naam: str, rows: Iterable[Verzuimregel], antwoord: Antwoord) -> Verzuimsoort:
    rows = list(rows)
    days = sorted({row.datum for row in rows}, reverse=True)
    whole = antwoord is Antwoord.JA
    hours = sum(row.lesuren for row in rows) if whole else None
    return Verzuimsoort(naam, len(days), hours, tuple(days[:LAATSTE]) if whole else ())
