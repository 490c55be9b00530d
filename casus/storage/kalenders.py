"""The calendar of a school as it is kept."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from casus.domain.kalender import Periode, Schoolkalender
from casus.domain.verzuim import Lesvrij, Schooljaar
from casus.storage.database import Transactie


def read_kalender(db: Transactie, school_id: UUID | None) -> Schoolkalender:
    """School years and free days of a school; empty when no school is known."""
    years = db.session.scalars(select(Schooljaar).where(Schooljaar.school_id == school_id))
    free = db.session.scalars(select(Lesvrij).where(Lesvrij.school_id == school_id))
    return Schoolkalender(
        tuple(Periode(jaar.van, jaar.tot) for jaar in years),
        tuple(Periode(vrij.van, vrij.tot) for vrij in free),
    )
