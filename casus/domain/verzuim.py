"""Absence lines as registered, where they came from, and the signals they gave."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id


class SoortVerzuim(StrEnum):
    """What a line says about the lesson hours it names (decision 14 of the domain facts)."""

    ZIEK = "ziek"
    ONGEOORLOOFD = "ongeoorloofd"
    GEOORLOOFD = "geoorloofd"
    TE_LAAT = "te_laat"
    GESCHORST = "geschorst"
    THUIS_MET_TOESTEMMING = "thuis_met_toestemming"
    AANWEZIG_ZONDER_ONDERWIJS = "aanwezig_zonder_onderwijs"
    ONBEKEND = "onbekend"


class Verzuimregel(Base):
    """One absence: a day, the lesson hours missed, and its kind. The told reason is not imported."""

    __tablename__ = "verzuimregel"
    id: Mapped[UUID] = new_id()
    leerling_id: Mapped[UUID] = mapped_column(ForeignKey("leerling.id"))
    school_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    datum: Mapped[date]
    soort: Mapped[SoortVerzuim]
    lesuur_van: Mapped[int]
    lesuur_tot: Mapped[int]
    import_id: Mapped[UUID | None] = mapped_column(ForeignKey("import.id"), default=None)
    __table_args__ = (
        Index("ix_verzuimregel_leerling_id_datum", "leerling_id", "datum"),
        UniqueConstraint("leerling_id", "school_id", "datum", "lesuur_van", "lesuur_tot", "soort"),
    )

    @property
    def lesuren(self) -> int:
        return self.lesuur_tot - self.lesuur_van + 1


class Import(Base):
    """A file that came in whole, known by its hash so that it comes in once."""

    __tablename__ = "import"
    id: Mapped[UUID] = new_id()
    school_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"), index=True)
    hash: Mapped[str]
    formaat: Mapped[str]
    op: Mapped[datetime]
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)
    regels: Mapped[int]
    nieuw: Mapped[int]
    vanaf: Mapped[date]
    """The first day that it speaks of; what lies before is unknown unless an earlier file told."""
    bijgewerkt_tot: Mapped[date]
    __table_args__ = (UniqueConstraint("school_id", "hash"),)


class Kolomindeling(Base):
    """A saved mapping of the columns of a school's own CSV."""

    __tablename__ = "kolomindeling"
    id: Mapped[UUID] = new_id()
    school_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"), unique=True)
    kolommen: Mapped[dict[str, Any]] = mapped_column(JSON)


class Schooljaar(Base):
    """The days between which a school year of a school runs."""

    __tablename__ = "schooljaar"
    id: Mapped[UUID] = new_id()
    school_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"), index=True)
    van: Mapped[date]
    tot: Mapped[date]


class Lesvrij(Base):
    """A holiday or studiedag of a school: first and last day."""

    __tablename__ = "lesvrij"
    id: Mapped[UUID] = new_id()
    school_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"), index=True)
    van: Mapped[date]
    tot: Mapped[date]
    naam: Mapped[str]


class Signaal(Base):
    """Why somebody looked up: a rule that fired, or a person's word (which stands in D04)."""

    __tablename__ = "signaal"
    id: Mapped[UUID] = new_id()
    leerling_id: Mapped[UUID] = mapped_column(ForeignKey("leerling.id"), index=True)
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None, index=True)
    casus_id: Mapped[UUID | None] = mapped_column(ForeignKey("casus.id"), default=None, index=True)
    regel: Mapped[str]
    dag: Mapped[date]
    """The school day on which the signal was known."""
    sinds: Mapped[date]
    """The first day of what it is about."""
    gegevens: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    melder_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)
    op: Mapped[datetime]
    teruggekoppeld_op: Mapped[datetime | None] = mapped_column(default=None)
    __table_args__ = (
        Index(
            "uq_signaal_leerling_id_regel_sinds", "leerling_id", "regel", "sinds",
            unique=True, sqlite_where=text("melder_id IS NULL"), postgresql_where=text("melder_id IS NULL"),
        ),
    )  # fmt: skip
    """A rule fires once; two people may worry about the same pupil on the same day."""
