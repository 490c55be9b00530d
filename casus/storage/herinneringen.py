"""Tasks whose term is near, and the people who can be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from casus.domain.casus import Casus, StatusTaak, Taak
from casus.domain.organisatie import Lidmaatschap, Persoon
from casus.domain.rol import Rol
from casus.storage.database import Transactie


@dataclass(frozen=True)
class Lid:
    """Somebody who holds a role today."""

    persoon_id: UUID
    rol: Rol
    organisatie_id: UUID | None
    waarnemer_id: UUID | None


def list_rond_termijn(db: Transactie, van: date, tot: date) -> Sequence[Any]:
    """Rows (id, casus_id, rol, organisatie_id, persoon_id, termijn, aangemaakt_op, school_id) of open tasks."""
    query = (
        select(
            Taak.id, Taak.casus_id, Taak.rol, Taak.organisatie_id, Taak.persoon_id, Taak.termijn, Taak.aangemaakt_op,
            Casus.school_id,
        )
        .join(Casus, Casus.id == Taak.casus_id)
        .where(Taak.status == StatusTaak.OPEN, Taak.termijn >= van, Taak.termijn <= tot)
        .order_by(Taak.termijn, Taak.id)
    )  # fmt: skip
    return db.session.execute(query).all()


def list_leden(
    db: Transactie, rollen: Iterable[Rol], organisaties: Iterable[UUID], personen: Iterable[UUID]
) -> list[Lid]:
    """Who is active and holds one of these roles today in these organisations, or as these persons without one.

    Who comes first in a role stands first.
    """
    query = (
        select(Lidmaatschap.persoon_id, Lidmaatschap.rol, Lidmaatschap.organisatie_id, Lidmaatschap.waarnemer_id)
        .join(Persoon, Persoon.id == Lidmaatschap.persoon_id)
        .where(
            Persoon.actief,
            Lidmaatschap.rol.in_(set(rollen)),
            Lidmaatschap.van <= db.lezer.dag,
            or_(Lidmaatschap.tot.is_(None), Lidmaatschap.tot >= db.lezer.dag),
            or_(
                Lidmaatschap.organisatie_id.in_(set(organisaties)),
                Lidmaatschap.persoon_id.in_(set(personen)) & Lidmaatschap.organisatie_id.is_(None),
            ),
        )
        .order_by(Lidmaatschap.eerste.desc(), Lidmaatschap.van, Lidmaatschap.id)
    )
    return [Lid(*row) for row in db.session.execute(query)]


def taken_waar(db: Transactie, taken: Iterable[UUID], holds: ColumnElement[bool]) -> set[UUID]:
    """Those of the tasks for which a rule holds."""
    query = select(Taak.id).join(Casus, Casus.id == Taak.casus_id).where(Taak.id.in_(set(taken)), holds)
    return set(db.session.scalars(query))
