"""Tasks, timers and drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select

from casus.domain.casus import Casus, StatusTaak, Taak, Timer
from casus.domain.dossier import Concept
from casus.domain.fouten import NietGevonden
from casus.domain.leerling import Leerling
from casus.domain.organisatie import Organisatie
from casus.storage.database import Transactie

Waar = ColumnElement[bool]


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
    known = {timer.id: timer for timer in db.session.scalars(select(Timer).where(Timer.casus_id == casus_id))}
    for ident in known.keys() - due.keys():
        db.session.delete(known[ident])
    for ident, moment in due.items():
        if ident in known:
            known[ident].moment = moment
        else:
            db.add(Timer(id=ident, casus_id=casus_id, moment=moment))


def due_casussen(db: Transactie, limit: int) -> list[UUID]:
    """The casussen with a timer whose moment has passed, the oldest first; no other casus is loaded."""
    query = select(Timer.casus_id).where(Timer.moment <= db.nu).group_by(Timer.casus_id).limit(limit)
    return list(db.session.scalars(query))


def find_concept(db: Transactie, taak_id: UUID, persoon_id: UUID) -> Concept | None:
    query = select(Concept).where(Concept.taak_id == taak_id, Concept.persoon_id == persoon_id)
    return db.session.scalars(query).first()


def delete_concepten(db: Transactie, taak_id: UUID) -> None:
    db.session.execute(delete(Concept).where(Concept.taak_id == taak_id))
