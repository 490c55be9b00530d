"""What must happen now: the open tasks of a casus that the reader may know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casus.domain.casus import Casus, Taak
from casus.engine import Catalogue
from casus.policy import Handeling, taak_bekend, voorwaarde
from casus.storage import Transactie, mensen, taken


@dataclass(frozen=True)
class Volgende:
    """An open task as the reader may know it."""

    id: UUID
    titel: str
    rol: str
    voor: str
    waarnemer: str
    termijn: date
    dagen: int
    """Calendar days until the term; below zero when late."""
    van_mij: bool
    """The reader may do it."""
    proces: str
    stap: str


def volgende_taken(db: Transactie, catalogue: Catalogue, casus: Casus) -> tuple[Volgende, ...]:
    """The open tasks, the most urgent first."""
    mine = voorwaarde(Handeling.TAAK_ZIEN, db.lezer)
    rows = taken.list_open(db, taak_bekend(db.lezer), {"mijn": mine}, Taak.casus_id == casus.id)
    stand_ins = mensen.waarnemers(db, (row.Taak.persoon_id for row in rows))
    people = mensen.names(db, [*(row.Taak.persoon_id for row in rows), *stand_ins.values()])
    model = catalogue.model(casus.spec_hash)
    return tuple(
        Volgende(
            id=row.Taak.id,
            titel=model.elements[row.Taak.proces, row.Taak.stap].naam,
            rol=row.Taak.rol,
            voor=people.get(row.Taak.persoon_id, ""),
            waarnemer=people.get(stand_ins[row.Taak.persoon_id], "") if row.Taak.persoon_id in stand_ins else "",
            termijn=row.Taak.termijn,
            dagen=(row.Taak.termijn - db.lezer.dag).days,
            van_mij=bool(row.mijn),
            proces=row.Taak.proces,
            stap=row.Taak.stap,
        )
        for row in rows
    )
