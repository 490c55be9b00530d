"""The audit log: rows that only come, and hashes over them, so that a changed or missing row shows.

Embedded: each row carries the hash of the one before it, written in the same transaction; SQLite has one writer
at a time anyway. PostgreSQL: one chain would make all writers wait for each other, so rows are written freely and
`zegelen` seals what no running transaction can still add to. Following numbers would miss rows that commit late.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, String, bindparam, cast, func, insert, select, text, update
from sqlalchemy.orm import Session

from casus.domain.actor import Lezer
from casus.domain.base import tafel
from casus.domain.techniek import Auditregel, Instelling, Zegel

HEAD = "audit_kop"
START = "0" * 64
_REGEL = insert(tafel(Auditregel))
_NAMEN = tafel(Instelling)
_KOP = select(_NAMEN.c.waarde).where(_NAMEN.c.naam == HEAD)
_NIEUWE_KOP = update(_NAMEN).where(_NAMEN.c.naam == HEAD).values(waarde=bindparam("nieuw"))
SLOT = 20_261_124
"""The advisory lock of whoever seals."""


@dataclass(frozen=True)
class Ketting:
    """The result of checking."""

    regels: int
    fout: str | None
    kop: str = ""
    """`number:hash` of the newest link, to keep somewhere else."""
    open: int = 0
    """Rows that no seal covers yet."""


def append(
    session: Session, lezer: Lezer, handeling: str, uitkomst: str, casus_id: UUID | None, gegevens: dict[str, Any]
) -> None:
    """Add a row inside the caller's transaction."""
    row = {
        "op": lezer.nu,
        "handeling": handeling,
        "uitkomst": uitkomst,
        "persoon_id": lezer.actor.persoon_id,
        "rol": lezer.actor.rol,
        "organisatie_id": lezer.actor.organisatie_id,
        "casus_id": casus_id,
        "gegevens": json.loads(json.dumps(gegevens, default=str)),
    }
    if is_postgres(session):
        row["xid"] = cast(cast(func.pg_current_xact_id(), String), BigInteger)
        session.connection().execute(_REGEL.values(**row))
    else:
        _chain(session, row)


def _chain(session: Session, row: dict[str, Any]) -> None:
    """The embedded database: number and hash follow from the head, whose row is the lock."""
    connection = session.connection()
    head = connection.execute(_KOP).scalar()
    number, previous = (head or f"0:{START}").split(":")
    row |= {"volgnummer": int(number) + 1, "vorige": previous}
    row["hash"] = hash_of(previous, row["volgnummer"], row)
    connection.execute(_REGEL, [row])
    new = f"{row['volgnummer']}:{row['hash']}"
    if head is None:
        connection.execute(insert(tafel(Instelling)), [{"naam": HEAD, "waarde": new}])
    else:
        connection.execute(_NIEUWE_KOP, {"nieuw": new})


def is_postgres(session: Session) -> bool:
    """Which of the two ways this database goes."""
    return session.get_bind().dialect.name == "postgresql"


def hash_of(vorige: str, nummer: int, row: dict[str, Any]) -> str:
    """The hash of everything the row says, and of the hash before it."""
    parts = [
        nummer, row["op"].astimezone(UTC).isoformat(timespec="microseconds"), row["handeling"], row["uitkomst"],
        str(row["persoon_id"]), str(row["rol"] or ""), str(row["organisatie_id"]), str(row["casus_id"]),
        row["gegevens"], vorige,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _row_of(regel: Auditregel) -> dict[str, Any]:
    return {column.key: getattr(regel, column.key) for column in tafel(Auditregel).columns}


def zegelen(session: Session, nu: datetime) -> int:
    """Seal all rows of transactions older than every running one; gives how many. Nothing to do when embedded."""
    if not is_postgres(session) or not session.scalar(text("SELECT pg_try_advisory_xact_lock(:slot)"), {"slot": SLOT}):
        return 0
    last = session.scalars(select(Zegel).order_by(Zegel.nummer.desc()).limit(1)).first()
    until = session.scalar(text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"))
    begin = 0 if last is None else last.tot_xid
    digest, count = _digest(session, START if last is None else last.hash, begin, until)
    if not count:
        return 0
    number = 1 if last is None else last.nummer + 1
    session.add(
        Zegel(
            nummer=number, tot_xid=until, regels=count, op=nu, vorige=START if last is None else last.hash, hash=digest
        )
    )
    return count


def _digest(session: Session, vorige: str, begin: int, tot: int) -> tuple[str, int]:
    """One hash over the rows of these transactions, in their order."""
    query = select(Auditregel).where(Auditregel.xid >= begin, Auditregel.xid < tot)
    query = query.order_by(Auditregel.xid, Auditregel.volgnummer).execution_options(yield_per=1000)
    count, digest = 0, vorige
    with closing(session.scalars(query)) as rows:
        for regel in rows:
            count += 1
            digest = hash_of(digest, regel.volgnummer, _row_of(regel))
            session.expunge(regel)
    return digest, count


def verify(session: Session, ankers: Iterable[str] = ()) -> Ketting:
    """Walk all links from the first to the newest; `ankers` are heads that were kept outside."""
    return _verify_seals(session, list(ankers)) if is_postgres(session) else _verify_chain(session, list(ankers))


def _verify_chain(session: Session, ankers: Sequence[str]) -> Ketting:
    previous, number, wanted = START, 0, set(ankers)
    query = select(Auditregel).order_by(Auditregel.volgnummer).execution_options(yield_per=1000)
    with closing(session.scalars(query)) as rows:
        for regel in rows:
            number += 1
            if regel.volgnummer != number:
                return Ketting(number, f"regel {number} ontbreekt")
            if regel.vorige != previous or hash_of(previous, number, _row_of(regel)) != regel.hash:
                return Ketting(number, f"regel {number} is gewijzigd")
            previous = regel.hash
            wanted.discard(f"{number}:{previous}")
            session.expunge(regel)
    head = session.scalars(select(Instelling.waarde).where(Instelling.naam == HEAD)).first()
    if head is not None and head != f"{number}:{previous}":
        return Ketting(number, f"na regel {number} ontbreken regels")
    return _with_anchors(number, f"{number}:{previous}", wanted)


def _verify_seals(session: Session, ankers: Sequence[str]) -> Ketting:
    previous, begin, total, number, wanted = START, 0, 0, 0, set(ankers)
    for zegel in session.scalars(select(Zegel).order_by(Zegel.nummer)).all():
        number += 1
        if zegel.nummer != number or zegel.vorige != previous:
            return Ketting(total, f"zegel {number} ontbreekt of is gewijzigd")
        digest, count = _digest(session, previous, begin, zegel.tot_xid)
        if count != zegel.regels:
            return Ketting(total, f"onder zegel {number} horen {zegel.regels} regels, er zijn er {count}")
        if digest != zegel.hash:
            return Ketting(total, f"onder zegel {number} is een regel gewijzigd")
        previous, begin, total = zegel.hash, zegel.tot_xid, total + count
        wanted.discard(f"{number}:{previous}")
    loose = session.scalar(select(func.count()).select_from(Auditregel).where(Auditregel.xid >= begin)) or 0
    return _with_anchors(total, f"{number}:{previous}", wanted, loose)


def _with_anchors(regels: int, kop: str, missing: set[str], loose: int = 0) -> Ketting:
    """A head that was kept outside must be one of the links, or the newest ones were cut off."""
    fout = None if not missing else f"het anker {min(missing)} komt niet voor: er ontbreken regels aan het eind"
    return Ketting(regels, fout, kop, loose)
