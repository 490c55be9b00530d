"""Rows for the lists: clocks, absence, meldingen. Each list is a fixed number of questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from casus.domain.casus import Casus, Taak
from casus.domain.klok import Kleur, Klok
from casus.domain.leerling import Inschrijving, Leerling
from casus.domain.melding import DuoMelding
from casus.domain.organisatie import Lidmaatschap, Organisatie, Persoon
from casus.domain.rol import Rol
from casus.domain.verzuim import Import, Verzuimregel
from casus.storage.database import Transactie

Waar = ColumnElement[bool]


def klokken(db: Transactie, leerlingen: Iterable[UUID]) -> dict[UUID, Klok]:
    """The clocks of these pupils."""
    rows = db.session.scalars(select(Klok).where(Klok.leerling_id.in_(set(leerlingen))))
    return {row.leerling_id: row for row in rows}


def bijgewerkt_tot(db: Transactie, scholen: Iterable[UUID]) -> dict[UUID, date]:
    """Until which day the absence of each school is known."""
    query = select(Import.school_id, func.max(Import.bijgewerkt_tot)).where(Import.school_id.in_(set(scholen)))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Import.school_id))}


def bijgewerkt_van(db: Transactie, school: UUID | None) -> date | None:
    """Until which day the absence of one school is known; nothing for no school."""
    return None if school is None else bijgewerkt_tot(db, [school]).get(school)


def list_verzuim(db: Transactie, leerlingen: Iterable[UUID], vanaf: date, visible: Waar) -> dict[UUID, list[Any]]:
    """Absence lines of these pupils since a day, per pupil, the oldest first."""
    query = (
        select(Verzuimregel)
        .where(Verzuimregel.leerling_id.in_(set(leerlingen)), Verzuimregel.datum >= vanaf, visible)
        .order_by(Verzuimregel.datum, Verzuimregel.lesuur_van)
    )
    found: dict[UUID, list[Any]] = {}
    for row in db.session.scalars(query):
        found.setdefault(row.leerling_id, []).append(row)
    return found


def count_gemist(db: Transactie, leerlingen: Iterable[UUID], vanaf: date, visible: Waar) -> dict[UUID, int]:
    """On how many days since a day each of these pupils missed something."""
    query = select(Verzuimregel.leerling_id, func.count(Verzuimregel.datum.distinct())).where(
        Verzuimregel.leerling_id.in_(set(leerlingen)), Verzuimregel.datum >= vanaf, visible
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Verzuimregel.leerling_id))}


def list_klokken(db: Transactie, kleuren: Iterable[Kleur], visible: Waar, name_visible: Waar) -> list[Any]:
    """Rows (Klok, Casus, Leerling, naam_mag) of casussen by the colour of their clock, the oldest casus first."""
    query = (
        select(Klok, Casus, Leerling, name_visible.label("naam_mag"))
        .join(Casus, Casus.leerling_id == Klok.leerling_id)
        .join(Leerling, Leerling.id == Klok.leerling_id)
        .where(Klok.kleur.in_(set(kleuren)), visible)
        .order_by(Casus.aangemaakt_op, Casus.id)
    )
    return list(db.session.execute(query))


def list_leerlingen(db: Transactie, visible: Waar) -> list[Any]:
    """Rows (Leerling, klas or None) of pupils that satisfy a rule, by name."""
    today = (Inschrijving.leerling_id == Leerling.id) & (Inschrijving.van <= db.lezer.dag)
    query = (
        select(Leerling, func.max(Inschrijving.klas).label("klas"))
        .outerjoin(Inschrijving, today & (Inschrijving.tot.is_(None) | (Inschrijving.tot >= db.lezer.dag)))
        .where(visible)
        .group_by(Leerling.id)
        .order_by(Leerling.roepnaam, Leerling.achternaam, Leerling.id)
    )
    return list(db.session.execute(query))


def tasks_of(db: Transactie, casussen: Iterable[UUID], visible: Waar) -> dict[UUID, list[Taak]]:
    """Tasks per casus, the most urgent first."""
    query = select(Taak).join(Casus, Casus.id == Taak.casus_id).where(Taak.casus_id.in_(set(casussen)), visible)
    found: dict[UUID, list[Taak]] = {}
    for taak in db.session.scalars(query.order_by(Taak.termijn, Taak.aangemaakt_op, Taak.id)):
        found.setdefault(taak.casus_id, []).append(taak)
    return found


def list_meldingen(db: Transactie, visible: Waar, *extra: Waar, deel: slice | None = None) -> list[Any]:
    """Rows (DuoMelding, Casus, Leerling, name of the school), the newest first, all or a part of them."""
    query = (
        select(DuoMelding, Casus, Leerling, Organisatie.naam.label("school"))
        .join(Casus, Casus.id == DuoMelding.casus_id)
        .join(Leerling, Leerling.id == Casus.leerling_id)
        .outerjoin(Organisatie, Organisatie.id == Casus.school_id)
        .where(visible, *extra)
        .order_by(DuoMelding.gemeld_op.desc(), DuoMelding.id)
    )
    return list(db.session.execute(query if deel is None else query.slice(deel.start, deel.stop)))


def count_meldingen(db: Transactie, visible: Waar) -> int:
    """How many meldingen satisfy a rule."""
    query = select(func.count()).select_from(DuoMelding).join(Casus, Casus.id == DuoMelding.casus_id)
    return db.session.scalar(query.where(visible)) or 0


def contacten(db: Transactie, scholen: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Name and e-mail of the coordinator whom partners of each school may call."""
    query = (
        select(Lidmaatschap.organisatie_id, Persoon.naam, Persoon.email)
        .join(Persoon, Persoon.id == Lidmaatschap.persoon_id)
        .where(
            Lidmaatschap.organisatie_id.in_(set(scholen)),
            Lidmaatschap.rol == Rol.VC,
            Lidmaatschap.van <= db.lezer.dag,
            Lidmaatschap.tot.is_(None) | (Lidmaatschap.tot >= db.lezer.dag),
        )
        .order_by(Lidmaatschap.eerste, Lidmaatschap.van.desc(), Lidmaatschap.id)
    )
    return {row[0]: (row[1], row[2] or "") for row in db.session.execute(query) if row[0] is not None}


def casussen_waar(db: Transactie, ids: Iterable[UUID], holds: Waar) -> set[UUID]:
    """Those of the casussen for which a rule holds."""
    return set(db.session.scalars(select(Casus.id).where(Casus.id.in_(set(ids)), holds)))


def casussen_van(db: Transactie, leerlingen: Iterable[UUID], *extra: Waar) -> dict[UUID, Casus]:
    """The newest casus of each of these pupils."""
    query = select(Casus).where(Casus.leerling_id.in_(set(leerlingen)), *extra).order_by(Casus.aangemaakt_op, Casus.id)
    return {casus.leerling_id: casus for casus in db.session.scalars(query)}
