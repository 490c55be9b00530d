"""DUO-meldingen: the draft, the one that runs, and whether an earlier one runs still."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from casus.domain.casus import Casus
from casus.domain.melding import DuoMelding, StatusMelding
from casus.storage.database import Transactie

LOPEND = (StatusMelding.GEREGISTREERD, StatusMelding.IN_BEHANDELING)
GEDAAN = (*LOPEND, StatusMelding.AFGESLOTEN)


def find_concept(db: Transactie, casus_id: UUID) -> DuoMelding | None:
    """The draft of a casus that was not sent yet."""
    query = select(DuoMelding).where(DuoMelding.casus_id == casus_id, DuoMelding.status == StatusMelding.CONCEPT)
    return db.session.scalars(query).first()


def find_laatste(db: Transactie, casus_id: UUID) -> DuoMelding | None:
    """The last melding of a casus that was done."""
    query = select(DuoMelding).where(DuoMelding.casus_id == casus_id, DuoMelding.status.in_(GEDAAN))
    return db.session.scalars(query.order_by(DuoMelding.gemeld_op.desc(), DuoMelding.id)).first()


def find_lopend(db: Transactie, leerling_id: UUID) -> DuoMelding | None:
    """A melding about this pupil that is not closed yet, in whatever casus."""
    query = select(DuoMelding).join(Casus, Casus.id == DuoMelding.casus_id)
    return db.session.scalars(query.where(Casus.leerling_id == leerling_id, DuoMelding.status.in_(LOPEND))).first()


def find_nummer(db: Transactie, leerling_id: UUID, nummer: str) -> DuoMelding | None:
    """The melding about this pupil with that number of DUO."""
    query = select(DuoMelding).join(Casus, Casus.id == DuoMelding.casus_id)
    return db.session.scalars(query.where(Casus.leerling_id == leerling_id, DuoMelding.nummer == nummer)).first()
