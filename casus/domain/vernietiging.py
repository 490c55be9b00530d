"""Destroying what need not be kept any more: proposed each month, decided by its owner, declared for ever."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id


class StatusVoorstel(StrEnum):
    """How far a proposal is."""

    VOORGESTELD = "voorgesteld"
    AKKOORD = "akkoord"
    UITGEVOERD = "uitgevoerd"
    AFGEWEZEN = "afgewezen"


class Bewaarreden(StrEnum):
    """Why an owner keeps something longer than its term."""

    BEZWAAR = "bezwaar"
    RECHTSZAAK = "rechtszaak"
    VERZOEK = "verzoek"
    ONDERZOEK = "onderzoek"


class Vernietigingsvoorstel(Base):
    """What one owner may destroy, gathered once a month."""

    __tablename__ = "vernietigingsvoorstel"
    id: Mapped[UUID] = new_id()
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    maand: Mapped[date]
    """The first day of the month in which it was made."""
    op: Mapped[datetime]
    status: Mapped[StatusVoorstel] = mapped_column(default=StatusVoorstel.VOORGESTELD)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)
    besloten_op: Mapped[datetime | None] = mapped_column(default=None)
    __table_args__ = (UniqueConstraint("organisatie_id", "maand"),)


class Vernietigingsregel(Base):
    """One data domain of one casus in a proposal."""

    __tablename__ = "vernietigingsregel"
    id: Mapped[UUID] = new_id()
    voorstel_id: Mapped[UUID] = mapped_column(ForeignKey("vernietigingsvoorstel.id"))
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"))
    domein: Mapped[str]
    klasse: Mapped[str]
    laatste_dag: Mapped[date]
    """The last day on which it had to be kept."""
    vervallen: Mapped[bool] = mapped_column(default=False)
    """Not to be destroyed after all: kept longer, or the casus runs again."""
    uitgevoerd_op: Mapped[datetime | None] = mapped_column(default=None)
    stukken: Mapped[int] = mapped_column(default=0)
    """How many entries were destroyed."""
    __table_args__ = (UniqueConstraint("voorstel_id", "casus_id", "domein"),)


class Vernietigingsverklaring(Base):
    """What remains: that it was destroyed, how much, by whose decision and when; never what."""

    __tablename__ = "vernietigingsverklaring"
    id: Mapped[UUID] = new_id()
    voorstel_id: Mapped[UUID] = mapped_column(ForeignKey("vernietigingsvoorstel.id"), unique=True)
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    door_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"))
    besloten_op: Mapped[datetime]
    uitgevoerd_op: Mapped[datetime]
    casussen: Mapped[int]
    stukken: Mapped[int]
    inhoud: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Under `delen`: per data domain and class how many casussen and entries."""
    hash: Mapped[str]
    """SHA-256 of the list of casus, domain, class and last day, so that a list can be recognised later."""
