"""Tries to log in that did not succeed, counted by the keyed hash of a name or an address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, text

from casus.domain.techniek import Aanmeldpoging
from casus.storage import audit
from casus.storage.database import Transactie

VENSTER = timedelta(minutes=15)
SLOT = 20_261_125
"""The advisory lock under which tries are counted, so that many at once do not slip through."""


def om_de_beurt(db: Transactie) -> None:
    """Count tries one at a time; the embedded database has one writer anyway."""
    if audit.is_postgres(db.session):
        db.session.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": SLOT})


def aantal(db: Transactie, blind: str) -> int:
    """Tries of the last quarter of an hour."""
    recent = select(func.count()).where(Aanmeldpoging.blind == blind, Aanmeldpoging.op > db.nu - VENSTER)
    return db.session.scalar(recent) or 0


def tel(db: Transactie, blinds: Iterable[str]) -> list[UUID]:
    """Count a try under each of these; gives the rows, to take back when it succeeds."""
    rows = [Aanmeldpoging(blind=blind, op=db.nu) for blind in blinds]
    db.add(*rows)
    return [row.id for row in rows]


def vergeet(db: Transactie, rijen: Iterable[UUID], blind: str = "") -> None:
    """It succeeded: these rows, and what else was counted under this name, when one is given."""
    ours = Aanmeldpoging.id.in_(list(rijen))
    db.session.execute(delete(Aanmeldpoging).where(ours | (Aanmeldpoging.blind == blind)))


def ruim_op(db: Transactie) -> None:
    """Old tries say nothing any more."""
    db.session.execute(delete(Aanmeldpoging).where(Aanmeldpoging.op < db.nu - VENSTER))
