"""What the clock sees of an aanbod: from when, and until when, it held the clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from casus.domain.dagbeeld import Lesdag
from casus.domain.kalender import DAY, Periode, Schoolkalender, maandag
from casus.domain.termijnen import Termijnen


@dataclass(frozen=True)
class Week:
    """What was followed of an aanbod in one week."""

    gevolgde_uren: int
    eerste_gemiste_dag: date | None = None


@dataclass(frozen=True)
class Aanbodloop:
    """What the clock knows of an aanbod: agreed, begun, and followed week by week (by Monday)."""

    startdatum: date
    uren_per_week: int
    eerste_dag: date | None = None
    einddatum: date | None = None
    weken: Mapping[date, Week] = field(default_factory=dict)

    def begin(self, vandaag: date) -> date | None:
        """The day on which it stopped the clock: agreed hours and a first attended day, never a promise."""
        if self.eerste_dag is None or self.uren_per_week <= 0:
            return None
        day = max(self.startdatum, self.eerste_dag)
        return day if day <= vandaag else None


def of_whole_timetable(item: Aanbodloop, dagen: Iterable[Lesdag], uren: int) -> Aanbodloop:
    """The absence lines tell how a full timetable of so many hours a day is followed, week by known week."""
    if item.uren_per_week < 5 * uren:
        return item
    weeks: defaultdict[date, list[Lesdag]] = defaultdict(list)
    for dag in dagen:
        weeks[maandag(dag.datum)].append(dag)
    seen = {
        monday: Week(sum(dag.gevolgd for dag in days), next((dag.datum for dag in days if dag.gemist), None))
        for monday, days in weeks.items()
        if not any(dag.onbekend for dag in days)
    }
    return replace(item, weken={**seen, **item.weken})


def partial(aanbod: Iterable[Aanbodloop], uren: int, vandaag: date) -> list[Periode]:
    """The days on which less than the full timetable of so many hours a day was agreed."""
    begun = [(item, item.begin(vandaag)) for item in aanbod if item.uren_per_week < 5 * uren]
    return [Periode(begin, item.einddatum or date.max) for item, begin in begun if begin is not None]


def ran(item: Aanbodloop, kalender: Schoolkalender, vandaag: date, termijnen: Termijnen) -> Periode | None:
    """The days on which an aanbod held the clock."""
    begin = item.begin(vandaag)
    if begin is None:
        return None
    lapsed = _lapsed(item, begin, kalender, vandaag, termijnen)
    last = min(item.einddatum or date.max, date.max if lapsed is None else lapsed - DAY)
    return Periode(begin, last) if last >= begin else None


def _lapsed(
    item: Aanbodloop, begin: date, kalender: Schoolkalender, vandaag: date, termijnen: Termijnen
) -> date | None:
    """The first missed day of the weeks that ended it; only whole weeks that were told are judged.

    In a week with fewer lesdagen, fewer hours were agreed.
    """
    first: date | None = None
    low = 0
    for monday, week in sorted(item.weken.items()):
        lesdagen = [dag for dag in kalender.lesdagen(monday, monday + 4 * DAY) if dag >= begin]
        if not lesdagen or lesdagen[-1] > vandaag:
            continue
        if week.gevolgde_uren * 100 * 5 >= item.uren_per_week * termijnen.deel_van_aanbod * len(lesdagen):
            low = 0
            continue
        low += 1
        if low == 1:
            first = max(week.eerste_gemiste_dag or lesdagen[0], begin)
        if low == termijnen.weken_zonder_aanbod:
            return first
    return None


def merged(sinds: date, periods: Iterable[Periode | None]) -> list[Periode]:
    """The periods from that day on, without overlap."""
    found: list[Periode] = []
    for item in sorted((item for item in periods if item is not None and item.tot >= sinds), key=lambda p: p.van):
        van = max(item.van, sinds)
        if found and van - DAY <= found[-1].tot:
            found[-1] = Periode(found[-1].van, max(found[-1].tot, item.tot))
        else:
            found.append(Periode(van, item.tot))
    return found
