"""When somebody is reminded of a task, and who guards its term: `herinneringen.toml`, each line with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files

from casus.domain.kalender import Schoolkalender, werkdag_na, werkdag_voor
from casus.domain.rol import CLIENT, LANES, SCHOOL, Rol

COLLEGA = "collega"


class Aan(StrEnum):
    """Whom a step of reminding speaks to."""

    EIGENAAR = "eigenaar"
    WAARNEMER = "waarnemer"
    BEWAKER = "bewaker"


@dataclass(frozen=True)
class Trede:
    """One step of reminding."""

    schooldagen: int
    """Before the term when below zero, else after it."""
    aan: Aan

    @property
    def vooraf(self) -> bool:
        return self.schooldagen < 0

    def dag(self, termijn: date, kalender: Schoolkalender) -> date:
        """The day from which it is due; where the calendar does not reach, working days are counted."""
        try:
            if self.vooraf:
                return kalender.voor(termijn, -self.schooldagen)
            return kalender.na(termijn, self.schooldagen)
        except LookupError:
            count = werkdag_voor if self.vooraf else werkdag_na
            return count(termijn, abs(self.schooldagen))


@dataclass(frozen=True)
class Herinneringen:
    """The table, read."""

    treden: tuple[Trede, ...]
    bewaker: Mapping[Rol, Rol | None]
    """The role at the school of the pupil that guards tasks of a role; None: a colleague of the owner."""

    def aan_de_orde(self, termijn: date, gekomen: date, vandaag: date, kalender: Schoolkalender) -> list[Trede]:
        """The steps that are due today for an open task that came on `gekomen`, the earliest first.

        A step before the term says nothing new on the day on which the task came, nor once the term has passed. A task
        that came after its term is late from the day on which it came.
        """
        return [
            trede
            for trede in self.treden
            if (
                gekomen < trede.dag(termijn, kalender) <= vandaag <= termijn
                if trede.vooraf
                else trede.dag(max(termijn, gekomen), kalender) <= vandaag
            )
        ]


def lees_herinneringen(text: str) -> Herinneringen:
    """Read the table.

    Raises:
        ValueError: a line without a source, an unknown word, a role with tasks that nobody guards, or a guard outside
            the school and the own organisation.
    """
    data = tomllib.loads(text)
    without = [row for row in (*data["trede"], *data["bewaker"].values()) if not row.get("bron")]
    if without:
        raise ValueError(f"herinnering zonder bron: {without}")
    treden = [Trede(int(row["schooldagen"]), Aan(row["aan"])) for row in data["trede"]]
    if any(trede.schooldagen == 0 for trede in treden):
        raise ValueError("een trede valt voor of na de termijn")
    bewaker = {Rol(code): _wie(Rol(code), row["wie"]) for code, row in data["bewaker"].items()}
    missing = {*LANES.values(), Rol.LL} - set(bewaker)
    if missing:
        raise ValueError(f"niemand bewaakt de termijn van {sorted(missing)}")
    return Herinneringen(tuple(sorted(treden, key=lambda trede: trede.schooldagen)), bewaker)


def _wie(rol: Rol, wie: str) -> Rol | None:
    if wie == COLLEGA:
        return None
    guard = Rol(wie)
    if guard not in SCHOOL or rol not in SCHOOL | CLIENT:
        raise ValueError(f"{wie} werkt niet bij de organisatie van {rol} of de school van de leerling")
    return guard


HERINNERINGEN = lees_herinneringen(files("casus.domain").joinpath("herinneringen.toml").read_text("utf-8"))
