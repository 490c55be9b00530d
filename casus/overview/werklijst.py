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
from casus.policy import Antwoord, Handeling, leesbaar, voorwaarde
from casus.storage import mensen, taken

ALLES = tuple(antwoord for antwoord in Antwoord if antwoord is not Antwoord.NEE)


@dataclass(frozen=True)
class TaakRegel:
    """One line of the work list."""

    id: UUID
    casus_id: UUID
    titel: str
    leerling: str
    school: str
    nummer: str
    termijn: date
    dagen: int
    """Calendar days until the term; below zero when late."""
    voor: str
    van_mij: bool


@dataclass(frozen=True)
class Werklijst:
    """The open tasks of one reader."""

    te_laat: tuple[TaakRegel, ...]
    deze_week: tuple[TaakRegel, ...]
    later: tuple[TaakRegel, ...]
    dag: date

    @property
    def aantal(self) -> int:
        return len(self.te_laat) + len(self.deze_week) + len(self.later)


def lees_werklijst(bron: Bron, actor: Actor) -> Werklijst:
    """The open tasks that this person may do in this role."""
    with bron.lezen(actor) as db:
        columns = {
            "naam_mag": leesbaar(db.lezer, None, "D01"),
            "titel_mag": leesbaar(db.lezer, Taak, Taak.domein, "weten", ALLES)
            | leesbaar(db.lezer, Taak, "D23", "weten", ALLES),
        }
        rows = taken.list_open(db, voorwaarde(Handeling.TAAK_ZIEN, db.lezer), columns)
        people = mensen.names(db, (row.Taak.persoon_id for row in rows))
        dag = db.lezer.dag
        lines = [_line(bron, row, people, actor, dag) for row in rows]
    bron.database.record(actor, "werklijst_gelezen", taken=[line.id for line in lines])
    week_end = maandag(dag) + timedelta(days=6)
    return Werklijst(
        tuple(line for line in lines if line.termijn < dag),
        tuple(line for line in lines if dag <= line.termijn <= week_end),
        tuple(line for line in lines if line.termijn > week_end),
        dag,
    )


def _line(bron: Bron, row: Any, people: dict[UUID, str], actor: Actor, dag: date) -> TaakRegel:
    taak, casus, leerling = row.Taak, row.Casus, row.Leerling
    element = bron.catalogue.model(casus.spec_hash).element(taak.proces, taak.stap)
    name = leerling.naam if row.naam_mag else leerling.roepnaam if actor.rol in CLIENT else ""
    return TaakRegel(
        id=taak.id,
        casus_id=casus.id,
        titel=element.naam if element is not None and row.titel_mag else "Taak",
        leerling=name,
        school=row.school or "" if row.naam_mag else "",
        nummer=casus.nummer or "",
        termijn=taak.termijn,
        dagen=(taak.termijn - dag).days,
        voor=people.get(taak.persoon_id, ""),
        van_mij=taak.persoon_id == actor.persoon_id,
    )
