"""Sessions that the server keeps, so that they can be ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, delete, func, select, update

from casus.domain.techniek import Sessie
from casus.storage.database import Transactie


def find_live(db: Transactie, key: str, stilte: timedelta) -> Sessie | None:
    """The session of this key, when it has not expired and was used within this time."""
    return db.session.scalars(select(Sessie).where(Sessie.id == key, *_leeft(db, stilte))).first()


def _leeft(db: Transactie, stilte: timedelta) -> tuple[ColumnElement[bool], ...]:
    return Sessie.verloopt_op > db.nu, func.coalesce(Sessie.gezien_op, Sessie.begonnen_op) >= db.nu - stilte


ONTHOUDEN = timedelta(days=7)
"""How long one can still tell whose session it was, to give back what was typed in it."""


def ruim_op(db: Transactie) -> None:
    """Sessions that expired long ago."""
    db.session.execute(delete(Sessie).where(Sessie.verloopt_op < db.nu - ONTHOUDEN))


def find_any(db: Transactie, key: str) -> Sessie | None:
    """The session of this key, also when it has expired."""
    return db.session.get(Sessie, key)


def end(db: Transactie, key: str) -> None:
    """Forget a session."""
    db.session.execute(delete(Sessie).where(Sessie.id == key))


def van(db: Transactie, persoon_id: UUID, stilte: timedelta) -> list[Sessie]:
    """The live sessions of somebody, the newest first."""
    query = select(Sessie).where(Sessie.persoon_id == persoon_id, *_leeft(db, stilte))
    return list(db.session.scalars(query.order_by(Sessie.begonnen_op.desc(), Sessie.id)))


def gezien(db: Transactie, key: str) -> None:
    """Its person asked for a page now."""
    db.session.execute(update(Sessie).where(Sessie.id == key).values(gezien_op=db.nu))


def end_all(db: Transactie, persoon_id: UUID, *, behalve: str = "", alleen: str = "") -> int:
    """Forget the sessions of somebody but one, or only one, if it is theirs; gives how many."""
    gone = delete(Sessie).where(Sessie.persoon_id == persoon_id, Sessie.id != behalve)
    if alleen:
        gone = gone.where(Sessie.id == alleen)
    return cast("CursorResult[Any]", db.session.execute(gone)).rowcount
