"""The pupil, where they are enrolled, and who has gezag."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id


class SoortGezag(StrEnum):
    """What a relation gives: BW 1:245 and further."""

    GEZAG = "gezag"
    VOOGD = "voogd"
    GEEN = "geen"


class Leerling(Base):
    """A pupil. No BSN, no PGN: see decision 19 of the domain facts."""

    __tablename__ = "leerling"
    id: Mapped[UUID] = new_id()
    roepnaam: Mapped[str]
    achternaam: Mapped[str]
    geboortedatum: Mapped[date]
    pseudoniem: Mapped[str] = mapped_column(unique=True)
    woongemeente_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None)
    startkwalificatie: Mapped[bool] = mapped_column(default=False)
    persoon_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None, unique=True)

    @property
    def naam(self) -> str:
        return f"{self.roepnaam} {self.achternaam}"

    def leeftijd(self, dag: date) -> int:
        """Age in years on that day."""
        return leeftijd_op(self.geboortedatum, dag)


def leeftijd_op(geboortedatum: date, dag: date) -> int:
    """Age in years; somebody born on 29 February has a birthday on 1 March in other years."""
    had_birthday = (dag.month, dag.day) >= (geboortedatum.month, geboortedatum.day)
    return dag.year - geboortedatum.year - (not had_birthday)


def valt_onder_melding(geboortedatum: date, dag: date) -> bool:
    """Of leerplicht or kwalificatieplicht age, or older: from the first day of the month after the fifth birthday."""
    months = (geboortedatum.year + 5) * 12 + geboortedatum.month  # counted from January of year 0, already one later
    return dag >= date(months // 12, months % 12 + 1, 1)


class Inschrijving(Base):
    """The pupil at a school."""

    __tablename__ = "inschrijving"
    id: Mapped[UUID] = new_id()
    leerling_id: Mapped[UUID] = mapped_column(ForeignKey("leerling.id"), index=True)
    school_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"), index=True)
    leerlingnummer: Mapped[str]
    klas: Mapped[str]
    van: Mapped[date]
    tot: Mapped[date | None] = mapped_column(default=None)
    mentor_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)


class Gezagsrelatie(Base):
    """A person with, or without, gezag over a pupil."""

    __tablename__ = "gezagsrelatie"
    id: Mapped[UUID] = new_id()
    leerling_id: Mapped[UUID] = mapped_column(ForeignKey("leerling.id"), index=True)
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"), index=True)
    soort: Mapped[SoortGezag] = mapped_column(default=SoortGezag.GEZAG)
    van: Mapped[date]
    tot: Mapped[date | None] = mapped_column(default=None)
    adres_geheim: Mapped[bool] = mapped_column(default=False)
