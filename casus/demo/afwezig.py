"""A school year of absence, drawn from the figures of the region, as the files that schools would send."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from casus.demo.mensen import Kind, Streek
from casus.domain.verzuim import SoortVerzuim

KOP = "leerlingnummer;datum;lesuur_van;lesuur_tot;soort"
LESDAGEN_PER_JAAR = 190
VIER_WEKEN = 20
LANG_MEDIAAN = 30
LANG = {SoortVerzuim.ZIEK: "langdurig_geoorloofd", SoortVerzuim.ONGEOORLOOFD: "langdurig_relatief"}
GRIEPWEKEN = frozenset({50, 51, 52, 53, *range(1, 11)})


@dataclass(frozen=True)
class Regel:
    """One line: a pupil, a day, the lesson hours missed and the kind."""

    leerlingnummer: str
    datum: date
    lesuur_van: int
    lesuur_tot: int
    soort: SoortVerzuim


@dataclass(frozen=True)
class Reeks:
    """Whole days of one kind, in a row, counted in lesdagen from a day."""

    soort: SoortVerzuim
    van: date
    dagen: int


@dataclass
class Agenda:
    """The days of one pupil: a day has at most one line."""

    kind: Kind
    dagen: list[date]
    gewichten: list[float]
    regels: dict[date, Regel]

    def hele_dagen(self, soort: SoortVerzuim, van: date, dagen: int) -> None:
        """Miss whole days in a row."""
        for dag in [day for day in self.dagen if day >= van][:dagen]:
            self.uren(soort, dag, 1, self.kind.school.lesuren)

    def uren(self, soort: SoortVerzuim, dag: date, eerste: int, laatste: int) -> None:
        """Miss some hours, unless the day has a line already."""
        number = self.kind.inschrijving.leerlingnummer
        self.regels.setdefault(dag, Regel(number, dag, eerste, laatste, soort))

    def loot(self, rnd: Random) -> date:
        """A day, more often on a Monday or Friday and in the season of flu."""
        return rnd.choices(self.dagen, self.gewichten)[0]


def maak_verzuim(streek: Streek, vast: Mapping[UUID, Iterable[Reeks]]) -> dict[str, list[Regel]]:
    """The lines of every school by its code; pupils of stories miss what their story says."""
    found: dict[str, list[Regel]] = {plek.code: [] for plek in streek.cijfers.scholen}
    long = _langdurig(streek, vast)
    for plek in streek.cijfers.scholen:
        days = streek.cijfers.kalender(plek).lesdagen(streek.cijfers.verzuim.van, streek.cijfers.verzuim.tot)
        weights = [_gewicht(streek, dag) for dag in days]
        for kind in (child for child in streek.kinderen if child.school is plek):
            skip = sum(day < kind.inschrijving.van for day in days)
            agenda = Agenda(kind, days[skip:], weights[skip:], {})
            rnd = streek.random(f"verzuim:{kind.inschrijving.leerlingnummer}")
            for reeks in vast.get(kind.leerling.id, ()):
                agenda.hele_dagen(reeks.soort, reeks.van, reeks.dagen)
            if kind.leerling.id in long:
                length = max(VIER_WEKEN, round(rnd.lognormvariate(math.log(LANG_MEDIAAN), 0.4)))
                before = sum(day <= streek.cijfers.schooljaren[0].tot for day in agenda.dagen)
                start = rnd.randrange(max(1, before - length))
                agenda.hele_dagen(long[kind.leerling.id], agenda.dagen[start], min(length, before - start))
            _gewoon(streek, agenda, rnd)
            found[plek.code] += [agenda.regels[dag] for dag in sorted(agenda.regels)]
    return found


def _gewicht(streek: Streek, dag: date) -> float:
    figures = streek.cijfers
    weekday = {0: figures["maandag"], 4: figures["vrijdag"]}.get(dag.weekday(), 1.0)
    return weekday * (figures["griepgolf"] if dag.isocalendar().week in GRIEPWEKEN else 1.0)


def _langdurig(streek: Streek, vast: Mapping[UUID, Iterable[Reeks]]) -> dict[UUID, SoortVerzuim]:
    """Who was away for four weeks or more last school year; pupils of stories count, theirs is this year."""
    rnd = streek.random("langdurig")
    there = [kind for kind in streek.kinderen if kind.inschrijving.van < streek.cijfers.verzuim.van]
    free = [kind.leerling.id for kind in there if kind.leerling.id not in vast]
    rnd.shuffle(free)
    chosen: dict[UUID, SoortVerzuim] = {}
    for soort, share in (
        (SoortVerzuim.ZIEK, "langdurig_geoorloofd"),
        (SoortVerzuim.ONGEOORLOOFD, "langdurig_relatief"),
    ):
        told = sum(any(r.soort is soort and r.dagen >= VIER_WEKEN for r in reeksen) for reeksen in vast.values())
        wanted = round(streek.cijfers[share] * len(streek.kinderen)) - told
        chosen |= {free.pop(): soort for _ in range(max(0, wanted))}
    return chosen


def _gewoon(streek: Streek, agenda: Agenda, rnd: Random) -> None:
    """What every pupil has: ill now and then, late, at the dentist, sometimes away without leave."""
    figures, sector = streek.cijfers, agenda.kind.school.sector
    year = len(agenda.dagen) / LESDAGEN_PER_JAAR
    shape = figures["ziek_vorm"]
    for _ in range(poisson(rnd, rnd.gammavariate(shape, figures[f"ziek_{sector}"] / shape) * year)):
        agenda.hele_dagen(SoortVerzuim.ZIEK, agenda.loot(rnd), geometrisch(rnd, figures["ziek_duur"]))
    for _ in range(poisson(rnd, figures[f"ongeoorloofd_{sector}"] * year)):
        _ongeoorloofd(streek, agenda, rnd)
    for _ in range(poisson(rnd, figures[f"te_laat_{sector}"] * year)):
        agenda.uren(SoortVerzuim.TE_LAAT, agenda.loot(rnd), 1, 1)
    for _ in range(poisson(rnd, figures["geoorloofd"] * year)):
        first = rnd.randint(1, agenda.kind.school.lesuren - 2)
        agenda.uren(SoortVerzuim.GEOORLOOFD, agenda.loot(rnd), first, first + rnd.randint(0, 2))
    if sector == "vo" and rnd.random() < figures["geschorst_vo"] * year:
        agenda.hele_dagen(SoortVerzuim.GESCHORST, agenda.loot(rnd), rnd.randint(1, 3))


def _ongeoorloofd(streek: Streek, agenda: Agenda, rnd: Random) -> None:
    figures, last, dice = streek.cijfers, agenda.kind.school.lesuren, rnd.random()
    day = agenda.loot(rnd)
    if dice < figures["een_lesuur"]:
        hour = rnd.randint(1, last)
        agenda.uren(SoortVerzuim.ONGEOORLOOFD, day, hour, hour)
    elif dice < figures["een_lesuur"] + figures["twee_of_drie_lesuren"]:
        agenda.uren(SoortVerzuim.ONGEOORLOOFD, day, last - rnd.randint(1, 2), last)
    else:
        agenda.hele_dagen(SoortVerzuim.ONGEOORLOOFD, day, 1)


def poisson(rnd: Random, mean: float) -> int:
    """How often something happens that happens `mean` times on average."""
    limit, product, count = math.exp(-mean), rnd.random(), 0
    while product > limit:
        product *= rnd.random()
        count += 1
    return count


def geometrisch(rnd: Random, mean: float) -> int:
    """A length of at least one with this mean."""
    return 1 + int(math.log(1 - rnd.random()) / math.log(1 - 1 / mean))


def als_csv(regels: Iterable[Regel]) -> bytes:
    """The plain format of the import."""
    lines = (f"{r.leerlingnummer};{r.datum};{r.lesuur_van};{r.lesuur_tot};{r.soort}" for r in regels)
    return "\n".join([KOP, *lines, ""]).encode()


def per_levering(regels: Iterable[Regel], leveringen: Sequence[date]) -> dict[date, bytes]:
    """A file for each day on which a school sends one: what happened before it and after the one before."""
    files: dict[date, list[Regel]] = {}
    for regel in sorted(regels, key=lambda item: (item.datum, item.leerlingnummer)):
        files.setdefault(next(day for day in leveringen if day > regel.datum), []).append(regel)
    return {day: als_csv(lines) for day, lines in files.items()}
