"""The noodknop: reading one casus for a few hours without a grant, told at once and weighed afterwards."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id
from casus.domain.rol import Rol

NOODKNOP = "noodknop"
"""The reason of the grant that a noodknop gives; no rule takes such a grant for an ordinary one."""


class Uitkomst(StrEnum):
    """What the reviewer found."""

    TERECHT = "terecht"
    NIET_TERECHT = "niet_terecht"


class Noodtoegang(Base):
    """Somebody used the noodknop; why, in their words, is sealed."""

    __tablename__ = "noodtoegang"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"), index=True)
    betrokkene_id: Mapped[UUID] = mapped_column(ForeignKey("betrokkene.id"))
    """The grant, which ends when this ends."""
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"), index=True)
    rol: Mapped[Rol]
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    reden: Mapped[str]
    """A code of `policy/noodknop.toml`."""
    toelichting: Mapped[bytes] = mapped_column(LargeBinary)
    sleutel_versie: Mapped[int]
    van: Mapped[datetime]
    tot: Mapped[datetime]
    eigenaar_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None)
    """The organisation whose data it was about."""
    eigenaar_rol: Mapped[Rol]
    """The role that reviews there."""
    beoordelaar_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)
    """Who is asked to review; None when nobody else holds the role."""
    termijn: Mapped[date]
    beoordeeld_op: Mapped[datetime | None] = mapped_column(default=None)
    beoordeeld_door: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)
    uitkomst: Mapped[Uitkomst | None] = mapped_column(default=None)
    oordeel: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    oordeel_versie: Mapped[int | None] = mapped_column(default=None)
    __table_args__ = (Index("ix_noodtoegang_eigenaar_id_beoordeeld_op", "eigenaar_id", "beoordeeld_op"),)
