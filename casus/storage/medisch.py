"""Texts that wait for a judgement, who had read them, the records of what was read, and own words."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from casus.domain.casus import Casus
from casus.domain.datalek import Datalek, MedischWoord
from casus.domain.dossier import Dossierstuk
from casus.domain.leerling import Leerling
from casus.domain.medisch import Medisch
from casus.domain.rol import Rol
from casus.domain.techniek import Auditregel
from casus.storage.database import Transactie

Waar = ColumnElement[bool]
_Nieuwer = aliased(Dossierstuk)
_NIEUWSTE = ~exists().where(_Nieuwer.vervangt_id == Dossierstuk.id)
"""An older version is judged with the one that took its place."""


def list_eigen_woorden(db: Transactie, organisatie_id: UUID | None) -> list[MedischWoord]:
    """The own words of an organisation, in the order of the alphabet."""
    query = select(MedischWoord).where(MedischWoord.organisatie_id == organisatie_id)
    return list(db.session.scalars(query.order_by(MedischWoord.woord)))


def list_te_beoordelen(db: Transactie, visible: Waar, name_visible: Waar, deel: slice) -> list[Any]:
    """Rows (Dossierstuk, Casus, Leerling, naam_mag) of texts that wait, the oldest first."""
    query = (
        select(Dossierstuk, Casus, Leerling, name_visible.label("naam_mag"))
        .join(Casus, Casus.id == Dossierstuk.casus_id)
        .join(Leerling, Leerling.id == Casus.leerling_id)
        .where(Dossierstuk.medisch == Medisch.MOGELIJK, _NIEUWSTE, visible)
        .order_by(Dossierstuk.op, Dossierstuk.id)
    )
    return list(db.session.execute(query.slice(deel.start, deel.stop)))


def count_te_beoordelen(db: Transactie, visible: Waar) -> int:
    query = select(func.count()).select_from(Dossierstuk).join(Casus, Casus.id == Dossierstuk.casus_id)
    return db.session.scalar(query.where(Dossierstuk.medisch == Medisch.MOGELIJK, _NIEUWSTE, visible)) or 0


def list_achtergehouden(db: Transactie, organisatie_id: UUID | None, limit: int = 100) -> list[Any]:
    """Rows (domein, op, medisch, nummer) of texts of an organisation that are held back, the newest first."""
    query = (
        select(Dossierstuk.domein, Dossierstuk.op, Dossierstuk.medisch, Casus.nummer)
        .join(Casus, Casus.id == Dossierstuk.casus_id)
        .where(
            Dossierstuk.organisatie_id == organisatie_id,
            Dossierstuk.medisch.in_((Medisch.MOGELIJK, Medisch.VERZEGELD)),
        )
        .order_by(Dossierstuk.op.desc(), Dossierstuk.id)
    )
    return list(db.session.execute(query.limit(limit)))


def lezers_van(db: Transactie, stuk: Dossierstuk, zonder_rollen: Collection[Rol]) -> list[UUID]:
    """Who had this text on a page, except its writer and these roles.

    Rows that name no entries (of before they did) count for everybody who had the kind of data open.
    """
    query = select(Auditregel.persoon_id, Auditregel.gegevens).where(
        Auditregel.casus_id == stuk.casus_id,
        Auditregel.op >= stuk.op,
        Auditregel.uitkomst == "ja",
        Auditregel.persoon_id.is_not(None),
        Auditregel.persoon_id != stuk.auteur_id,
        or_(Auditregel.rol.is_(None), Auditregel.rol.not_in([rol.value for rol in zonder_rollen])),
    )
    rows = db.session.execute(query.order_by(Auditregel.volgnummer))
    return list(dict.fromkeys(row.persoon_id for row in rows if _las(row.gegevens, stuk)))


def _las(gegevens: dict[str, Any], stuk: Dossierstuk) -> bool:
    if "stukken" in gegevens:
        return str(stuk.id) in gegevens["stukken"]
    return gegevens.get("stuk") == str(stuk.id) or ("gronden" in gegevens and stuk.domein in gegevens["domeinen"])


def find_datalek(db: Transactie, stuk_id: UUID) -> Datalek | None:
    return db.session.scalars(select(Datalek).where(Datalek.stuk_id == stuk_id)).first()


def list_datalekken(db: Transactie, visible: Waar, *extra: Waar, deel: slice | None = None) -> list[Any]:
    """Rows (Datalek, domein, number of the casus): what is open first, the most urgent at the top."""
    query = (
        select(Datalek, Dossierstuk.domein, Casus.nummer)
        .join(Dossierstuk, Dossierstuk.id == Datalek.stuk_id)
        .join(Casus, Casus.id == Datalek.casus_id)
        .where(visible, *extra)
        .order_by(Datalek.besloten_op.is_not(None), Datalek.uiterlijk, Datalek.id)
    )
    return list(db.session.execute(query if deel is None else query.slice(deel.start, deel.stop)))


def count_datalekken(db: Transactie, visible: Waar) -> int:
    query = select(func.count()).select_from(Datalek).join(Casus, Casus.id == Datalek.casus_id)
    return db.session.scalar(query.where(visible)) or 0
