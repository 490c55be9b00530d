"""A meeting about a casus, and who was invited to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id
from casus.domain.rol import Rol


class Overleg(Base):
    """A SAT or ZAT meeting on one casus."""

    __tablename__ = "overleg"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"), index=True)
    soort: Mapped[str]
    moment: Mapped[datetime]
    ouders_vooraf_geinformeerd: Mapped[bool] = mapped_column(default=False)


class Genodigde(Base):
    """An organisation in a role that was invited to, or attended, a meeting (`aanwezig`)."""

    __tablename__ = "genodigde"
    id: Mapped[UUID] = new_id()
    overleg_id: Mapped[UUID] = mapped_column(ForeignKey("overleg.id"), index=True)
    rol: Mapped[Rol]
    organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None)
    persoon_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)
    aanwezig: Mapped[bool | None] = mapped_column(default=None)
