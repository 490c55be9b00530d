"""Dossier entries: written once, sealed per data domain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select

from casus.domain.casus import Casus
from casus.domain.dossier import Dossierstuk
from casus.storage.database import Transactie

TABEL = "dossierstuk"


def write_stuk(db: Transactie, casus: Casus, domein: str, inhoud: Any, *, stap: str, **details: Any) -> Dossierstuk:
    """Seal and add one entry; `inhoud` is JSON, or bytes of an uploaded file."""
    if db.actor.persoon_id is None or db.actor.rol is None:
        raise ValueError("a dossier entry has an author")
    ident = uuid4()
    cipher, version = db.verzegel(TABEL, ident, casus.id, domein, inhoud)
    stuk = Dossierstuk(
        id=ident,
        casus_id=casus.id,
        domein=domein,
        stap=stap,
        inhoud=cipher,
        sleutel_versie=version,
        auteur_id=db.actor.persoon_id,
        rol=db.actor.rol,
        organisatie_id=db.actor.organisatie_id,
        op=db.nu,
        **details,
    )
    db.add(stuk)
    db.flush()
    return stuk


def list_stukken(
    db: Transactie, casus_id: UUID, visible: ColumnElement[bool], *extra: ColumnElement[bool]
) -> list[Dossierstuk]:
    """The entries of a casus that the reader may read, newest first."""
    query = (
        select(Dossierstuk)
        .join(Casus, Casus.id == Dossierstuk.casus_id)
        .where(Dossierstuk.casus_id == casus_id, visible, *extra)
        .order_by(Dossierstuk.op.desc(), Dossierstuk.id)
    )
    return list(db.session.scalars(query))


def domains_known(db: Transactie, casus_id: UUID, known: ColumnElement[bool]) -> set[str]:
    """The data domains of which the reader may know that something is there."""
    query = (
        select(Dossierstuk.domein)
        .join(Casus, Casus.id == Dossierstuk.casus_id)
        .where(Dossierstuk.casus_id == casus_id, known)
    )
    return set(db.session.scalars(query.distinct()))


def open_stuk(db: Transactie, stuk: Dossierstuk) -> bytes:
    """The bytes of an entry.

    Raises:
        KluisFout: it was moved or changed.
        LookupError: its key is destroyed.
    """
    return db.ontzegel(TABEL, stuk.id, stuk.casus_id, stuk.domein, stuk.sleutel_versie, stuk.inhoud)


def open_json(db: Transactie, stuk: Dossierstuk) -> Mapping[str, Any]:
    """The answers of an entry."""
    loaded: Mapping[str, Any] = json.loads(open_stuk(db, stuk))
    return loaded
