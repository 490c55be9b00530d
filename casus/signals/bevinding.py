"""What a rule sees and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from casus.domain.dagbeeld import Lesdag
from casus.domain.kalender import Periode, Schoolkalender
from casus.domain.klok import Klokstand
from casus.domain.verzuim import SoortVerzuim, Verzuimregel
from casus.signals.drempels import BIJNA

Getallen = Mapping[str, int]


@dataclass(frozen=True)
class Leerlingbeeld:
    """One pupil up to today: lesdagen in order, the calendar, and what was reported before."""

    dagen: Sequence[Lesdag]
    kalender: Schoolkalender
    sector: str | None = None
    bekend: Periode | None = None
    klok: Klokstand = field(default_factory=Klokstand)
    meldingen: Sequence[Periode] = ()
    """Reports of 16 hours that were made, begin to end."""

    def schooljaar(self) -> list[Lesdag]:
        """The lesdagen of the running school year."""
        jaar = self.kalender.schooljaar(self.dagen[-1].datum) if self.dagen else None
        return [] if jaar is None else [dag for dag in self.dagen if dag.datum in jaar]


@dataclass(frozen=True)
class Bewijs:
    """A line that made a rule fire."""

    id: UUID
    datum: date
    uren: int
    soort: SoortVerzuim


@dataclass(frozen=True)
class Bevinding:
    """A rule that fired: on which day it was known, since when it runs, and by which lines."""

    regel: str
    dag: date
    sinds: date
    bewijs: tuple[Bewijs, ...]
    gegevens: Mapping[str, Any] = field(default_factory=dict)


Oordeel = Callable[[str, Leerlingbeeld, Getallen], Iterable[Bevinding]]


def bewijs_van(dagen: Iterable[Lesdag], *soorten: SoortVerzuim) -> tuple[Bewijs, ...]:
    """The lines of these kinds (all kinds when none is named)."""
    return tuple(
        Bewijs(regel.id, regel.datum, regel.lesuren, regel.soort)
        for dag in dagen
        for regel in sorted(dag.regels, key=_place)
        if not soorten or regel.soort in soorten
    )


def _place(regel: Verzuimregel) -> tuple[int, int, str]:
    return regel.lesuur_van, regel.lesuur_tot, regel.soort


def stap(waarde: int, getallen: Getallen, code: str) -> str | None:
    """The code of the rule when a count is just there, its near code when just near."""
    if waarde == getallen["drempel"]:
        return code
    return code + BIJNA if waarde == getallen["bijna"] else None


def reeksen(dagen: Iterable[Lesdag], telt: Callable[[Lesdag], bool]) -> Iterator[tuple[Lesdag, list[Lesdag]]]:
    """Each day that counts, with the unbroken run up to it; a day of which nothing is known does not break."""
    run: list[Lesdag] = []
    for dag in dagen:
        if telt(dag):
            run.append(dag)
            yield dag, run
        elif dag.gevolgd or not dag.onbekend:
            run = []
