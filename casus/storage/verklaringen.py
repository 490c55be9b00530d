"""Declarations about access."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import or_, select

from casus.domain.casus import Casus
from casus.domain.rol import Rol
from casus.domain.verklaring import Strekking, Verklaring
from casus.storage.database import Transactie, Waar


def list_lopend(db: Transactie, casus_id: UUID, visible: Waar) -> list[Verklaring]:
    """What holds now, the oldest first."""
    query = (
        select(Verklaring)
        .join(Casus, Casus.id == Verklaring.casus_id)
        .where(Verklaring.casus_id == casus_id, _lopend(db), visible)
        .order_by(Verklaring.van, Verklaring.id)
    )
    return list(db.session.scalars(query))


def find_lopend(db: Transactie, casus_id: UUID, strekking: Strekking) -> Verklaring | None:
    """The same declaration, when it holds already."""
    query = select(Verklaring).where(
        Verklaring.casus_id == casus_id,
        Verklaring.soort == strekking.soort,
        Verklaring.domein.is_not_distinct_from(strekking.domein),
        Verklaring.persoon_id.is_not_distinct_from(strekking.persoon_id),
        Verklaring.stuk_id.is_not_distinct_from(strekking.stuk_id),
        _lopend(db),
    )
    return db.session.scalars(query).first()


def read_lopend(db: Transactie, ident: UUID) -> Verklaring | None:
    return db.session.scalars(select(Verklaring).where(Verklaring.id == ident, _lopend(db))).first()


def schrijf(db: Transactie, casus_id: UUID, strekking: Strekking, dagen: int | None = None) -> Verklaring:
    """Write a declaration of the actor, from now; for so many calendar days, or until somebody ends it."""
    row = Verklaring(
        id=uuid4(),
        casus_id=casus_id,
        soort=strekking.soort,
        domein=strekking.domein,
        persoon_id=strekking.persoon_id,
        stuk_id=strekking.stuk_id,
        van=db.nu,
        tot=None if dagen is None else db.nu + timedelta(days=dagen),
        door_id=_id(db),
        rol=Rol(str(db.actor.rol)),
        organisatie_id=db.actor.organisatie_id,
    )
    db.add(row)
    return row


def _lopend(db: Transactie) -> Waar:
    return or_(Verklaring.tot.is_(None), Verklaring.tot > db.nu)


def _id(db: Transactie) -> UUID:
    if db.actor.persoon_id is None:
        raise ValueError("a person declares, never the system")
    return db.actor.persoon_id
