"""The calendar of a school as it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, literal, select, union_all

from casus.domain.base import Base, tafel
from casus.domain.kalender import Periode, Schoolkalender
from casus.domain.verzuim import Lesvrij, Schooljaar
from casus.storage.database import Transactie

Dagen = tuple[tuple[date, date], ...]


def _of(kind: type[Base], *, jaar: bool) -> Select[Any]:
    days = tafel(kind).c
    where = days.school_id.in_(bindparam("scholen", expanding=True))
    return select(days.school_id, days.van, days.tot, literal(int(jaar)).label("jaar")).where(where)


_DAGEN = union_all(_of(Schooljaar, jaar=True), _of(Lesvrij, jaar=False))


def read_kalender(db: Transactie, school_id: UUID | None) -> Schoolkalender:
    """School years and free days of a school; empty when no school is known."""
    return read_kalenders(db, [school_id])[school_id]


def read_kalenders(db: Transactie, scholen: Iterable[UUID | None]) -> dict[UUID | None, Schoolkalender]:
    """The calendars of these schools in one question; an empty one for no school."""
    wanted = {school for school in scholen if school is not None}
    rows: dict[UUID, tuple[list[tuple[date, date]], list[tuple[date, date]]]] = {school: ([], []) for school in wanted}
    if wanted:
        for row in db.core(_DAGEN, {"scholen": list(wanted)}):
            rows[row.school_id][not row.jaar].append((row.van, row.tot))
    found: dict[UUID | None, Schoolkalender] = {None: _kalender((), ())}
    for school, (years, free) in rows.items():
        found[school] = _kalender(tuple(sorted(years)), tuple(sorted(free)))
    return found


@lru_cache(maxsize=1024)
def _kalender(jaren: Dagen, vrij: Dagen) -> Schoolkalender:
    """Which days are lesdagen is worked out once for the same dates, however often they are read."""
    return Schoolkalender(tuple(Periode(*item) for item in jaren), tuple(Periode(*item) for item in vrij))
