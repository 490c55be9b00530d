"""A DUO-melding as a checked draft, its number and status typed back."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id


class StatusMelding(StrEnum):
    """The states of the verzuimloket, before them a draft."""

    CONCEPT = "concept"
    GEREGISTREERD = "geregistreerd"
    IN_BEHANDELING = "in_behandeling"
    AFGESLOTEN = "afgesloten"
    INGETROKKEN = "ingetrokken"


class DuoMelding(Base):
    """A melding: its kind and dates; its texts stand in the dossier (D11)."""

    __tablename__ = "duo_melding"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"), index=True)
    soort: Mapped[str]
    begindatum: Mapped[date]
    einddatum: Mapped[date | None] = mapped_column(default=None)
    gemeente_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None)
    nummer: Mapped[str | None] = mapped_column(default=None)
    status: Mapped[StatusMelding] = mapped_column(default=StatusMelding.CONCEPT)
    gemeld_op: Mapped[datetime | None] = mapped_column(default=None)
