"""Sessions that the server keeps, so that they can be ended."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from casus.domain.techniek import Sessie
from casus.storage.database import Transactie


def find_live(db: Transactie, key: str) -> Sessie | None:
    """The session of this key, when it has not expired."""
    query = select(Sessie).where(Sessie.id == key, Sessie.verloopt_op > db.nu)
    return db.session.scalars(query).first()


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
