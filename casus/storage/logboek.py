"""Reading the audit log of one casus."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, select

from casus.domain.casus import Casus
from casus.domain.techniek import Auditregel
from casus.storage.database import Transactie


def list_regels(db: Transactie, casus_id: UUID, visible: ColumnElement[bool], limit: int = 100) -> list[Auditregel]:
    """The newest rows of a casus that the reader may read."""
    query = select(Auditregel).join(Casus, Casus.id == Auditregel.casus_id).where(Auditregel.casus_id == casus_id)
    return list(db.session.scalars(query.where(visible).order_by(Auditregel.volgnummer.desc()).limit(limit)))
