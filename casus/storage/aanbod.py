"""Offers and return plans, and what was followed of them week by week."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from casus.domain.aanbod import Aanbod, Aanbodweek, Terugkeerplan, Terugkeerweek
from casus.storage.database import Transactie


def find_lopend(db: Transactie, casus_id: UUID) -> Aanbod | None:
    """The offer of a casus that did not end."""
    query = select(Aanbod).where(Aanbod.casus_id == casus_id, Aanbod.einddatum.is_(None))
    return db.session.scalars(query.order_by(Aanbod.vastgelegd_op.desc(), Aanbod.id)).first()


def end_lopend(db: Transactie, casus_id: UUID, dag: date) -> None:
    """What still runs of a casus ends with it: it holds the clock until that day, and none that begins later."""
    db.session.execute(
        update(Aanbod).where(Aanbod.casus_id == casus_id, Aanbod.einddatum.is_(None)).values(einddatum=dag)
    )


def list_aanbodweken(db: Transactie, aanbod_id: UUID) -> list[Aanbodweek]:
    """The weeks that were kept of an offer, the oldest first."""
    query = select(Aanbodweek).where(Aanbodweek.aanbod_id == aanbod_id)
    return list(db.session.scalars(query.order_by(Aanbodweek.maandag)))


def find_plan(db: Transactie, casus_id: UUID) -> Terugkeerplan | None:
    """The return plan of a casus that runs."""
    query = select(Terugkeerplan).where(Terugkeerplan.casus_id == casus_id, Terugkeerplan.tot.is_(None))
    return db.session.scalars(query.order_by(Terugkeerplan.van.desc(), Terugkeerplan.id)).first()


def list_terugkeerweken(db: Transactie, plan_id: UUID) -> list[Terugkeerweek]:
    """The weeks that were kept of a plan, the oldest first."""
    query = select(Terugkeerweek).where(Terugkeerweek.plan_id == plan_id)
    return list(db.session.scalars(query.order_by(Terugkeerweek.maandag)))
