"""Dossier entries: written once, sealed per data domain."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import defer

from casus.domain.base import tafel
from casus.domain.casus import Casus
from casus.domain.dossier import Dossierstuk, Sleutel
from casus.domain.fouten import NietGevonden
from casus.domain.medisch import Medisch
from casus.storage.database import Transactie
from casus.storage.kluis import Plaats

TABEL = "dossierstuk"
_NIEUW = insert(tafel(Dossierstuk))
_ER_NOG = Dossierstuk.vernietigd_op.is_(None)
"""What was destroyed is read by nobody: the row only says that it was."""


def write_stuk(db: Transactie, casus: Casus, domein: str, inhoud: Any, *, stap: str, **details: Any) -> Dossierstuk:
    """Seal and add one entry; `inhoud` is JSON, or bytes of an uploaded file."""
    if db.actor.persoon_id is None or db.actor.rol is None:
        raise ValueError("a dossier entry has an author")
    ident = uuid4()
    cipher, version = db.verzegel(TABEL, ident, casus.id, domein, inhoud)
    row = {
        "id": ident,
        "casus_id": casus.id,
        "domein": domein,
        "stap": stap,
        "inhoud": cipher,
        "sleutel_versie": version,
        "auteur_id": db.actor.persoon_id,
        "rol": db.actor.rol,
        "organisatie_id": db.actor.organisatie_id,
        "op": db.nu,
        "afgeschermd": False,
        "medisch": Medisch.NEE,
        **details,
    }
    db.core(_NIEUW, [row])
    return Dossierstuk(**row)


def list_stukken(
    db: Transactie, casus_id: UUID, visible: ColumnElement[bool], *extra: ColumnElement[bool], inhoud: bool = True
) -> list[Dossierstuk]:
    """The entries of a casus that the reader may read, newest first; without `inhoud` no sealed bytes are fetched."""
    query = (
        select(Dossierstuk)
        .join(Casus, Casus.id == Dossierstuk.casus_id)
        .where(Dossierstuk.casus_id == casus_id, _ER_NOG, visible, *extra)
        .order_by(Dossierstuk.op.desc(), Dossierstuk.id)
    )
    return list(db.session.scalars(query if inhoud else query.options(defer(Dossierstuk.inhoud))))


def domains_known(db: Transactie, casus_id: UUID, known: ColumnElement[bool]) -> set[str]:
    """The data domains of which the reader may know that something is there."""
    query = (
        select(Dossierstuk.domein)
        .join(Casus, Casus.id == Dossierstuk.casus_id)
        .where(Dossierstuk.casus_id == casus_id, _ER_NOG, known)
    )
    return set(db.session.scalars(query.distinct()))


def read_stuk(
    db: Transactie, stuk_id: UUID, known: ColumnElement[bool], words: Mapping[str, ColumnElement[bool]]
) -> tuple[Dossierstuk, frozenset[str]]:
    """An entry that the reader may know of, and which of the words hold for it.

    Raises:
        NietGevonden: not there, or the reader may not know of it.
    """
    columns = [expression.label(f"w{place}") for place, expression in enumerate(words.values())]
    query = select(Dossierstuk, *columns).join(Casus, Casus.id == Dossierstuk.casus_id)
    row = db.session.execute(query.where(Dossierstuk.id == stuk_id, _ER_NOG, known)).first()
    if row is None:
        raise NietGevonden
    return row[0], frozenset(word for word, holds in zip(words, row[1:], strict=True) if holds)


def ids_where(db: Transactie, casus_id: UUID, rule: ColumnElement[bool]) -> frozenset[UUID]:
    """The entries of a casus for which a rule holds."""
    query = select(Dossierstuk.id).join(Casus, Casus.id == Dossierstuk.casus_id)
    return frozenset(db.session.scalars(query.where(Dossierstuk.casus_id == casus_id, rule)))


def is_replaced(db: Transactie, stuk_id: UUID) -> bool:
    """Whether a later entry stands in its place."""
    return db.session.scalars(select(Dossierstuk.id).where(Dossierstuk.vervangt_id == stuk_id)).first() is not None


def keten(db: Transactie, stuk: Dossierstuk) -> list[Dossierstuk]:
    """An entry and those that it took the place of, the newest first."""
    found = [stuk]
    while found[-1].vervangt_id is not None:
        found.append(db.session.get_one(Dossierstuk, found[-1].vervangt_id))
    return found


def open_all(db: Transactie, casus_id: UUID, stukken: Iterable[Dossierstuk]) -> dict[UUID, Mapping[str, Any]]:
    """The answers of many entries of one casus: one question for all bytes, one for all keys.

    Raises:
        KluisFout: one was moved or changed.
        KeyError: the key of one is destroyed.
    """
    rows = {stuk.id: stuk for stuk in stukken}
    if not rows:
        return {}
    query = select(Sleutel.domein, Sleutel.versie, Sleutel.ingepakt).where(Sleutel.casus_id == casus_id)
    keys = {(row.domein, row.versie): row.ingepakt for row in db.session.execute(query)}
    found: dict[UUID, Mapping[str, Any]] = {}
    sealed = select(Dossierstuk.id, Dossierstuk.inhoud).where(Dossierstuk.id.in_(list(rows)))
    for ident, cipher in db.session.execute(sealed):
        stuk = rows[ident]
        place = Plaats(TABEL, ident, casus_id, stuk.domein, stuk.sleutel_versie)
        found[ident] = json.loads(db.kluis.open(keys[stuk.domein, stuk.sleutel_versie], place, cipher))
    return found


def open_stuk(db: Transactie, stuk: Dossierstuk) -> bytes:
    """The bytes of an entry.

    Raises:
        KluisFout: it was moved or changed.
        LookupError: its key is destroyed.
    """
    return db.ontzegel(TABEL, stuk.id, stuk.casus_id, stuk.domein, stuk.sleutel_versie, stuk.inhoud)


def open_json(db: Transactie, stuk: Dossierstuk) -> Mapping[str, Any]:
    """The answers of an entry."""
    return uit_json(open_stuk(db, stuk))


def uit_json(data: bytes) -> Mapping[str, Any]:
    """What was sealed as JSON."""
    loaded: Mapping[str, Any] = json.loads(data)
    return loaded
