"""The casus: one pupil's journey, who takes part, what happened, what must be done."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casus.domain.base import Base, new_id
from casus.domain.rol import Rol


class Status(StrEnum):
    """Where a casus stands as a whole."""

    SIGNAAL = "signaal"
    LOPEND = "lopend"
    GESLOTEN = "gesloten"
    OVERGEDRAGEN = "overgedragen"


class StatusTaak(StrEnum):
    """A task is open until somebody finishes it or the route leaves it."""

    OPEN = "open"
    AFGEROND = "afgerond"
    VERVALLEN = "vervallen"


class Betrokkene(Base):
    """A grant: an organisation (and mostly a person) in a role on a casus, from–to, with its reason."""

    __tablename__ = "betrokkene"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"))
    rol: Mapped[Rol]
    organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None)
    persoon_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None, index=True)
    reden: Mapped[str]
    van: Mapped[datetime]
    tot: Mapped[datetime | None] = mapped_column(default=None)
    __table_args__ = (
        Index("ix_betrokkene_organisatie_rol", "organisatie_id", "rol"),
        Index("ix_betrokkene_casus_id_rol", "casus_id", "rol", "organisatie_id"),
    )


class Casus(Base):
    """One journey. What people wrote stands in its dossier, never here."""

    __tablename__ = "casus"
    id: Mapped[UUID] = new_id()
    nummer: Mapped[str | None] = mapped_column(unique=True, default=None)
    leerling_id: Mapped[UUID] = mapped_column(ForeignKey("leerling.id"), index=True)
    school_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None, index=True)
    status: Mapped[Status] = mapped_column(default=Status.SIGNAAL)
    proces: Mapped[str]
    spec_hash: Mapped[str]
    state: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    aangemaakt_op: Mapped[datetime]
    geopend_op: Mapped[datetime | None] = mapped_column(default=None)
    gesloten_op: Mapped[datetime | None] = mapped_column(default=None)
    sluitreden: Mapped[str | None] = mapped_column(default=None)
    versie: Mapped[int] = mapped_column(default=None, init=False)
    betrokkenen: Mapped[list[Betrokkene]] = relationship(lazy="raise", init=False)
    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012


class Taak(Base):
    """One open human step: a role, a named person, a term; the id is that of the engine's task."""

    __tablename__ = "taak"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"))
    stap: Mapped[str]
    proces: Mapped[str]
    rol: Mapped[Rol]
    organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None)
    persoon_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None, index=True)
    domein: Mapped[str]
    formulier: Mapped[str | None] = mapped_column(default=None)
    termijn: Mapped[date]
    status: Mapped[StatusTaak] = mapped_column(default=StatusTaak.OPEN)
    aangemaakt_op: Mapped[datetime]
    afgerond_op: Mapped[datetime | None] = mapped_column(default=None)
    afgerond_door: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)
    __table_args__ = (
        Index("ix_taak_organisatie_rol_status", "organisatie_id", "rol", "status", "termijn"),
        Index("ix_taak_casus_id_status", "casus_id", "status"),
    )


class Timer(Base):
    """A moment at which the engine must be woken for a casus."""

    __tablename__ = "timer"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"), index=True)
    moment: Mapped[datetime]
    vast: Mapped[bool] = mapped_column(default=False)
    """It failed when it was due: a job tries again, or shows that somebody must look."""
    __table_args__ = (
        Index("ix_timer_moment", "moment", postgresql_where=text("NOT vast"), sqlite_where=text("vast = 0")),
    )


class Gebeurtenis(Base):
    """A journal row: what happened, past tense, permanent; ids, dates and flags only."""

    __tablename__ = "gebeurtenis"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"))
    soort: Mapped[str]
    op: Mapped[datetime]
    domein: Mapped[str]
    persoon_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)
    rol: Mapped[Rol | None] = mapped_column(default=None)
    organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None)
    proces: Mapped[str | None] = mapped_column(default=None)
    stap: Mapped[str | None] = mapped_column(default=None)
    gegevens: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    __table_args__ = (Index("ix_gebeurtenis_casus_id_op", "casus_id", "op"),)


class Model(Base):
    """The files of a model, kept so that a running casus ends as it began."""

    __tablename__ = "model"
    hash: Mapped[str] = mapped_column(primary_key=True)
    bestanden: Mapped[bytes] = mapped_column(LargeBinary)
    sinds: Mapped[datetime]
