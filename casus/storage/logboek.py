"""Reading the audit log of one casus."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, or_, select

from casus.domain.casus import Casus
from casus.domain.techniek import Auditregel
from casus.storage.database import Transactie


def list_regels(db: Transactie, casus_id: UUID, visible: ColumnElement[bool], limit: int = 100) -> list[Auditregel]:
    """The newest rows of a casus that the reader may read."""
    query = select(Auditregel).join(Casus, Casus.id == Auditregel.casus_id).where(Auditregel.casus_id == casus_id)
    return list(db.session.scalars(query.where(visible).order_by(Auditregel.volgnummer.desc()).limit(limit)))


def list_alles(db: Transactie, casus_id: UUID, limit: int = 200) -> list[Auditregel]:
    """The newest rows about a casus, also those of lists in which it stood; it looks at the whole log."""
    named = cast(Auditregel.gegevens, String).contains(str(casus_id))
    query = select(Auditregel).where(or_(Auditregel.casus_id == casus_id, named))
    return list(db.session.scalars(query.order_by(Auditregel.volgnummer.desc()).limit(limit)))
