"""The two-month clock of a pupil: where it stands, and how it came there."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base


class Kleur(StrEnum):
    """How a clock stands: not begun, running, near its deadline, past it, or stopped by an aanbod."""

    GEEN = "geen"
    GROEN = "groen"
    AMBER = "amber"
    ROOD = "rood"
    STIL = "stil"


class Klok(Base):
    """The clock of a pupil as last computed, so that lists and the radar read it in one query."""

    __tablename__ = "klok"
    leerling_id: Mapped[UUID] = mapped_column(ForeignKey("leerling.id"), primary_key=True)
    kleur: Mapped[Kleur] = mapped_column(index=True)
    thuiszit_sinds: Mapped[date | None] = mapped_column(default=None)
    deadline: Mapped[date | None] = mapped_column(default=None, index=True)
    deadline_zonder_vakantie: Mapped[date | None] = mapped_column(default=None)
    amber_op: Mapped[date | None] = mapped_column(default=None)
    stil_sinds: Mapped[date | None] = mapped_column(default=None)
    gedeeltelijk: Mapped[bool] = mapped_column(default=False)
    """An aanbod runs, but not yet the full timetable."""
    bijgewerkt_tot: Mapped[date | None] = mapped_column(default=None)
    """Until which day absence of the school is known."""
    berekend_op: Mapped[datetime]
