"""Messages to people: laid down in the transaction that causes them, read by their person, sent by the worker."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from casus.domain.bericht import SoortBericht
from casus.domain.casus import Casus, StatusTaak, Taak
from casus.domain.leerling import Leerling
from casus.domain.organisatie import Afwezigheid, Lidmaatschap, Persoon
from casus.domain.techniek import Bericht, Post
from casus.storage.database import Transactie

Waar = ColumnElement[bool]
MISLUKT = (Post.GEWEIGERD, Post.TERUGGEKOMEN)
DEEL = 500
"""Keys in one question."""
LOS = {"synchronize_session": False}
"""No row of a message stands in a session when it is changed in the table."""
VANDAAG = bindparam("dag", type_=Date)


def leg_neer(
    db: Transactie,
    persoon_id: UUID,
    soort: SoortBericht,
    sleutel: str,
    *,
    casus_id: UUID | None = None,
    taak_id: UUID | None = None,
    post: Post = Post.GEEN,
) -> UUID | None:
    """A message in the caller's transaction, in one statement; None when this was told before."""
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    row = {
        "id": uuid4(), "persoon_id": persoon_id, "soort": soort.value, "sleutel": sleutel, "casus_id": casus_id,
        "taak_id": taak_id, "op": db.nu, "post": post,
    }  # fmt: skip
    insert = dialect.insert(Bericht).values(**row).on_conflict_do_nothing(index_elements=["sleutel"])
    made: UUID | None = db.session.scalar(insert.returning(Bericht.id))
    return made


def bekende_sleutels(db: Transactie, sleutels: Iterable[str]) -> set[str]:
    """Those of the keys under which somebody was told already."""
    keys = list(sleutels)
    found: set[str] = set()
    for start in range(0, len(keys), DEEL):
        query = select(Bericht.sleutel).where(Bericht.sleutel.in_(keys[start : start + DEEL]))
        found.update(db.session.scalars(query))
    return found


def list_berichten(
    db: Transactie, persoon_id: UUID, columns: Mapping[str, Waar], *extra: Waar, limit: int, offset: int = 0
) -> Sequence[Any]:
    """Rows (Bericht, Taak, Casus, Leerling, the asked columns) of a person, the newest first; a part may be None."""
    query = (
        select(Bericht, Taak, Casus, Leerling, *(column.label(name) for name, column in columns.items()))
        .outerjoin(Taak, Taak.id == Bericht.taak_id)
        .outerjoin(Casus, Casus.id == Bericht.casus_id)
        .outerjoin(Leerling, Leerling.id == Casus.leerling_id)
        .where(Bericht.persoon_id == persoon_id, *extra)
        .order_by(Bericht.op.desc(), Bericht.id)
    )
    return db.session.execute(query.limit(limit).offset(offset)).all()


def tel_ongelezen(db: Transactie, persoon_id: UUID) -> int:
    query = select(func.count()).select_from(Bericht)
    return db.session.scalar(query.where(Bericht.persoon_id == persoon_id, Bericht.gelezen_op.is_(None))) or 0


def zet_gelezen(db: Transactie, *waar: Waar) -> None:
    """These messages need no reading any more."""
    unread = update(Bericht).where(Bericht.gelezen_op.is_(None), *waar).values(gelezen_op=db.nu)
    db.session.execute(unread, execution_options=LOS)


def afgehandeld(db: Transactie, casus_id: UUID) -> None:
    """Messages about tasks of this casus that are not open any more need no reading."""
    closed = exists().where(Taak.id == Bericht.taak_id, Taak.status != StatusTaak.OPEN)
    zet_gelezen(db, Bericht.casus_id == casus_id, closed)  # of its messages only the unread are looked at, by index


def list_waarnemers(db: Transactie, taken: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Pairs (task, waarnemer) where the owner is away today and the waarnemer holds the same role there."""
    rows = db.session.execute(WAARNEMERS, {"taken": list(taken), "dag": db.lezer.dag})
    return [(row[0], row[1]) for row in rows if row[1] is not None]


def _vandaag(row: Any) -> tuple[Waar, Waar]:
    return row.van <= VANDAAG, or_(row.tot.is_(None), row.tot >= VANDAAG)


def find_met_persoon(db: Transactie, bericht_id: UUID) -> tuple[Bericht, Persoon] | None:
    """A message and who it is for."""
    query = select(Bericht, Persoon).join(Persoon, Persoon.id == Bericht.persoon_id).where(Bericht.id == bericht_id)
    row = db.session.execute(query).first()
    return None if row is None else (row[0], row[1])


def zet_post(db: Transactie, bericht_id: UUID, post: Post, *, was: Collection[Post]) -> UUID | None:
    """Write what came of the mail, when it stood at one of `was`; gives the person then."""
    stood = update(Bericht).where(Bericht.id == bericht_id, Bericht.post.in_(was))
    return db.session.scalar(stood.values(post=post, post_op=db.nu).returning(Bericht.persoon_id))


def zet_adres_fout(db: Transactie, persoon_id: UUID) -> None:
    """Mail to this person does not arrive; since when, is kept."""
    known = update(Persoon).where(Persoon.id == persoon_id, Persoon.email_fout_op.is_(None))
    db.session.execute(known.values(email_fout_op=db.nu))


def tel_post(db: Transactie) -> dict[Post, int]:
    """How many messages stand at each outcome."""
    return {row[0]: row[1] for row in db.session.execute(select(Bericht.post, func.count()).group_by(Bericht.post))}


def list_mislukt(db: Transactie, limit: int) -> Sequence[Any]:
    """Rows (post, post_op, naam, email_fout_op) of mail that was refused or came back, the newest first."""
    query = (
        select(Bericht.post, Bericht.post_op, Persoon.naam, Persoon.email_fout_op)
        .join(Persoon, Persoon.id == Bericht.persoon_id)
        .where(Bericht.post.in_(MISLUKT))
        .order_by(Bericht.post_op.desc(), Bericht.id)
    )
    return db.session.execute(query.limit(limit)).all()


def _waarnemers() -> Select[UUID, UUID | None]:
    """The question of `list_waarnemers`, made once: every step of every casus asks it."""
    owner, other = aliased(Lidmaatschap), aliased(Lidmaatschap)
    return (
        select(Taak.id, owner.waarnemer_id)
        .join(owner, and_(owner.persoon_id == Taak.persoon_id, owner.rol == Taak.rol))
        .join(other, and_(other.persoon_id == owner.waarnemer_id, other.rol == Taak.rol))
        .join(Afwezigheid, Afwezigheid.persoon_id == Taak.persoon_id)
        .where(
            Taak.id.in_(bindparam("taken", expanding=True)),
            owner.organisatie_id == Taak.organisatie_id,
            other.organisatie_id == Taak.organisatie_id,
            *(part for row in (owner, other) for part in _vandaag(row)),
            Afwezigheid.van <= VANDAAG,
            Afwezigheid.tot >= VANDAAG,
        )
        .distinct()
    )


WAARNEMERS = _waarnemers()
