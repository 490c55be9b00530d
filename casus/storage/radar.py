"""The clocks of an SWV's pupils."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select

from casus.domain.klok import Kleur, Klok
from casus.domain.leerling import Inschrijving, Leerling
from casus.domain.organisatie import Organisatie
from casus.storage.database import Transactie


def list_klokken(db: Transactie, visible: ColumnElement[bool]) -> list[Any]:
    """Rows (Klok, pseudoniem, school_id, school) of pupils at home, once each, who is nearest to two months first."""
    query = (
        select(Klok, Leerling.pseudoniem, Organisatie.id.label("school_id"), Organisatie.naam.label("school"))
        .join(Leerling, Leerling.id == Klok.leerling_id)
        .join(Inschrijving, Inschrijving.leerling_id == Klok.leerling_id)
        .join(Organisatie, Organisatie.id == Inschrijving.school_id)
        .where(
            Klok.kleur != Kleur.GEEN,
            Klok.thuiszit_sinds.is_not(None),
            Inschrijving.van <= db.lezer.dag,
            or_(Inschrijving.tot.is_(None), Inschrijving.tot >= db.lezer.dag),
            visible,
        )
        .order_by(Klok.deadline, Klok.leerling_id, Inschrijving.van.desc(), Inschrijving.id)
    )
    once: dict[Any, Any] = {}
    for row in db.session.execute(query):
        once.setdefault(row.Klok.leerling_id, row)
    return list(once.values())
