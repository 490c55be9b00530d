"""Somebody read what was medical in a wrong place: a record with a clock of hours; and the own words of the guard."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id

TERMIJN = timedelta(hours=72)
"""From becoming aware (AVG 33): hours of the clock, through nights, weekends and the change to summer time."""


class StatusDatalek(StrEnum):
    """What the FG decided."""

    OPEN = "open"
    GEMELD = "gemeld"
    NIET_MELDPLICHTIG = "niet_meldplichtig"


class Datalek(Base):
    """A text that was pointed out as medical after others had read it; without the text."""

    __tablename__ = "datalek"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"), index=True)
    stuk_id: Mapped[UUID] = mapped_column(ForeignKey("dossierstuk.id"), unique=True)
    organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None, index=True)
    """Whose text it was: its FG decides."""
    ontdekt_op: Mapped[datetime]
    ontdekt_door: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"))
    uiterlijk: Mapped[datetime]
    lezers: Mapped[list[Any]] = mapped_column(JSON, default_factory=list)
    """The ids of who had read it."""
    status: Mapped[StatusDatalek] = mapped_column(default=StatusDatalek.OPEN)
    besloten_op: Mapped[datetime | None] = mapped_column(default=None)
    besloten_door: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)
    reden: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    """Why the FG decided so, sealed as D24."""
    sleutel_versie: Mapped[int] = mapped_column(default=0)


class MedischWoord(Base):
    """A word beside the list that an organisation has its guard look for: a clinic nearby, a local abbreviation."""

    __tablename__ = "medisch_woord"
    id: Mapped[UUID] = new_id()
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    woord: Mapped[str]
    door_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"))
    op: Mapped[datetime]
    __table_args__ = (UniqueConstraint("organisatie_id", "woord"),)
