"""Turn the master key of the vault while people work: a new one wraps every data key, and the old one goes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text, update

from casus.domain.actor import SYSTEEM
from casus.domain.dossier import Sleutel
from casus.storage.audit import is_postgres
from casus.storage.database import Database, Transactie
from casus.storage.kluis import KEY, Sleutelbos

DEEL = 500
"""Keys in one transaction."""
BEGIN = UUID(int=0)


def draai(database: Database, path: Path, stap: Callable[[int], None]) -> int:
    """Turn the key in this file, or go on with what ended halfway; gives how many data keys were wrapped anew.

    `stap` hears how many were done so far, after each transaction.

    Raises:
        KluisFout: a data key opens with neither master; nothing of it was changed.
    """
    bos = Sleutelbos.lees(path)
    if bos.vorige is None:
        bos = replace(bos, kluis=secrets.token_bytes(KEY), vorige=bos.kluis)
        bos.vervang(path)
    database.kluis.herlees()
    done = _all(database, stap)
    while True:
        with database.transaction(SYSTEEM) as db:
            left = _last_look(db)
            if not left:
                db.audit("sleutels_gedraaid", sleutels=done)
                db.flush()
                replace(bos, vorige=None).vervang(path)
                break
        done += left
    database.kluis.herlees()
    return done


def _all(database: Database, stap: Callable[[int], None]) -> int:
    done, last = 0, BEGIN
    while True:
        with database.transaction(SYSTEEM) as db:
            query = select(Sleutel).where(Sleutel.id > last).order_by(Sleutel.id).limit(DEEL)
            rows = db.session.scalars(query.with_for_update(key_share=True)).all()  # who seals need not wait
            done += _wrap(db, rows)
        if not rows:
            return done
        last = rows[-1].id
        stap(done)


def _last_look(db: Transactie) -> int:
    """Nobody makes a key until this ends, so what is wrapped by the old master now is all that ever will be."""
    if is_postgres(db.session):
        db.session.execute(text("LOCK TABLE sleutel IN SHARE ROW EXCLUSIVE MODE"))
    query = select(Sleutel.id, Sleutel.casus_id, Sleutel.domein, Sleutel.versie, Sleutel.ingepakt)
    return _wrap(db, db.session.execute(query.where(func.length(Sleutel.ingepakt) > 0)).all())


def _wrap(db: Transactie, rows: Sequence[Any]) -> int:
    """Wrap by the newest master what it did not wrap yet."""
    done = 0
    for row in rows:
        place = (row.casus_id, row.domein, row.versie)
        if row.ingepakt and not db.kluis.is_nieuwst(row.ingepakt, *place):
            packed = db.kluis.pak_over(row.ingepakt, *place)
            db.session.execute(
                update(Sleutel).where(Sleutel.id == row.id, Sleutel.ingepakt == row.ingepakt).values(ingepakt=packed)
            )
            done += 1
    return done
