"""Consents, their signatures and withdrawals."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select

from casus.domain.casus import Betrokkene, Casus, Taak
from casus.domain.fouten import NietGevonden
from casus.domain.leerling import Leerling
from casus.domain.noodtoegang import NOODKNOP
from casus.domain.organisatie import Lidmaatschap
from casus.domain.rol import Rol
from casus.domain.toestemming import Handtekening, Intrekking, StatusToestemming, Toestemming, ToestemmingDomein
from casus.storage.database import Transactie

LOPEND = (
    StatusToestemming.GEVRAAGD, StatusToestemming.DEELS, StatusToestemming.COMPLEET,
    StatusToestemming.HERBEVESTIGING_NODIG,
)  # fmt: skip


def read_toestemming(db: Transactie, ident: UUID, *visible: ColumnElement[bool]) -> Toestemming:
    """A consent that the reader may see.

    Raises:
        NietGevonden: not there, or not for this reader.
    """
    query = select(Toestemming).join(Casus, Casus.id == Toestemming.casus_id).where(Toestemming.id == ident, *visible)
    found = db.session.scalars(query).first()
    if found is None:
        raise NietGevonden(gevraagd=ident)
    return found


def find_lopend(db: Transactie, casus_id: UUID, doel: str) -> Toestemming | None:
    """The consent of this purpose that is asked or given now."""
    query = select(Toestemming).where(
        Toestemming.casus_id == casus_id, Toestemming.doel == doel, Toestemming.status.in_(LOPEND)
    )
    return db.session.scalars(query).first()


def list_toestemmingen(db: Transactie, casus_id: UUID, visible: ColumnElement[bool]) -> list[Toestemming]:
    query = (
        select(Toestemming)
        .join(Casus, Casus.id == Toestemming.casus_id)
        .where(Toestemming.casus_id == casus_id, visible)
        .order_by(Toestemming.gevraagd_op, Toestemming.id)
    )
    return list(db.session.scalars(query))


def list_towards(db: Transactie, casus_id: UUID, rol: Rol, domein: str) -> list[Toestemming]:
    """The consents that would open a data domain for a role, the oldest first."""
    query = (
        select(Toestemming)
        .join(ToestemmingDomein, ToestemmingDomein.toestemming_id == Toestemming.id)
        .where(Toestemming.casus_id == casus_id, Toestemming.ontvanger_rol == rol, ToestemmingDomein.domein == domein)
        .order_by(Toestemming.gevraagd_op, Toestemming.id)
    )
    return list(db.session.scalars(query))


def list_to_sign(
    db: Transactie, *visible: ColumnElement[bool]
) -> list[tuple[Toestemming, Handtekening, Casus, Leerling]]:
    """Everything that the reader was asked to sign, the open ones first."""
    query = (
        select(Toestemming, Handtekening, Casus, Leerling)
        .join(Handtekening, Handtekening.toestemming_id == Toestemming.id)
        .join(Casus, Casus.id == Toestemming.casus_id)
        .join(Leerling, Leerling.id == Casus.leerling_id)
        .where(*visible, Handtekening.vervallen_op.is_(None))
        .order_by(Handtekening.op.is_not(None), Toestemming.gevraagd_op)
    )
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(query)]


def list_lopend(db: Transactie, leerlingen: Iterable[UUID]) -> list[tuple[Toestemming, Casus, Leerling]]:
    """What is asked or given for these pupils, with casus and pupil."""
    query = (
        select(Toestemming, Casus, Leerling)
        .join(Casus, Casus.id == Toestemming.casus_id)
        .join(Leerling, Leerling.id == Casus.leerling_id)
        .where(Leerling.id.in_(set(leerlingen)), Toestemming.status.in_(LOPEND))
        .order_by(Toestemming.gevraagd_op, Toestemming.id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def signatures(db: Transactie, toestemming_id: UUID) -> list[Handtekening]:
    """The signatures that count."""
    query = select(Handtekening).where(
        Handtekening.toestemming_id == toestemming_id, Handtekening.vervallen_op.is_(None)
    )
    return list(db.session.scalars(query.order_by(Handtekening.hoedanigheid, Handtekening.id)))


def signatures_of(db: Transactie, ids: Iterable[UUID]) -> list[Handtekening]:
    """The signatures of several consents that count, in one question."""
    query = select(Handtekening).where(Handtekening.toestemming_id.in_(list(ids)), Handtekening.vervallen_op.is_(None))
    return list(db.session.scalars(query.order_by(Handtekening.hoedanigheid, Handtekening.id)))


def list_ontvangers(db: Transactie, toestemming: Toestemming) -> set[UUID]:
    """Who works in the receiving role there today, and had a part of this casus in it: by a task or by name."""
    place = (
        Lidmaatschap.rol == toestemming.ontvanger_rol,
        Lidmaatschap.organisatie_id == toestemming.ontvanger_id,
        Lidmaatschap.van <= db.lezer.dag,
        or_(Lidmaatschap.tot.is_(None), Lidmaatschap.tot >= db.lezer.dag),
    )
    task = exists().where(
        Taak.casus_id == toestemming.casus_id,
        Taak.rol == toestemming.ontvanger_rol,
        or_(Taak.persoon_id == Lidmaatschap.persoon_id, Taak.afgerond_door == Lidmaatschap.persoon_id),
    )
    named = exists().where(
        Betrokkene.casus_id == toestemming.casus_id,
        Betrokkene.rol == toestemming.ontvanger_rol,
        Betrokkene.persoon_id == Lidmaatschap.persoon_id,
        Betrokkene.reden != NOODKNOP,
    )
    return set(db.session.scalars(select(Lidmaatschap.persoon_id).where(*place, or_(task, named))))


def withdrawn(db: Transactie, toestemming_id: UUID) -> bool:
    query = select(Intrekking.id).where(Intrekking.toestemming_id == toestemming_id)
    return db.session.scalars(query).first() is not None


def leerlingen_met_lopend(db: Transactie) -> list[UUID]:
    """The pupils for whom something is asked or given, in a fixed order."""
    query = select(Casus.leerling_id).join(Toestemming, Toestemming.casus_id == Casus.id)
    return sorted(set(db.session.scalars(query.where(Toestemming.status.in_(LOPEND)))))
