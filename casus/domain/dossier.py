"""What people wrote: dossier entries per data domain, append-only; drafts; keys."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id
from casus.domain.medisch import Medisch
from casus.domain.rol import Rol


class Dossierstuk(Base):
    """One entry: a data domain of a casus, sealed, with author, role, organisation, time and step."""

    __tablename__ = "dossierstuk"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"))
    domein: Mapped[str]
    stap: Mapped[str]
    formulier: Mapped[str | None] = mapped_column(default=None)
    inhoud: Mapped[bytes] = mapped_column(LargeBinary)
    sleutel_versie: Mapped[int]
    auteur_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"))
    rol: Mapped[Rol]
    organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None)
    op: Mapped[datetime]
    betreft_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)
    """The person whose words or affairs these are, when that is not the author."""
    afgeschermd: Mapped[bool] = mapped_column(default=False)
    """The pupil shielded this part from the parents."""
    overleg_id: Mapped[UUID | None] = mapped_column(ForeignKey("overleg.id"), default=None)
    vervangt_id: Mapped[UUID | None] = mapped_column(ForeignKey("dossierstuk.id"), default=None)
    bestandsnaam: Mapped[str | None] = mapped_column(default=None)
    vernietigd_op: Mapped[datetime | None] = mapped_column(default=None)
    """Since when only the row is left, and no content."""
    medisch: Mapped[Medisch] = mapped_column(default=Medisch.NEE)
    __table_args__ = (
        Index("ix_dossierstuk_casus_id_op", "casus_id", "op"),
        Index("ix_dossierstuk_medisch", "medisch"),
    )


class Sleutel(Base):
    """The key of one data domain of one casus, wrapped by the key outside the database."""

    __tablename__ = "sleutel"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"))
    domein: Mapped[str]
    versie: Mapped[int] = mapped_column(default=1)
    ingepakt: Mapped[bytes] = mapped_column(LargeBinary)
    """Empty when this version was destroyed: the row stays, so that its number is never used again."""
    __table_args__ = (UniqueConstraint("casus_id", "domein", "versie"),)


class Concept(Base):
    """A half-filled form: sealed, its writer only."""

    __tablename__ = "concept"
    id: Mapped[UUID] = new_id()
    taak_id: Mapped[UUID] = mapped_column(ForeignKey("taak.id"))
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"))
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"))
    domein: Mapped[str]
    inhoud: Mapped[bytes] = mapped_column(LargeBinary)
    sleutel_versie: Mapped[int]
    op: Mapped[datetime]
    __table_args__ = (UniqueConstraint("taak_id", "persoon_id"),)
