"""Meetings on a casus and who was invited to them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from casus.domain.overleg import Genodigde, Overleg
from casus.storage.database import Transactie


def find_laatste(db: Transactie, casus_id: UUID) -> Overleg | None:
    """The meeting that was planned last."""
    query = select(Overleg).where(Overleg.casus_id == casus_id)
    return db.session.scalars(query.order_by(Overleg.moment.desc(), Overleg.id)).first()


def list_genodigden(db: Transactie, overleg_id: UUID) -> list[Genodigde]:
    query = select(Genodigde).where(Genodigde.overleg_id == overleg_id)
    return list(db.session.scalars(query.order_by(Genodigde.rol, Genodigde.id)))
