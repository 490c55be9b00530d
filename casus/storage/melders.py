"""Signals of a casus that a person gave, and who still waits to hear what came of it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from casus.domain.verzuim import Signaal
from casus.storage.database import Transactie


def list_wachtend(db: Transactie, casus_id: UUID) -> list[Signaal]:
    """The signals whose giver has not heard back yet."""
    query = select(Signaal).where(
        Signaal.casus_id == casus_id, Signaal.melder_id.is_not(None), Signaal.teruggekoppeld_op.is_(None)
    )
    return list(db.session.scalars(query.order_by(Signaal.op, Signaal.id)))
