"""Who acts: one person in one role of one organisation; several roles never add up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from casus.domain.rol import Rol

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Actor:
    """The person at the keyboard, or the system when `persoon_id` is None."""

    persoon_id: UUID | None
    rol: Rol | None
    organisatie_id: UUID | None = None
    naam: str = ""
    lidmaatschap_id: UUID | None = None


SYSTEEM = Actor(persoon_id=None, rol=None, naam="Casus")


@dataclass(frozen=True)
class Lezer:
    """An actor at a moment: every question of access is asked of this pair."""

    actor: Actor
    nu: datetime

    @property
    def dag(self) -> date:
        """Today in the Netherlands."""
        return self.nu.astimezone(AMSTERDAM).date()
