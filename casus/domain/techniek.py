"""What is kept besides the field's own nouns: sessions, audit, jobs, messages, search, settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id


class Sessie(Base):
    """A login: its id is the hash of the token in the cookie."""

    __tablename__ = "sessie"
    id: Mapped[str] = mapped_column(primary_key=True)
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"), index=True)
    lidmaatschap_id: Mapped[UUID] = mapped_column(ForeignKey("lidmaatschap.id"))
    begonnen_op: Mapped[datetime]
    verloopt_op: Mapped[datetime]


class Auditregel(Base):
    """Who did or saw what, for whom and why it was allowed; chained by hash, without content."""

    __tablename__ = "auditregel"
    volgnummer: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    op: Mapped[datetime]
    handeling: Mapped[str]
    uitkomst: Mapped[str]
    persoon_id: Mapped[UUID | None]
    rol: Mapped[str | None] = mapped_column(default=None)
    organisatie_id: Mapped[UUID | None] = mapped_column(default=None)
    casus_id: Mapped[UUID | None] = mapped_column(default=None, index=True)
    gegevens: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    vorige: Mapped[str]
    hash: Mapped[str]


class Job(Base):
    """Work for the worker, written in the transaction that asks for it."""

    __tablename__ = "job"
    id: Mapped[UUID] = new_id()
    soort: Mapped[str]
    gegevens: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    vanaf: Mapped[datetime]
    klaar_op: Mapped[datetime | None] = mapped_column(default=None)
    pogingen: Mapped[int] = mapped_column(default=0)
    sleutel: Mapped[str | None] = mapped_column(unique=True, default=None)
    __table_args__ = (Index("ix_job_klaar_op_vanaf", "klaar_op", "vanaf"),)


class Bericht(Base):
    """A message to a person: a kind and a link, never content."""

    __tablename__ = "bericht"
    id: Mapped[UUID] = new_id()
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"), index=True)
    soort: Mapped[str]
    casus_id: Mapped[UUID | None] = mapped_column(ForeignKey("casus.id"), default=None)
    op: Mapped[datetime]
    gelezen_op: Mapped[datetime | None] = mapped_column(default=None)


class Zoekterm(Base):
    """A blind index entry: the keyed hash of a number, name part, birth date or school."""

    __tablename__ = "zoekterm"
    leerling_id: Mapped[UUID] = mapped_column(ForeignKey("leerling.id"), primary_key=True)
    blind: Mapped[str] = mapped_column(primary_key=True, index=True)


class Instelling(Base):
    """A named setting of the installation that people may change."""

    __tablename__ = "instelling"
    naam: Mapped[str] = mapped_column(primary_key=True)
    waarde: Mapped[str]
