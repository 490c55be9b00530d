"""People, memberships and who does a task when nobody is named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, func, or_, select

from casus.domain.base import tafel
from casus.domain.casus import Betrokkene, Casus
from casus.domain.leerling import Gezagsrelatie, Inschrijving, Leerling, SoortGezag
from casus.domain.noodtoegang import NOODKNOP
from casus.domain.organisatie import Afwezigheid, Lidmaatschap, Organisatie, Persoon
from casus.domain.rol import SCHOOL, Rol
from casus.storage.database import Transactie, as_uuid


@dataclass(frozen=True)
class Bezetting:
    """Who takes a role on a casus: which organisation, which person, in which role."""

    rol: Rol
    organisatie_id: UUID | None
    persoon_id: UUID | None


_RECHT, _LID = tafel(Betrokkene).c, tafel(Lidmaatschap).c
_OP_NAAM = (
    select(_RECHT.persoon_id)
    .where(
        _RECHT.casus_id == bindparam("casus"),
        _RECHT.rol == bindparam("rol"),
        _RECHT.persoon_id.is_not(None),
        _RECHT.reden != NOODKNOP,
        or_(_RECHT.tot.is_(None), _RECHT.tot > bindparam("nu")),
    )
    .order_by(_RECHT.van.desc())
    .limit(1)
)
"""Who is named in a live grant, the newest first."""
_EERSTE = (
    select(_LID.persoon_id)
    .where(
        _LID.organisatie_id == bindparam("organisatie"),
        _LID.rol == bindparam("rol"),
        _LID.van <= bindparam("dag"),
        or_(_LID.tot.is_(None), _LID.tot >= bindparam("dag")),
    )
    .order_by(_LID.eerste.desc(), _LID.van, _LID.id)
    .limit(1)
)
"""The first person of a role at an organisation."""
_BEZETTING = select(func.coalesce(_OP_NAAM.scalar_subquery(), _EERSTE.scalar_subquery()))


def find_persoon_by_login(db: Transactie, gebruikersnaam: str) -> Persoon | None:
    query = select(Persoon).where(Persoon.gebruikersnaam == gebruikersnaam.strip().lower(), Persoon.actief)
    return db.session.scalars(query).first()


def list_lidmaatschappen(db: Transactie, persoon_id: UUID) -> list[tuple[Lidmaatschap, Organisatie | None]]:
    """The roles a person holds today, with their organisation."""
    query = (
        select(Lidmaatschap, Organisatie)
        .outerjoin(Organisatie, Organisatie.id == Lidmaatschap.organisatie_id)
        .where(Lidmaatschap.persoon_id == persoon_id, *_today(db.lezer.dag))
        .order_by(Lidmaatschap.rol)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def _today(dag: date) -> tuple[ColumnElement[bool], ...]:
    return Lidmaatschap.van <= dag, or_(Lidmaatschap.tot.is_(None), Lidmaatschap.tot >= dag)


def names(db: Transactie, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Display names of people by id."""
    wanted = {ident for ident in ids if ident is not None}
    if not wanted:
        return {}
    return {
        row.id: row.naam for row in db.session.execute(select(Persoon.id, Persoon.naam).where(Persoon.id.in_(wanted)))
    }


def organisation_names(db: Transactie, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names of organisations by id."""
    wanted = {ident for ident in ids if ident is not None}
    if not wanted:
        return {}
    query = select(Organisatie.id, Organisatie.naam).where(Organisatie.id.in_(wanted))
    return {row.id: row.naam for row in db.session.execute(query)}


def waarnemers(db: Transactie, ids: Iterable[UUID | None]) -> dict[UUID, UUID]:
    """Who stands in for whom, of those that are away today."""
    wanted = {ident for ident in ids if ident is not None}
    if not wanted:
        return {}
    query = select(Lidmaatschap.persoon_id, Lidmaatschap.waarnemer_id).where(
        Lidmaatschap.persoon_id.in_(wanted),
        Lidmaatschap.waarnemer_id.is_not(None),
        Afwezigheid.persoon_id == Lidmaatschap.persoon_id,
        Afwezigheid.van <= db.lezer.dag,
        Afwezigheid.tot >= db.lezer.dag,
    )
    return {row[0]: row[1] for row in db.session.execute(query) if row[1]}


def plekken(db: Transactie, leerling: Leerling, inschrijving: Inschrijving | None, rol: Rol) -> list[Bezetting]:
    """Where a role stands around a pupil: each parent with gezag, the pupil, the mentor, else the role at school."""
    if rol in (Rol.OG, Rol.LL):
        people = list_gezag(db, leerling.id) if rol is Rol.OG else [leerling.persoon_id]
        return [Bezetting(rol, None, person) for person in people if person is not None]
    if inschrijving is None or (rol is Rol.MEN and inschrijving.mentor_id is None):
        return []
    return [Bezetting(rol, inschrijving.school_id, inschrijving.mentor_id if rol is Rol.MEN else None)]


def bezetting(db: Transactie, casus: Casus, rol: Rol) -> Bezetting:
    """The organisation and person that take this role on this casus now."""
    if rol in (Rol.OG, Rol.LL):
        return _family(db, casus)
    organisatie = _organisation(db, casus, rol)
    db.flush()
    wanted = {"casus": casus.id, "rol": rol, "organisatie": organisatie, "nu": db.nu, "dag": db.lezer.dag}
    return Bezetting(rol, organisatie, db.core(_BEZETTING, wanted).scalar())


def _organisation(db: Transactie, casus: Casus, rol: Rol) -> UUID | None:
    if rol in SCHOOL:
        return casus.school_id
    leerling = db.session.get_one(Leerling, casus.leerling_id)
    if rol in (Rol.LPA, Rol.RMC):
        return leerling.woongemeente_id
    school = None if casus.school_id is None else db.session.get_one(Organisatie, casus.school_id)
    if school is None:
        return None
    return school.jgz_id if rol is Rol.JA else school.swv_id


def default_person(db: Transactie, organisatie_id: UUID | None, rol: Rol) -> UUID | None:
    """The first person of a role at an organisation."""
    person: UUID | None = db.core(_EERSTE, {"organisatie": organisatie_id, "rol": rol, "dag": db.lezer.dag}).scalar()
    return person


def _family(db: Transactie, casus: Casus) -> Bezetting:
    """From 16 the pupil acts; before that the first parent with gezag."""
    leerling = db.session.get_one(Leerling, casus.leerling_id)
    if leerling.leeftijd(db.lezer.dag) >= 16 and leerling.persoon_id is not None:
        return Bezetting(Rol.LL, None, leerling.persoon_id)
    parents = list_gezag(db, leerling.id)
    return Bezetting(Rol.OG, None, parents[0] if parents else None)


def list_gezag(db: Transactie, leerling_id: UUID) -> list[UUID]:
    """The people who have gezag over the pupil today, in a fixed order."""
    query = (
        select(Gezagsrelatie.persoon_id)
        .where(
            Gezagsrelatie.leerling_id == leerling_id,
            Gezagsrelatie.soort != SoortGezag.GEEN,
            Gezagsrelatie.van <= db.lezer.dag,
            or_(Gezagsrelatie.tot.is_(None), Gezagsrelatie.tot >= db.lezer.dag),
        )
        .order_by(Gezagsrelatie.van, Gezagsrelatie.id)
    )
    return list(db.session.scalars(query))


def find_inschrijving(db: Transactie, leerling_id: UUID, dag: date) -> Inschrijving | None:
    """Where the pupil is enrolled on that day."""
    query = select(Inschrijving).where(
        Inschrijving.leerling_id == leerling_id,
        Inschrijving.van <= dag,
        or_(Inschrijving.tot.is_(None), Inschrijving.tot >= dag),
    )
    return db.session.scalars(query.order_by(Inschrijving.van.desc())).first()


def find_uitschrijving(db: Transactie, leerling_id: UUID, school_id: UUID | None) -> date | None:
    """The last day of the pupil at that school; None while it is not known."""
    query = select(Inschrijving.tot).where(Inschrijving.leerling_id == leerling_id, Inschrijving.school_id == school_id)
    days = list(db.session.scalars(query))
    return None if not days or None in days else max(day for day in days if day)


def pupil_person(db: Transactie, leerling_id: UUID) -> UUID | None:
    """The person that a pupil logs in as."""
    return db.session.scalars(select(Leerling.persoon_id).where(Leerling.id == leerling_id)).first()


def zoek_persoon(db: Transactie, wie: str) -> Persoon | None:
    """Somebody by the name of the login or the id, also when that person no longer logs in."""
    key = as_uuid(wie)
    named = Persoon.gebruikersnaam == wie.strip().lower()
    return db.session.scalars(select(Persoon).where(named if key is None else Persoon.id == key)).first()


def lidmaatschappen_op(db: Transactie, persoon_id: UUID, dag: date) -> list[tuple[Lidmaatschap, str]]:
    """The roles that a person held on a day, with the name of their organisation."""
    query = (
        select(Lidmaatschap, func.coalesce(Organisatie.naam, ""))
        .outerjoin(Organisatie, Organisatie.id == Lidmaatschap.organisatie_id)
        .where(Lidmaatschap.persoon_id == persoon_id, *_today(dag))
        .order_by(Lidmaatschap.rol, Lidmaatschap.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def zonder_gezag(db: Transactie, leerling_id: UUID) -> set[UUID]:
    """Parents of a pupil who have no gezag today."""
    query = select(Gezagsrelatie.persoon_id).where(
        Gezagsrelatie.leerling_id == leerling_id,
        Gezagsrelatie.soort == SoortGezag.GEEN,
        Gezagsrelatie.van <= db.lezer.dag,
        or_(Gezagsrelatie.tot.is_(None), Gezagsrelatie.tot >= db.lezer.dag),
    )
    return set(db.session.scalars(query))


def list_met_rol(db: Transactie, rollen: Iterable[Rol], plekken: Iterable[UUID] | None = None) -> list[UUID]:
    """Everybody active who holds one of these roles today, the first person first: at these places, or anywhere."""
    query = (
        select(Persoon.id)
        .join(Lidmaatschap, Lidmaatschap.persoon_id == Persoon.id)
        .where(Persoon.actief, Lidmaatschap.rol.in_(set(rollen)), *_today(db.lezer.dag))
        .order_by(Lidmaatschap.eerste.desc(), Lidmaatschap.van, Lidmaatschap.id)
    )
    here = query if plekken is None else query.where(Lidmaatschap.organisatie_id.in_(set(plekken)))
    return list(dict.fromkeys(db.session.scalars(here)))
