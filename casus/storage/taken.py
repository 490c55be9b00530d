"""Tasks, timers and drafts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

from casus.domain.base import tafel
from casus.domain.casus import Casus, StatusTaak, Taak, Timer
from casus.domain.dossier import Concept
from casus.domain.fouten import NietGevonden
from casus.domain.leerling import Leerling
from casus.domain.organisatie import Organisatie
from casus.storage.database import Transactie

Waar = ColumnElement[bool]
_NIEUWE_TAAK = insert(tafel(Taak))
_NIEUWE_TIMER = insert(tafel(Timer))
_TIMERS = select(tafel(Timer).c.id, tafel(Timer).c.moment).where(tafel(Timer).c.casus_id == bindparam("casus"))
_OPEN = select(tafel(Taak).c.id).where(
    tafel(Taak).c.casus_id == bindparam("casus"), tafel(Taak).c.status == StatusTaak.OPEN
)
_CONCEPT_WEG = delete(tafel(Concept)).where(tafel(Concept).c.taak_id == bindparam("taak"))


def read_with_words(
    db: Transactie, taak_id: UUID, visible: Waar, words: Mapping[str, Waar]
) -> tuple[Taak, frozenset[str]]:
    """A task that the reader may see, and which words of a rule hold for it.

    Raises:
        NietGevonden: not there, or not for this reader.
    """
    columns = [expression.label(f"w{place}") for place, expression in enumerate(words.values())]
    query = select(Taak, *columns).join(Casus, Casus.id == Taak.casus_id).where(Taak.id == taak_id, visible)
    row = db.session.execute(query).first()
    if row is None:
        raise NietGevonden(gevraagd=taak_id)
    return row[0], frozenset(word for word, holds in zip(words, row[1:], strict=True) if holds)


def list_open(
    db: Transactie, visible: Waar, columns: Mapping[str, Waar], *extra: Waar, deel: slice | None = None
) -> list[Any]:
    """Open tasks with casus, pupil, school and the asked columns; the most urgent first, all or a part of them."""
    chosen = [column.label(name) for name, column in columns.items()]
    query = _open(select(Taak, Casus, Leerling, Organisatie.naam.label("school"), *chosen), visible, *extra)
    query = query.order_by(Taak.termijn, Taak.aangemaakt_op, Taak.id)
    return list(db.session.execute(query if deel is None else query.slice(deel.start, deel.stop)))


def count_open(db: Transactie, visible: Waar, holds: Sequence[Waar]) -> list[int]:
    """For how many open tasks each of these holds, in one question."""
    query = _open(select(*(func.count().filter(one) for one in holds)).select_from(Taak), visible)
    return list(db.session.execute(query).one())


def list_casussen(db: Transactie, visible: Waar, name_visible: Waar) -> list[Any]:
    """Rows (id, nummer, roepnaam, achternaam, school_id, school, naam_mag) of casussen with an open task, once each."""
    columns = (
        Casus.id, Casus.nummer, Leerling.roepnaam, Leerling.achternaam, Casus.school_id,
        Organisatie.naam.label("school"), name_visible.label("naam_mag"),
    )  # fmt: skip
    return list(db.session.execute(_open(select(*columns).select_from(Taak), visible).distinct()))


def _open(query: Any, visible: Waar, *extra: Waar) -> Any:
    return (
        query.join(Casus, Casus.id == Taak.casus_id)
        .join(Leerling, Leerling.id == Casus.leerling_id)
        .outerjoin(Organisatie, Organisatie.id == Casus.school_id)
        .where(Taak.status == StatusTaak.OPEN, visible, *extra)
    )


def open_of_casus(db: Transactie, casus_id: UUID) -> list[Taak]:
    query = select(Taak).where(Taak.casus_id == casus_id, Taak.status == StatusTaak.OPEN)
    return list(db.session.scalars(query.order_by(Taak.termijn, Taak.aangemaakt_op)))


def replace_timers(db: Transactie, casus_id: UUID, due: Mapping[UUID, datetime]) -> None:
    """Let the timers of a casus be exactly these."""
    known = {row.id: row.moment for row in db.core(_TIMERS, {"casus": casus_id})}
    gone = [ident for ident in known if due.get(ident) != known[ident]]
    fresh = [ident for ident in due if known.get(ident) != due[ident]]
    if gone:
        db.core(delete(tafel(Timer)).where(tafel(Timer).c.id.in_(gone)))
    if fresh:
        rows_to_come = [{"id": ident, "casus_id": casus_id, "moment": due[ident], "vast": False} for ident in fresh]
        db.core(_NIEUWE_TIMER, rows_to_come)


def write_taak(db: Transactie, **row: Any) -> Taak:
    """Add an open task; what is given back tells of it and is no row of this session."""
    row = {"status": StatusTaak.OPEN, "aangemaakt_op": db.nu, **row}
    db.core(_NIEUWE_TAAK, [row])
    return Taak(**row)


def open_ids(db: Transactie, casus_id: UUID) -> frozenset[UUID]:
    """The open tasks of a casus."""
    db.flush()
    return frozenset(db.core(_OPEN, {"casus": casus_id}).scalars())


def let_go(db: Transactie, ids: Collection[UUID]) -> None:
    """The route left these tasks: they lapse, and what was kept half-filled of them is gone."""
    if ids:
        db.session.execute(update(Taak).where(Taak.id.in_(ids)).values(status=StatusTaak.VERVALLEN))
        db.session.execute(delete(Concept).where(Concept.taak_id.in_(ids)))


def next_due(db: Transactie) -> UUID | None:
    """The casus whose timer is longest over its moment, locked for this transaction; no other casus is read."""
    query = (
        select(Timer.casus_id)
        .join(Casus, Casus.id == Timer.casus_id)
        .where(Timer.moment <= db.nu, ~Timer.vast)
        .order_by(Timer.moment)
        .limit(1)
        .with_for_update(of=Casus, skip_locked=True)
    )
    return db.session.scalars(query).first()


def due_of_casus(db: Transactie, casus_id: UUID) -> frozenset[UUID]:
    """The timers of a casus whose moment has passed."""
    return frozenset(db.session.scalars(select(Timer.id).where(Timer.casus_id == casus_id, Timer.moment <= db.nu)))


def set_vast(db: Transactie, casus_id: UUID) -> None:
    """The timers that are due do not come up again by themselves: a job has them now."""
    due = update(Timer).where(Timer.casus_id == casus_id, Timer.moment <= db.nu)
    db.session.execute(due.values(vast=True))


def find_concept(db: Transactie, taak_id: UUID, persoon_id: UUID) -> Concept | None:
    query = select(Concept).where(Concept.taak_id == taak_id, Concept.persoon_id == persoon_id)
    return db.session.scalars(query).first()


def delete_concepten(db: Transactie, taak_id: UUID) -> None:
    db.core(_CONCEPT_WEG, {"taak": taak_id})
