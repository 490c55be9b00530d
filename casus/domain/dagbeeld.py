"""What is known of each lesdag of a pupil: which hours were followed, missed, or are unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from casus.domain.kalender import Periode, Schoolkalender
from casus.domain.verzuim import SoortVerzuim, Verzuimregel

AFWEZIG = frozenset(
    {
        SoortVerzuim.ZIEK,
        SoortVerzuim.ONGEOORLOOFD,
        SoortVerzuim.GEOORLOOFD,
        SoortVerzuim.GESCHORST,
        SoortVerzuim.THUIS_MET_TOESTEMMING,
    }
)
NIET_GEVOLGD = AFWEZIG | {SoortVerzuim.AANWEZIG_ZONDER_ONDERWIJS}
"""Sitting in the corridor is not unauthorised, but nothing was followed (decision 14)."""


@dataclass(frozen=True)
class Lesdag:
    """One lesdag: the hours of the timetable, and the lines that speak of it."""

    datum: date
    uren: int
    regels: tuple[Verzuimregel, ...] = ()
    bekend: bool = True

    def uren_van(self, *soorten: SoortVerzuim) -> frozenset[int]:
        """The lesson hours that a line of these kinds names."""
        return frozenset(
            uur
            for regel in self.regels
            if regel.soort in soorten
            for uur in range(regel.lesuur_van, regel.lesuur_tot + 1)
        )

    def geheel(self, *soorten: SoortVerzuim) -> bool:
        """Whether lines of these kinds name every hour of the day."""
        return self.uren_van(*soorten) >= self._rooster

    @cached_property
    def _rooster(self) -> frozenset[int]:
        return frozenset(range(1, self.uren + 1))

    @cached_property
    def gemist(self) -> frozenset[int]:
        """Hours of the timetable that were not followed, whatever the reason."""
        return self.uren_van(*NIET_GEVOLGD) & self._rooster

    @cached_property
    def onbekend(self) -> frozenset[int]:
        """Hours of which nobody knows: unknown is not presence."""
        open_hours = self._rooster - self.gemist
        return open_hours & self.uren_van(SoortVerzuim.ONBEKEND) if self.bekend else open_hours

    @property
    def gevolgd(self) -> int:
        """How many hours were followed."""
        return self.uren - len(self.gemist) - len(self.onbekend)

    @property
    def heel_gemist(self) -> bool:
        return len(self.gemist) == self.uren

    @property
    def volledig(self) -> bool:
        return self.gevolgd == self.uren


def dagbeeld(
    kalender: Schoolkalender, uren: int, regels: Iterable[Verzuimregel], bekend: Periode | None, periode: Periode
) -> tuple[Lesdag, ...]:
    """The lesdagen of a pupil at one school; `bekend` is the time over which the school told us."""
    by_day: defaultdict[date, list[Verzuimregel]] = defaultdict(list)
    for regel in regels:
        by_day[regel.datum].append(regel)
    return tuple(
        Lesdag(dag, uren, tuple(by_day[dag]), bekend is not None and dag in bekend)
        for dag in kalender.lesdagen(periode.van, periode.tot)
    )
