"""Destroying one part of a dossier: its bytes go, its keys go, and what others keep gets a new key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, delete, false, func, insert, or_, select, update

from casus.domain.actor import SYSTEEM
from casus.domain.base import tafel
from casus.domain.casus import Casus, Gebeurtenis, Taak
from casus.domain.dossier import Concept, Dossierstuk, Sleutel
from casus.storage.database import Database, Transactie
from casus.storage.kluis import Plaats
from casus.storage.vernietigd import Vernietigd

DEEL = 500
"""Casussen in one question."""
LEEFT = func.length(Sleutel.ingepakt) > 0
LOS = {"synchronize_session": False}


@dataclass(frozen=True)
class Deel:
    """What one owner keeps of one data domain of one casus."""

    casus_id: UUID
    domein: str
    eigenaar: UUID


@dataclass(frozen=True)
class Uitkomst:
    """What went."""

    versies: tuple[int, ...]
    stukken: int


def vernietig(db: Transactie, deel: Deel, versies: Sequence[int] | None = None) -> Uitkomst:
    """Destroy it in the caller's transaction; repeating it destroys nothing more.

    Given the versions of the list, only what was under those keys goes: what the owner wrote later stays.
    """
    keys = _keys(db, deel)
    school = db.session.scalar(select(Casus.school_id).where(Casus.id == deel.casus_id))
    under = None if versies is None else set(versies)
    gone = _blank(db, deel, school, under)
    _drop_drafts(db, deel, school, under)
    live = {key.versie: key.ingepakt for key in keys if key.ingepakt}
    doomed = [version for version in live if under is None or version in under]
    if doomed:
        shared = _reseal(db, deel, live, doomed)
        _forget_journal(db, deel, school, shared=shared)
        db.session.execute(
            update(Sleutel).where(_here(Sleutel, deel), Sleutel.versie.in_(doomed)).values(ingepakt=b""),
            execution_options=LOS,
        )
    return Uitkomst(tuple(doomed), gone)


def pas_toe(database: Database, regels: Iterable[Vernietigd]) -> int:
    """Destroy again what a copy of before brought back; gives how many parts that were."""
    done = 0
    for regel in _still_there(database, list(regels)):
        with database.transaction(SYSTEEM) as db:
            deel = Deel(regel.casus, regel.domein, regel.eigenaar)
            gone = vernietig(db, deel, regel.versies)
            _mark_used(db, deel, regel.versies)
            db.audit("vernietiging_herhaald", casus_id=regel.casus, domein=regel.domein, stukken=gone.stukken)
            done += 1
    return done


def _still_there(database: Database, regels: list[Vernietigd]) -> list[Vernietigd]:
    """The lines of which a key lives, or never was, in a casus that is there."""
    ids = sorted({regel.casus for regel in regels})
    there: set[UUID] = set()
    dead: set[tuple[UUID, str, int]] = set()
    with database.reading(SYSTEEM) as db:
        for start in range(0, len(ids), DEEL):
            part = ids[start : start + DEEL]
            there.update(db.session.scalars(select(Casus.id).where(Casus.id.in_(part))))
            keys = select(Sleutel.casus_id, Sleutel.domein, Sleutel.versie)
            rows = db.session.execute(keys.where(Sleutel.casus_id.in_(part), func.length(Sleutel.ingepakt) == 0))
            dead.update((row[0], row[1], row[2]) for row in rows)
    return [
        regel
        for regel in regels
        if regel.casus in there and any((regel.casus, regel.domein, number) not in dead for number in regel.versies)
    ]


def _keys(db: Transactie, deel: Deel) -> Sequence[Any]:
    """The keys, held until the end: nobody seals or destroys meanwhile."""
    query = select(Sleutel.versie, Sleutel.ingepakt).where(_here(Sleutel, deel)).order_by(Sleutel.versie)
    return db.session.execute(query.with_for_update()).all()


def _here(kind: Any, deel: Deel) -> ColumnElement[bool]:
    return and_(kind.casus_id == deel.casus_id, kind.domein == deel.domein)


def _of(column: Any, deel: Deel, school: UUID | None) -> ColumnElement[bool]:
    """Of this owner; the school keeps what a family wrote."""
    return or_(column == deel.eigenaar, column.is_(None) if school == deel.eigenaar else false())


def _blank(db: Transactie, deel: Deel, school: UUID | None, under: set[int] | None) -> int:
    """Take the bytes and the file names; gives of how many entries."""
    mine = [
        _here(Dossierstuk, deel),
        _of(Dossierstuk.organisatie_id, deel, school),
        Dossierstuk.vernietigd_op.is_(None),
    ]
    if under is not None:
        mine.append(Dossierstuk.sleutel_versie.in_(under))
    gone = update(Dossierstuk).where(*mine).values(inhoud=b"", bestandsnaam=None, vernietigd_op=db.nu)
    return int(db.session.execute(gone, execution_options=LOS).rowcount)  # type: ignore[attr-defined]


def _drop_drafts(db: Transactie, deel: Deel, school: UUID | None, under: set[int] | None) -> None:
    mine = [_here(Concept, deel), _of(Taak.organisatie_id, deel, school)]
    if under is not None:
        mine.append(Concept.sleutel_versie.in_(under))
    ids = select(Concept.id).join(Taak, Taak.id == Concept.taak_id).where(*mine)
    db.session.execute(delete(Concept).where(Concept.id.in_(ids)), execution_options=LOS)


def _reseal(db: Transactie, deel: Deel, live: dict[int, bytes], doomed: list[int]) -> bool:
    """Give what others keep a new key, that no copy of before has; whether others keep anything."""
    packed, version, shared = b"", 0, False
    for kind in (Dossierstuk, Concept):
        rest = [_here(kind, deel), kind.sleutel_versie.in_(doomed)]
        if kind is Dossierstuk:
            rest.append(Dossierstuk.vernietigd_op.is_(None))
        query = select(kind.id, kind.sleutel_versie, kind.inhoud).where(*rest)
        for ident, old, cipher in db.session.execute(query).all():
            if not shared:
                packed, version, shared = *_new_key(db, deel), True
            place = (kind.__tablename__, ident, deel.casus_id, deel.domein)
            plain = db.kluis.open(live[old], Plaats(*place, old), cipher)
            sealed = db.kluis.verzegel(packed, Plaats(*place, version), plain)
            changed = update(kind).where(kind.id == ident).values(inhoud=sealed, sleutel_versie=version)
            db.session.execute(changed, execution_options=LOS)
    return shared or any(version not in doomed for version in live)


def _new_key(db: Transactie, deel: Deel) -> tuple[bytes, int]:
    newest = db.session.scalar(select(func.max(Sleutel.versie)).where(_here(Sleutel, deel))) or 0
    packed = db.kluis.nieuwe_sleutel(deel.casus_id, deel.domein, newest + 1)
    _add_key(db, deel, newest + 1, packed)
    return packed, newest + 1


def _add_key(db: Transactie, deel: Deel, versie: int, ingepakt: bytes) -> None:
    row = {"id": uuid4(), "casus_id": deel.casus_id, "domein": deel.domein, "versie": versie, "ingepakt": ingepakt}
    db.core(insert(tafel(Sleutel)), [row])


def _mark_used(db: Transactie, deel: Deel, versies: Iterable[int]) -> None:
    """A copy may be older than a key: the number of a destroyed key is never used again."""
    known = set(db.session.scalars(select(Sleutel.versie).where(_here(Sleutel, deel))))
    for version in sorted(set(versies) - known):
        _add_key(db, deel, version, b"")


def _forget_journal(db: Transactie, deel: Deel, school: UUID | None, *, shared: bool) -> None:
    """That something happened stays; the details of this owner go, and those of all when nobody keeps anything."""
    mine = [_here(Gebeurtenis, deel)]
    if shared:
        mine.append(_of(Gebeurtenis.organisatie_id, deel, school))
    db.session.execute(update(Gebeurtenis).where(*mine).values(gegevens={}), execution_options=LOS)
