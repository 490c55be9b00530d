"""Mijn taken: late, this week, later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Taak
from casus.domain.kalender import maandag
from casus.domain.rol import CLIENT
from casus.overview.bron import Bron
from casus.overview.klokbeeld import Klokbeeld, klokbeeld
from casus.policy import Antwoord, Handeling, leesbaar, voorwaarde
from casus.storage import Transactie, mensen, overzichten, taken

ALLES = tuple(antwoord for antwoord in Antwoord if antwoord is not Antwoord.NEE)


@dataclass(frozen=True)
class Filter:
    """What the reader wants to see; ids only, because it stands in the URL."""

    casus: UUID | None = None
    school: UUID | None = None
    van_mij: bool = False

    @property
    def actief(self) -> bool:
        return self != Filter()


@dataclass(frozen=True)
class TaakRegel:
    """One line of the work list."""

    id: UUID
    casus_id: UUID
    leerling_id: UUID
    school_id: UUID | None
    titel: str
    leerling: str
    school: str
    nummer: str
    termijn: date
    dagen: int
    """Calendar days until the term; below zero when late."""
    voor: str
    van_mij: bool
    waarnemer: str
    voor_mij_waar: bool
    """The reader stands in for somebody who is away."""
    klok: Klokbeeld | None


@dataclass(frozen=True)
class Werklijst:
    """The open tasks of one reader."""

    te_laat: tuple[TaakRegel, ...]
    deze_week: tuple[TaakRegel, ...]
    later: tuple[TaakRegel, ...]
    dag: date
    totaal: int
    filter: Filter
    casussen: tuple[tuple[UUID, str], ...]
    scholen: tuple[tuple[UUID, str], ...]
    met_klok: bool

    @property
    def aantal(self) -> int:
        return len(self.te_laat) + len(self.deze_week) + len(self.later)


def lees_werklijst(bron: Bron, actor: Actor, filter_: Filter | None = None) -> Werklijst:
    """The open tasks that this person may do in this role; `filter_` only makes the list shorter."""
    chosen = filter_ or Filter()
    with bron.lezen(actor) as db:
        lines = regels(bron, db)
        dag = db.lezer.dag
    shown = [line for line in lines if _wanted(line, chosen)]
    bron.database.record(actor, "werklijst_gelezen", taken=[line.id for line in shown])
    week_end = maandag(dag) + timedelta(days=6)
    return Werklijst(
        te_laat=tuple(line for line in shown if line.termijn < dag),
        deze_week=tuple(line for line in shown if dag <= line.termijn <= week_end),
        later=tuple(line for line in shown if line.termijn > week_end),
        dag=dag,
        totaal=len(lines),
        filter=chosen,
        casussen=_choices({line.casus_id: _label(line) for line in lines if _label(line)}),
        scholen=_choices({line.school_id: line.school for line in lines if line.school_id and line.school}),
        met_klok=any(line.klok for line in shown),
    )


def regels(bron: Bron, db: Transactie) -> list[TaakRegel]:
    """Every open task of the reader as a line, the most urgent first, in a fixed number of questions."""
    columns = {
        "naam_mag": leesbaar(db.lezer, None, "D01"),
        "klok_mag": leesbaar(db.lezer, None, "D23"),
        "titel_mag": leesbaar(db.lezer, Taak, Taak.domein, "weten", ALLES)
        | leesbaar(db.lezer, Taak, "D23", "weten", ALLES),
    }
    rows = taken.list_open(db, voorwaarde(Handeling.TAAK_ZIEN, db.lezer), columns)
    stand_ins = mensen.waarnemers(db, (row.Taak.persoon_id for row in rows))
    people = mensen.names(db, [*(row.Taak.persoon_id for row in rows), *stand_ins.values()])
    clocks = _clocks(db, rows)
    return [_line(bron, row, people, stand_ins, clocks, db) for row in rows]


def _clocks(db: Transactie, rows: list[Any]) -> dict[UUID, Klokbeeld | None]:
    """The clock by casus, only where this reader may read it."""
    allowed = [row.Casus for row in rows if row.klok_mag]
    klokken = overzichten.klokken(db, (casus.leerling_id for casus in allowed))
    kalenders = overzichten.kalenders(db, (casus.school_id for casus in allowed))
    return {
        casus.id: klokbeeld(klokken.get(casus.leerling_id), kalenders[casus.school_id], db.lezer.dag)
        for casus in allowed
    }


def _wanted(line: TaakRegel, chosen: Filter) -> bool:
    return (
        chosen.casus in (None, line.casus_id)
        and chosen.school in (None, line.school_id)
        and (line.van_mij or line.voor_mij_waar or not chosen.van_mij)
    )


def _label(line: TaakRegel) -> str:
    return " · ".join(filter(None, (line.leerling, line.nummer)))


def _choices(found: dict[UUID, str]) -> tuple[tuple[UUID, str], ...]:
    return tuple(sorted(found.items(), key=lambda item: item[1]))


def _line(
    bron: Bron,
    row: Any,
    people: dict[UUID, str],
    stand_ins: dict[UUID, UUID],
    clocks: dict[UUID, Klokbeeld | None],
    db: Transactie,
) -> TaakRegel:
    taak, casus, leerling, actor = row.Taak, row.Casus, row.Leerling, db.actor
    element = bron.catalogue.model(casus.spec_hash).element(taak.proces, taak.stap)
    name = leerling.naam if row.naam_mag else leerling.roepnaam if actor.rol in CLIENT else ""
    stand_in = stand_ins.get(taak.persoon_id)
    return TaakRegel(
        id=taak.id,
        casus_id=casus.id,
        leerling_id=casus.leerling_id,
        school_id=casus.school_id,
        titel=element.naam if element is not None and row.titel_mag else "Taak",
        leerling=name,
        school=row.school or "" if row.naam_mag else "",
        nummer=casus.nummer or "",
        termijn=taak.termijn,
        dagen=(taak.termijn - db.lezer.dag).days,
        voor=people.get(taak.persoon_id, ""),
        van_mij=taak.persoon_id == actor.persoon_id,
        waarnemer=people.get(stand_in, "") if stand_in else "",
        voor_mij_waar=stand_in is not None and stand_in == actor.persoon_id,
        klok=clocks.get(casus.id),
    )
