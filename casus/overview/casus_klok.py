"""The clock card: the row that the clock room keeps, in words and as a share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casus.domain.klok import Kleur, Klok
from casus.overview.klokbeeld import is_oud
from casus.policy import Blik
from casus.storage import Transactie
from casus.storage.kalenders import read_kalenders


@dataclass(frozen=True)
class KlokBeeld:
    """How the term of two calendar months stands."""

    kleur: Kleur
    sinds: date | None
    deadline: date | None
    zonder_vakantie: date | None
    stil_sinds: date | None
    gedeeltelijk: bool
    bijgewerkt_tot: date | None
    dagen: int
    """Calendar days until the deadline; below zero when it has passed."""
    deel: int
    """How much of the term has gone, 0 to 100."""
    onbekend: bool = False
    """The absence behind it is too old to say how it stands today (decision 14)."""


GEEN = KlokBeeld(Kleur.GEEN, None, None, None, None, False, None, 0, 0)


def klok_van(db: Transactie, leerling_id: UUID, school_id: UUID | None, blik: Blik) -> KlokBeeld | None:
    """The clock of the pupil, for who may read clocks; None for the others."""
    if not blik.besluit("D23").ja:
        return None
    row = db.get(Klok, leerling_id)
    if row is None or row.kleur is Kleur.GEEN:
        return GEEN
    kalender = read_kalenders(db, [school_id])[school_id]
    return _beeld(row, db.lezer.dag, onbekend=is_oud(row.bijgewerkt_tot, kalender, db.lezer.dag))


def _beeld(row: Klok, dag: date, *, onbekend: bool) -> KlokBeeld:
    left = 0 if row.deadline is None else (row.deadline - dag).days
    return KlokBeeld(
        kleur=row.kleur if row.thuiszit_sinds and row.deadline else Kleur.GEEN,
        sinds=row.thuiszit_sinds,
        deadline=row.deadline,
        zonder_vakantie=row.deadline_zonder_vakantie,
        stil_sinds=row.stil_sinds,
        gedeeltelijk=row.gedeeltelijk,
        bijgewerkt_tot=row.bijgewerkt_tot,
        dagen=left,
        deel=share(row.thuiszit_sinds, row.deadline, row.stil_sinds or dag),
        onbekend=onbekend,
    )


def share(van: date | None, tot: date | None, dag: date) -> int:
    """The part of a term that has gone on that day, in hundredths, never below 0 or above 100."""
    if van is None or tot is None or tot <= van:
        return 0
    return max(0, min(100, round(100 * (dag - van).days / (tot - van).days)))
