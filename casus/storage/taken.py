"""Tasks, timers and drafts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update

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


def list_open(db: Transactie, visible: Waar, columns: Mapping[str, Waar], *extra: Waar) -> list[Any]:
    """Open tasks with casus, pupil, school and the asked columns; the most urgent first."""
    query = (
        select(Taak, Casus, Leerling, Organisatie.naam.label("school"), *(c.label(n) for n, c in columns.items()))
        .join(Casus, Casus.id == Taak.casus_id)
        .join(Leerling, Leerling.id == Casus.leerling_id)
        .outerjoin(Organisatie, Organisatie.id == Casus.school_id)
        .where(Taak.status == StatusTaak.OPEN, visible, *extra)
        .order_by(Taak.termijn, Taak.aangemaakt_op, Taak.id)
    )
    return list(db.session.execute(query))


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
    db.session.execute(delete(Concept).where(Concept.taak_id == taak_id))
