"""Who acts: one person in one role of one organisation; several roles never add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from casus.domain.kalender import maanden_na
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


GRENZEN = (12, 16, 18)
"""Ages at which rights change."""


def years_before(dag: date, years: int) -> date:
    """The last birth date of somebody who is that old on `dag`."""
    try:
        return dag.replace(year=dag.year - years)
    except ValueError:  # 29 February in a year without one
        return dag.replace(year=dag.year - years, day=28)


@dataclass(frozen=True)
class Lezer:
    """An actor at a moment: every question of access is asked of this pair."""

    actor: Actor
    nu: datetime
    van_de_transactie: bool = False
    """The reader of a transaction, which hands `waarden` in with each question: rules are then written once a role."""

    @property
    def dag(self) -> date:
        """Today in the Netherlands."""
        return self.nu.astimezone(AMSTERDAM).date()

    @property
    def waarden(self) -> Mapping[str, Any]:
        """What the rules ask of a reader, by the name under which they ask it."""
        dag = self.dag
        return {
            "lezer_ik": self.actor.persoon_id,
            "lezer_plaats": self.actor.organisatie_id,
            "lezer_nu": self.nu,
            "lezer_dag": dag,
            "lezer_over_drie_maanden": maanden_na(dag, 3),
            **{f"lezer_{years}_op": years_before(dag, years) for years in GRENZEN},
        }
