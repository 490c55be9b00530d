"""What leaves the SWV: counts only, and no count from which one to four pupils can be read (decision 17)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casus.documents import Blad
from casus.domain.fouten import N_
from casus.overview.radar import Radar

KLEINST = 5
ONDERDRUKT = "<5"
VERBORGEN = "x"
"""A count that is hidden because another could be computed from it."""
KLEUREN = (
    N_("Zonder aanbod, meer dan 10 schooldagen voor twee maanden"),
    N_("Zonder aanbod, binnen 10 schooldagen van twee maanden"),
    N_("Zonder aanbod, langer dan twee maanden"),
    N_("Met aanbod"),
)
STAND, WEKEN_THUIS, PER_SCHOOL = N_("Stand op"), N_("Weken thuis"), N_("Per school")
SOORT, WEKEN, SCHOOL = N_("Soort"), N_("Weken"), N_("School")
LEERLINGEN, ZONDER, MET, TOTAAL = N_("Leerlingen"), N_("Zonder aanbod"), N_("Met aanbod"), N_("Totaal")


def onderdruk(getallen: Sequence[int]) -> tuple[list[str], str]:
    """A column of counts and its total, so that no count below five can be read or computed."""
    total = sum(getallen)
    shown = [ONDERDRUKT if 0 < getal < KLEINST else str(getal) for getal in getallen]
    if shown.count(ONDERDRUKT) == 1:
        others = [place for place, getal in enumerate(getallen) if getal >= KLEINST]
        if others:
            shown[min(others, key=lambda place: getallen[place])] = VERBORGEN
    hidden = sum(getal for getal, text in zip(getallen, shown, strict=True) if text in (ONDERDRUKT, VERBORGEN))
    safe_total = total >= KLEINST and (hidden == 0 or hidden >= KLEINST)
    return shown, str(total) if safe_total or total == 0 else ONDERDRUKT if total < KLEINST else VERBORGEN


def bladen(radar: Radar, vertaal: Callable[[str], str]) -> tuple[Blad, ...]:
    """The overview as tables, in the language of the reader."""
    by_colour = [sum(getattr(week, kleur) for week in radar.weken) for kleur in ("groen", "amber", "rood", "stil")]
    weeks = [f"{week.week}+" if week is radar.weken[-1] else str(week.week) for week in radar.weken]
    per_week = ([week.zonder for week in radar.weken], [week.stil for week in radar.weken])
    per_school = ([school.zonder for school in radar.scholen], [school.stil for school in radar.scholen])
    title = f"{vertaal(STAND)} {radar.dag.isoformat()}"
    return (
        _table(vertaal, title, SOORT, [vertaal(name) for name in KLEUREN], (by_colour,)),
        _table(vertaal, vertaal(WEKEN_THUIS), WEKEN, weeks, per_week),
        _table(vertaal, vertaal(PER_SCHOOL), SCHOOL, [school.naam for school in radar.scholen], per_school),
    )


def _table(
    vertaal: Callable[[str], str], naam: str, eerste: str, labels: Sequence[str], kolommen: Sequence[list[int]]
) -> Blad:
    heads = (LEERLINGEN,) if len(kolommen) == 1 else (ZONDER, MET)
    columns, totals = zip(*(onderdruk(column) for column in kolommen), strict=True)
    rows = [tuple(row) for row in zip(labels, *columns, strict=True)]
    return Blad(naam, tuple(vertaal(kop) for kop in (eerste, *heads)), (*rows, (vertaal(TOTAAL), *totals)))
