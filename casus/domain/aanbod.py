"""An offer of education or care, the return plan, and what of it was really followed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id


class Aanbod(Base):
    """An offer: it counts for the clock from the first attended day (decision 3)."""

    __tablename__ = "aanbod"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"), index=True)
    leerling_id: Mapped[UUID] = mapped_column(ForeignKey("leerling.id"), index=True)
    soort: Mapped[str]
    startdatum: Mapped[date]
    uren_per_week: Mapped[int]
    eerste_dag: Mapped[date | None] = mapped_column(default=None)
    einddatum: Mapped[date | None] = mapped_column(default=None)
    vastgelegd_op: Mapped[datetime]


class Aanbodweek(Base):
    """The hours followed in one week (its Monday) of an offer."""

    __tablename__ = "aanbodweek"
    id: Mapped[UUID] = new_id()
    aanbod_id: Mapped[UUID] = mapped_column(ForeignKey("aanbod.id"), index=True)
    maandag: Mapped[date]
    gevolgde_uren: Mapped[int]
    eerste_gemiste_dag: Mapped[date | None] = mapped_column(default=None)
    __table_args__ = (UniqueConstraint("aanbod_id", "maandag"),)


class Terugkeerplan(Base):
    """A re-integration plan that runs (`terugkeerplan`)."""

    __tablename__ = "terugkeerplan"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"), index=True)
    van: Mapped[date]
    tot: Mapped[date | None] = mapped_column(default=None)
    dagdelen_per_week: Mapped[int]


class Terugkeerweek(Base):
    """Dagdelen expected and attended in one week of a plan."""

    __tablename__ = "terugkeerweek"
    id: Mapped[UUID] = new_id()
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("terugkeerplan.id"), index=True)
    maandag: Mapped[date]
    verwacht: Mapped[int]
    gevolgd: Mapped[int]
    __table_args__ = (UniqueConstraint("plan_id", "maandag"),)


MISSED_STEPS = 2


def stokt(weken: Sequence[Terugkeerweek]) -> bool:
    """The last two weeks that were kept both stayed below what was agreed: back to the team."""
    newest = sorted(weken, key=lambda week: week.maandag)[-MISSED_STEPS:]
    return len(newest) == MISSED_STEPS and all(week.gevolgd < week.verwacht for week in newest)
