"""The audit log: rows that only come, and hashes over them, so that a changed or missing row shows.

Embedded: each row carries the hash of the one before it, written in the same transaction; SQLite has one writer
at a time anyway. PostgreSQL: one chain would make all writers wait for each other, so rows are written freely and
`zegelen` seals what has come in, a moment later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Select, String, bindparam, cast, func, insert, select, text, update
from sqlalchemy.orm import Session

from casus.domain.actor import Lezer
from casus.domain.base import tafel
from casus.domain.techniek import Auditregel, Instelling, Zegel

HEAD = "audit_kop"
START = "0" * 64
BEGIN = f"0:{START}"
PER_ZEGEL = 10_000
"""The most rows under one seal: they are held in memory while it is made."""
REGEL, ZEGEL, _NAMEN = tafel(Auditregel), tafel(Zegel), tafel(Instelling)
_NIEUWE_REGEL = insert(REGEL)
_KOP = select(_NAMEN.c.waarde).where(_NAMEN.c.naam == HEAD)
_NIEUWE_KOP = update(_NAMEN).where(_NAMEN.c.naam == HEAD).values(waarde=bindparam("nieuw"))
SLOT = 20_261_124
"""The advisory lock of whoever seals."""
Row = Mapping[Any, Any]


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
        session.connection().execute(_NIEUWE_REGEL.values(**row))
    else:
        _chain(session, row)


def _chain(session: Session, row: dict[str, Any]) -> None:
    """The embedded database: number and hash follow from the head, whose row is the lock."""
    connection = session.connection()
    head = connection.execute(_KOP).scalar()
    number, previous = _split(head or BEGIN)
    row |= {"volgnummer": number + 1, "vorige": previous}
    row["hash"] = hash_of(previous, row["volgnummer"], row)
    connection.execute(_NIEUWE_REGEL, [row])
    new = f"{row['volgnummer']}:{row['hash']}"
    if head is None:
        connection.execute(insert(_NAMEN), [{"naam": HEAD, "waarde": new}])
    else:
        connection.execute(_NIEUWE_KOP, {"nieuw": new})


def is_postgres(session: Session) -> bool:
    """Which of the two ways this database goes."""
    return session.get_bind().dialect.name == "postgresql"


def hash_of(vorige: str, nummer: int, row: Mapping[Any, Any]) -> str:
    """The hash of everything the row says, and of the hash before it."""
    parts = [
        nummer, row["op"].astimezone(UTC).isoformat(timespec="microseconds"), row["handeling"], row["uitkomst"],
        str(row["persoon_id"]), str(row["rol"] or ""), str(row["organisatie_id"]), str(row["casus_id"]),
        row["gegevens"], vorige,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def zegelen(session: Session, nu: datetime) -> int:
    """Seal the oldest rows that no seal covers yet; gives how many. Nothing to do when embedded.

    Which seal covers a row stands on the row. It cannot follow from numbers: rows and transactions commit in another
    order than they are numbered in, and a backup that is restored elsewhere starts anew with low transaction numbers.
    """
    if not is_postgres(session) or not session.scalar(text("SELECT pg_try_advisory_xact_lock(:slot)"), {"slot": SLOT}):
        return 0
    number, previous = _split(kop(session))
    loose = select(REGEL.c.volgnummer).where(REGEL.c.zegel.is_(None)).order_by(REGEL.c.volgnummer).limit(PER_ZEGEL)
    mark = update(REGEL).where(REGEL.c.volgnummer.in_(loose.scalar_subquery())).values(zegel=number + 1)
    rows = sorted(session.execute(mark.returning(*REGEL.c)).mappings(), key=_order)
    if rows:
        _, digest = _digest(previous, rows)
        seal = {"nummer": number + 1, "regels": len(rows), "op": nu, "vorige": previous, "hash": digest}
        session.execute(insert(ZEGEL), [seal])
    return len(rows)


def zegel_alles(session: Session, nu: datetime) -> None:
    """Seal what is there now; what comes meanwhile may wait, or this would never end under writers."""
    while zegelen(session, nu) == PER_ZEGEL:
        pass


def _order(row: Row) -> tuple[int, int]:
    """Rows of one transaction stay together."""
    return row["xid"] or 0, row["volgnummer"]


def kop(session: Session) -> str:
    """`number:hash` of the newest link, to keep somewhere else."""
    if is_postgres(session):
        newest = select(ZEGEL.c.nummer, ZEGEL.c.hash).order_by(ZEGEL.c.nummer.desc()).limit(1)
        last = session.execute(newest).first()
        return BEGIN if last is None else f"{last.nummer}:{last.hash}"
    return session.execute(_KOP).scalar() or BEGIN


def _split(link: str) -> tuple[int, str]:
    number, digest = link.split(":")
    return int(number), digest


def verify(session: Session, ankers: Iterable[str] = ()) -> Ketting:
    """Walk all links from the first to the newest; `ankers` are heads that were kept outside."""
    wanted = set(ankers) - {BEGIN}
    return _verify_seals(session, wanted) if is_postgres(session) else _verify_chain(session, wanted)


def _stream(session: Session, query: Select[Any]) -> Iterator[Row]:
    with closing(session.execute(query.execution_options(yield_per=1000))) as result:
        yield from result.mappings()


def _verify_chain(session: Session, wanted: set[str]) -> Ketting:
    previous, number = START, 0
    for row in _stream(session, select(*REGEL.c).order_by(REGEL.c.volgnummer)):
        number += 1
        if row["volgnummer"] != number:
            return Ketting(number, f"regel {number} ontbreekt")
        if row["vorige"] != previous or hash_of(previous, number, row) != row["hash"]:
            return Ketting(number, f"regel {number} is gewijzigd")
        previous = row["hash"]
        wanted.discard(f"{number}:{previous}")
    head = f"{number}:{previous}"
    if kop(session) != head:
        return Ketting(number, f"na regel {number} ontbreken regels")
    return _with_anchors(number, head, wanted)


def _verify_seals(session: Session, wanted: set[str]) -> Ketting:
    previous, number, total, loose = START, 0, 0, 0
    for deel, group in groupby(_stream(session, _seals_with_rows()), key=itemgetter("deel")):
        first, rows = _peek(group)
        if deel is None:
            loose = sum(1 for _ in rows)
            break
        number += 1
        if deel != number or first["z_nummer"] is None or first["z_vorige"] != previous:
            return Ketting(total, f"zegel {number} ontbreekt of is gewijzigd")
        count, digest = _digest(previous, rows)
        if count != first["z_regels"]:
            return Ketting(total, f"onder zegel {number} horen {first['z_regels']} regels, er zijn er {count}")
        if digest != first["z_hash"]:
            return Ketting(total, f"onder zegel {number} is een regel gewijzigd")
        previous, total = digest, total + count
        wanted.discard(f"{number}:{previous}")
    return _with_anchors(total, f"{number}:{previous}", wanted, loose)


def _peek(rows: Iterator[Row]) -> tuple[Row, Iterator[Row]]:
    """The first row, and all rows."""
    first = next(rows)
    return first, chain([first], rows)


def _seals_with_rows() -> Select[Any]:
    """Seals with their rows, seals that lost all rows, rows that lost their seal, and last the rows without one.

    One statement, so that all are seen at one moment.
    """
    deel = func.coalesce(ZEGEL.c.nummer, REGEL.c.zegel)
    columns = [column.label(f"z_{column.key}") for column in ZEGEL.c]
    both = ZEGEL.join(REGEL, REGEL.c.zegel == ZEGEL.c.nummer, full=True)
    query = select(deel.label("deel"), *columns, *REGEL.c).select_from(both)
    return query.order_by(deel.nulls_last(), func.coalesce(REGEL.c.xid, 0), REGEL.c.volgnummer)


def _digest(vorige: str, rows: Iterable[Row]) -> tuple[int, str]:
    """How many rows there are, and one hash over all of them in their order."""
    count = 0
    for row in rows:
        if row["volgnummer"] is not None:
            count += 1
            vorige = hash_of(vorige, row["volgnummer"], row)
    return count, vorige


def _with_anchors(regels: int, kop: str, missing: set[str], loose: int = 0) -> Ketting:
    """A head that was kept outside must be one of the links, or the newest ones were cut off."""
    if not missing:
        return Ketting(regels, None, kop, loose)
    oldest = min(missing, key=_split)
    return Ketting(regels, f"het anker {oldest} komt niet voor: er ontbreken regels aan het eind", kop, loose)
