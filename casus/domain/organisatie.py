"""Organisations, the people who work there, and when they are away."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id
from casus.domain.rol import Rol


class SoortOrganisatie(StrEnum):
    """The parties of the journey."""

    SCHOOL = "school"
    SWV = "swv"
    JGZ = "jgz"
    GEMEENTE = "gemeente"


class Organisatie(Base):
    """A party: a school, the SWV, the JGZ or a gemeente."""

    __tablename__ = "organisatie"
    id: Mapped[UUID] = new_id()
    soort: Mapped[SoortOrganisatie]
    naam: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    sector: Mapped[str | None] = mapped_column(default=None)
    swv_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None)
    jgz_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None)
    lesuren_per_dag: Mapped[int] = mapped_column(default=6)


class Persoon(Base):
    """Somebody with a name and, when they work in Casus, a login."""

    __tablename__ = "persoon"
    id: Mapped[UUID] = new_id()
    naam: Mapped[str]
    gebruikersnaam: Mapped[str | None] = mapped_column(unique=True, default=None)
    wachtwoord: Mapped[str | None] = mapped_column(default=None)
    email: Mapped[str | None] = mapped_column(default=None)
    taal: Mapped[str] = mapped_column(default="nl")
    actief: Mapped[bool] = mapped_column(default=True)
    email_fout_op: Mapped[datetime | None] = mapped_column(default=None)
    """Since when mail to this address is refused or comes back; gone when the person gets another address."""


class Lidmaatschap(Base):
    """A person in a role at an organisation; parents and pupils have no organisation."""

    __tablename__ = "lidmaatschap"
    id: Mapped[UUID] = new_id()
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"), index=True)
    rol: Mapped[Rol]
    organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None, index=True)
    van: Mapped[date]
    tot: Mapped[date | None] = mapped_column(default=None)
    eerste: Mapped[bool] = mapped_column(default=False)
    """Whether tasks of this role go to this person when nobody is named."""
    waarnemer_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)


class Afwezigheid(Base):
    """Days on which a person is away and the waarnemer sees the tasks."""

    __tablename__ = "afwezigheid"
    id: Mapped[UUID] = new_id()
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"), index=True)
    van: Mapped[date]
    tot: Mapped[date]


class Lestoewijzing(Base):
    """A teacher, substitutes included, has a class on these days (`eigen_lessen`)."""

    __tablename__ = "lestoewijzing"
    id: Mapped[UUID] = new_id()
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"), index=True)
    school_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    klas: Mapped[str]
    van: Mapped[date]
    tot: Mapped[date | None] = mapped_column(default=None)
