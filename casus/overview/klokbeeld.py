"""The two-month clock as lists and pages show it: words, days and a bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from casus.domain.kalender import Schoolkalender
from casus.domain.klok import Kleur, Klok

OUD = 2
"""Absence that is not known until two schooldagen ago says nothing about today (decision 14)."""
LOOPT = (Kleur.GROEN, Kleur.AMBER, Kleur.ROOD)
DRINGT = (Kleur.AMBER, Kleur.ROOD)
"""Near two months or past them, and no aanbod runs."""


@dataclass(frozen=True)
class Klokbeeld:
    """How long a pupil is without onderwijs, and how long until two calendar months."""

    kleur: str
    sinds: date
    deadline: date | None
    zonder_vakantie: date | None
    dagen_thuis: int
    dagen_over: int | None
    """Calendar days until the deadline; below zero when it passed."""
    deel: int
    """How much of the bar is filled, out of 100."""
    gedeeltelijk: bool
    onbekend: bool
    """The absence behind it is too old to say how it stands today."""

    @property
    def loopt(self) -> bool:
        return self.kleur in LOOPT

    @property
    def dringt(self) -> bool:
        return self.kleur in DRINGT

    @property
    def weken(self) -> int:
        return self.dagen_thuis // 7


def klokbeeld(klok: Klok | None, kalender: Schoolkalender, dag: date) -> Klokbeeld | None:
    """The clock of a pupil; nothing when it does not run and was not stopped by an aanbod."""
    if klok is None or klok.kleur is Kleur.GEEN or klok.thuiszit_sinds is None:
        return None
    end = klok.stil_sinds if klok.kleur is Kleur.STIL and klok.stil_sinds else dag
    passed = max((end - klok.thuiszit_sinds).days, 0)
    length = (klok.deadline - klok.thuiszit_sinds).days if klok.deadline else 0
    return Klokbeeld(
        kleur=klok.kleur,
        sinds=klok.thuiszit_sinds,
        deadline=klok.deadline,
        zonder_vakantie=klok.deadline_zonder_vakantie,
        dagen_thuis=max((dag - klok.thuiszit_sinds).days, 0),
        dagen_over=(klok.deadline - dag).days if klok.deadline and klok.kleur in LOOPT else None,
        deel=min(100, round(100 * passed / length)) if length else 0,
        gedeeltelijk=klok.gedeeltelijk,
        onbekend=is_oud(klok.bijgewerkt_tot, kalender, dag),
    )


def is_oud(bijgewerkt_tot: date | None, kalender: Schoolkalender, dag: date) -> bool:
    """Whether absence known until that day is older than two schooldagen."""
    if bijgewerkt_tot is None:
        return True
    try:
        return bijgewerkt_tot < kalender.voor(dag, OUD)
    except LookupError:  # a school without a calendar: weekdays stand in for schooldagen
        return bijgewerkt_tot < dag - timedelta(days=OUD + 2)
