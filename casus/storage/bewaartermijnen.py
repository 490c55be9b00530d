"""Until when the entries of an ended casus are kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from casus.domain.bewaartermijn import Bewaartermijn
from casus.domain.dossier import Dossierstuk
from casus.storage.database import Transactie


def last_changes(db: Transactie, casus_id: UUID) -> list[tuple[str, UUID | None, datetime]]:
    """Data domain, organisation of the author, and when that organisation last wrote in it."""
    query = (
        select(Dossierstuk.domein, Dossierstuk.organisatie_id, func.max(Dossierstuk.op))
        .where(Dossierstuk.casus_id == casus_id, Dossierstuk.vernietigd_op.is_(None))
        .group_by(Dossierstuk.domein, Dossierstuk.organisatie_id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def list_bewaartermijnen(db: Transactie, casus_id: UUID) -> list[Bewaartermijn]:
    """The terms of one casus, by data domain."""
    query = select(Bewaartermijn).where(Bewaartermijn.casus_id == casus_id)
    return list(db.session.scalars(query.order_by(Bewaartermijn.domein, Bewaartermijn.id)))
