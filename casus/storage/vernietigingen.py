"""Proposals to destroy, their lines, and the declarations that remain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, or_, select

from casus.domain.bewaartermijn import Bewaartermijn
from casus.domain.casus import Casus, Status
from casus.domain.vernietiging import (
    StatusVoorstel,
    Vernietigingsregel,
    Vernietigingsverklaring,
    Vernietigingsvoorstel,
)
from casus.storage.database import Transactie, Waar

BEEINDIGD = (Status.GESLOTEN, Status.OVERGEDRAGEN)
TE_DOEN = (Vernietigingsregel.vervallen.is_(False), Vernietigingsregel.uitgevoerd_op.is_(None))


def _voorbij(dag: date) -> tuple[Waar, ...]:
    """The term of an ended casus is over, nobody keeps it longer, and it is still there."""
    return (
        Bewaartermijn.vernietigen_na < dag,
        or_(Bewaartermijn.bewaren_tot.is_(None), Bewaartermijn.bewaren_tot < dag),
        Bewaartermijn.vernietigd_op.is_(None),
        Casus.status.in_(BEEINDIGD),
    )


def list_voorbij(db: Transactie, dag: date) -> list[Bewaartermijn]:
    """What may be destroyed and stands in no proposal yet, by owner."""
    waiting = exists().where(
        Vernietigingsregel.casus_id == Bewaartermijn.casus_id,
        Vernietigingsregel.domein == Bewaartermijn.domein,
        Vernietigingsregel.voorstel_id == Vernietigingsvoorstel.id,
        Vernietigingsvoorstel.organisatie_id == Bewaartermijn.organisatie_id,
        *TE_DOEN,
    )
    query = select(Bewaartermijn).join(Casus, Casus.id == Bewaartermijn.casus_id)
    query = query.where(*_voorbij(dag), Bewaartermijn.organisatie_id.is_not(None), ~waiting)
    return list(db.session.scalars(query.order_by(Bewaartermijn.organisatie_id, Bewaartermijn.id)))


def find_termijn(db: Transactie, regel: Vernietigingsregel, eigenaar: UUID, *extra: Waar) -> Bewaartermijn | None:
    """The term that a line is about."""
    query = select(Bewaartermijn).join(Casus, Casus.id == Bewaartermijn.casus_id)
    return db.session.scalars(
        query.where(
            Bewaartermijn.casus_id == regel.casus_id,
            Bewaartermijn.domein == regel.domein,
            Bewaartermijn.organisatie_id == eigenaar,
            *extra,
        ).with_for_update()
    ).first()


def find_voorbij(db: Transactie, regel: Vernietigingsregel, eigenaar: UUID) -> Bewaartermijn | None:
    """The same, when it may still be destroyed today; None when it was kept after all or the casus runs again."""
    return find_termijn(db, regel, eigenaar, *_voorbij(db.lezer.dag))


def is_gemaakt(db: Transactie, organisatie_id: UUID, maand: date) -> bool:
    query = select(Vernietigingsvoorstel.id).where(
        Vernietigingsvoorstel.organisatie_id == organisatie_id, Vernietigingsvoorstel.maand == maand
    )
    return db.session.scalar(query) is not None


def read_voorstel(db: Transactie, ident: UUID, *waar: Waar) -> Vernietigingsvoorstel | None:
    """A proposal, held until the end of the transaction where it is written."""
    query = select(Vernietigingsvoorstel).where(Vernietigingsvoorstel.id == ident, *waar)
    return db.session.scalars(query.with_for_update()).first()


def find_voorstel(db: Transactie, ident: UUID, visible: Waar) -> Vernietigingsvoorstel | None:
    return db.session.scalars(select(Vernietigingsvoorstel).where(Vernietigingsvoorstel.id == ident, visible)).first()


def list_voorstellen(db: Transactie, visible: Waar) -> list[Vernietigingsvoorstel]:
    """The proposals that the reader decides about, the newest first."""
    query = select(Vernietigingsvoorstel).where(visible)
    return list(db.session.scalars(query.order_by(Vernietigingsvoorstel.maand.desc(), Vernietigingsvoorstel.id)))


def tel_regels(db: Transactie, voorstellen: Iterable[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """Per proposal how many casussen and lines stand in it."""
    query = select(
        Vernietigingsregel.voorstel_id, func.count(Vernietigingsregel.casus_id.distinct()), func.count()
    ).where(Vernietigingsregel.voorstel_id.in_(list(voorstellen)), Vernietigingsregel.vervallen.is_(False))
    return {row[0]: (row[1], row[2]) for row in db.session.execute(query.group_by(Vernietigingsregel.voorstel_id))}


def list_regels(db: Transactie, voorstel_id: UUID, *waar: Waar) -> list[Vernietigingsregel]:
    query = select(Vernietigingsregel).where(Vernietigingsregel.voorstel_id == voorstel_id, *waar)
    return list(db.session.scalars(query.order_by(Vernietigingsregel.laatste_dag, Vernietigingsregel.id)))


def list_met_nummer(db: Transactie, voorstel_id: UUID, limit: int, offset: int) -> Sequence[Any]:
    """Rows (line, number of the casus) that still stand in a proposal, the oldest term first."""
    query = (
        select(Vernietigingsregel, Casus.nummer)
        .join(Casus, Casus.id == Vernietigingsregel.casus_id)
        .where(Vernietigingsregel.voorstel_id == voorstel_id, Vernietigingsregel.vervallen.is_(False))
        .order_by(Vernietigingsregel.laatste_dag, Vernietigingsregel.id)
    )
    return db.session.execute(query.limit(limit).offset(offset)).all()


def tel_per_deel(db: Transactie, voorstel_id: UUID) -> list[tuple[str, str, int]]:
    """Data domain, class and how many casussen, of what still stands in a proposal."""
    query = select(Vernietigingsregel.domein, Vernietigingsregel.klasse, func.count()).where(
        Vernietigingsregel.voorstel_id == voorstel_id, Vernietigingsregel.vervallen.is_(False)
    )
    grouped = query.group_by(Vernietigingsregel.domein, Vernietigingsregel.klasse)
    return [(row[0], row[1], row[2]) for row in db.session.execute(grouped.order_by(Vernietigingsregel.domein))]


def read_regel(db: Transactie, ident: UUID) -> tuple[Vernietigingsvoorstel, Vernietigingsregel] | None:
    """A line and its approved proposal, held: the last line makes the declaration."""
    voorstel_id = db.session.scalar(select(Vernietigingsregel.voorstel_id).where(Vernietigingsregel.id == ident))
    if voorstel_id is None:
        return None
    voorstel = read_voorstel(db, voorstel_id, Vernietigingsvoorstel.status == StatusVoorstel.AKKOORD)
    regel = db.get(Vernietigingsregel, ident)
    return None if voorstel is None or regel is None else (voorstel, regel)


def find_verklaring(db: Transactie, voorstel_id: UUID) -> Vernietigingsverklaring | None:
    query = select(Vernietigingsverklaring).where(Vernietigingsverklaring.voorstel_id == voorstel_id)
    return db.session.scalars(query).first()
