"""Signals of a school, and those that a person gave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import defer

from casus.domain.casus import Casus, Status
from casus.domain.fouten import NietGevonden
from casus.domain.leerling import Leerling
from casus.domain.verzuim import Signaal
from casus.storage.database import Transactie

Waar = ColumnElement[bool]
TE_BEKIJKEN: Waar = or_(Casus.id.is_(None), Casus.status == Status.SIGNAAL)
"""Nobody looked at it yet: there is no casus, or the casus is still a signal itself."""


def list_signalen(db: Transactie, visible: Waar, *extra: Waar) -> list[Any]:
    """Rows (Signaal without its gegevens, Leerling, Casus or None), the newest first."""
    query = _joined(select(Signaal, Leerling, Casus)).where(visible, *extra)
    query = query.options(defer(Signaal.gegevens, raiseload=True))
    return list(db.session.execute(query.order_by(Signaal.op.desc(), Signaal.id)))


def list_op_volgorde(db: Transactie, visible: Waar, minder: Waar, *extra: Waar, deel: slice) -> list[Any]:
    """A part of the rows (Signaal, Leerling, Casus or None, open): to look at, then looked at, the newest day first.

    Of those to look at, the ones for which `minder` holds come last. Only ids are put in order, not whole signals.
    """
    order = (~TE_BEKIJKEN, TE_BEKIJKEN & minder, Signaal.dag.desc(), Signaal.op.desc(), Signaal.id)
    part = _joined(select(Signaal.id)).where(visible, *extra).order_by(*order).slice(deel.start, deel.stop)
    query = _joined(select(Signaal, Leerling, Casus, TE_BEKIJKEN.label("open")))
    return list(db.session.execute(query.where(Signaal.id.in_(part.correlate(None))).order_by(*order)))


def count_signalen(db: Transactie, visible: Waar, holds: Sequence[Waar]) -> list[int]:
    """For how many signals each of these holds, in one question."""
    query = _joined(select(*(func.count().filter(one) for one in holds)).select_from(Signaal)).where(visible)
    return list(db.session.execute(query).one())


def list_leerlingen(db: Transactie, visible: Waar, *extra: Waar) -> list[Any]:
    """Rows (id, roepnaam, achternaam) of pupils with a signal, once each."""
    query = _joined(select(Leerling.id, Leerling.roepnaam, Leerling.achternaam).select_from(Signaal))
    return list(db.session.execute(query.where(visible, *extra).distinct()))


def _joined(query: Any) -> Any:
    return query.join(Leerling, Leerling.id == Signaal.leerling_id).outerjoin(Casus, Casus.id == Signaal.casus_id)


def sinds(dag: date | None) -> Waar:
    """Signals of a day or later, and what people gave."""
    return true() if dag is None else or_(Signaal.dag >= dag, Signaal.melder_id.is_not(None))


def read_signaal(db: Transactie, signaal_id: UUID, visible: Waar) -> Signaal:
    """One signal.

    Raises:
        NietGevonden: not there, or not for this reader.
    """
    found = db.session.scalars(select(Signaal).where(Signaal.id == signaal_id, visible)).first()
    if found is None:
        raise NietGevonden
    return found
