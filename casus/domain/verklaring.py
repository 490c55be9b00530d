"""What somebody declared about access: facts on which condition words of the access table rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.actor import Actor
from casus.domain.base import Base, new_id
from casus.domain.rol import Rol


class SoortVerklaring(StrEnum):
    """What can be declared; who may, and for what, stands in `policy/verklaringen.toml`."""

    OUDER_377C = "ouder_377c"
    BEZWAAR_LEERLING = "bezwaar_leerling"
    WEIGERING_ARTS = "weigering_arts"
    INSPECTIE = "inspectie"
    ONVEILIG = "onveilig"
    TOESTEMMING_LEERLING = "toestemming_leerling"
    VRIJGAVE = "vrijgave"


@dataclass(frozen=True)
class Strekking:
    """What is declared, and what it is about as far as its kind asks."""

    soort: SoortVerklaring
    domein: str | None = None
    persoon_id: UUID | None = None
    stuk_id: UUID | None = None


class Verklaring(Base):
    """A declaration, from when until when; why stands nowhere, or in the dossier of who declared it."""

    __tablename__ = "verklaring"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"))
    soort: Mapped[SoortVerklaring]
    domein: Mapped[str | None] = mapped_column(default=None)
    """The data domain it is about; None for all."""
    persoon_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)
    """Whose reading it is about; None for everybody whom the rule is about."""
    stuk_id: Mapped[UUID | None] = mapped_column(ForeignKey("dossierstuk.id"), default=None)
    """The entry it is about."""
    van: Mapped[datetime]
    tot: Mapped[datetime | None] = mapped_column(default=None)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"))
    rol: Mapped[Rol]
    organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None)
    __table_args__ = (Index("ix_verklaring_casus_id_soort", "casus_id", "soort"),)

    def is_van(self, actor: Actor) -> bool:
        """Made in this role and organisation; parents and pupils speak for themselves only."""
        same = (self.rol, self.organisatie_id) == (actor.rol, actor.organisatie_id)
        return same and (actor.organisatie_id is not None or self.door_id == actor.persoon_id)
