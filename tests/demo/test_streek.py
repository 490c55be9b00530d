"""The region is always the same, invented, and as absent as its figures say."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import inspect

from casus.demo.afwezig import KOP, als_csv, per_levering
from casus.domain.kalender import DAY
from casus.domain.rol import Rol
from casus.domain.verzuim import SoortVerzuim
from tests.demo.conftest import Gemaakt


def rows(streek):
    for laag in streek.lagen:
        for row in laag:
            yield type(row).__name__, {column.key: getattr(row, column.key) for column in inspect(type(row)).columns}


def elfproef(number: str) -> bool:
    return (
        sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), number, strict=True)) % 11 == 0
    )


def test_the_same_seed_makes_the_same_region(gemaakt):
    again = Gemaakt()
    assert list(rows(again.streek)) == list(rows(gemaakt.streek))
    assert again.verzuim == gemaakt.verzuim
    assert [(lot.kind.leerling.id, lot.begin) for lot in again.loten] == [
        (lot.kind.leerling.id, lot.begin) for lot in gemaakt.loten
    ]


def test_there_are_two_thousand_pupils_with_classes_mentors_and_parents(gemaakt):
    kinderen = gemaakt.streek.kinderen
    assert len(kinderen) == 2000
    assert all(kind.inschrijving.mentor_id == kind.mentor.id and kind.ouders for kind in kinderen)
    assert max(Counter((kind.school.code, kind.inschrijving.klas) for kind in kinderen).values()) <= 30
    both = sum(len(kind.ouders) == 2 and all(soort == "gezag" for soort, _ in kind.ouders) for kind in kinderen)
    assert 0.77 <= both / 2000 <= 0.85


def test_every_role_is_held_by_somebody(gemaakt):
    held = {row["rol"] for kind, row in rows(gemaakt.streek) if kind == "Lidmaatschap"}
    assert held == set(Rol)


def test_no_number_in_the_region_could_be_a_bsn(gemaakt):
    texts = [str(v) for _, row in rows(gemaakt.streek) for v in row.values() if not isinstance(v, UUID)]
    texts += [als_csv(regels).decode() for regels in gemaakt.verzuim.values()]
    numbers = [number for text in texts for number in re.findall(r"(?<!\d)\d{9}(?!\d)", text)]
    assert elfproef("111222333")
    assert [number for number in numbers if elfproef(number)] == []


def test_every_figure_has_a_source(gemaakt):
    assert isinstance(gemaakt.cijfers.bronnen, Mapping)
    assert [name for name, source in gemaakt.cijfers.bronnen.items() if len(source) < 5] == []


def per_pupil(gemaakt):
    found = defaultdict(list)
    for regels in gemaakt.verzuim.values():
        for regel in regels:
            found[regel.leerlingnummer].append(regel)
    return found


def longest(kalender, regels, soort, lesuren) -> int:
    """The longest row of lesdagen wholly missed with this kind."""
    whole = {r.datum for r in regels if r.soort is soort and r.lesuur_tot - r.lesuur_van + 1 == lesuren}
    best = run = 0
    day, last = min(whole, default=None), max(whole, default=None)
    while day is not None and day <= last:
        if kalender.lesdag(day):
            run = run + 1 if day in whole else 0
            best = max(best, run)
        day += DAY
    return best


def test_absence_stays_within_the_bounds_of_the_file(gemaakt):
    lines = per_pupil(gemaakt)
    ill, long, pupils = Counter(), Counter(), Counter()
    calendars = {plek.code: gemaakt.cijfers.kalender(plek) for plek in gemaakt.cijfers.scholen}
    for kind in gemaakt.streek.kinderen:
        own, school = lines[kind.inschrijving.leerlingnummer], kind.school
        pupils[school.sector] += 1
        pupils["zonder"] += not own
        ill[school.sector] += sum(r.soort is SoortVerzuim.ZIEK for r in own)
        long["ziek"] += longest(calendars[school.code], own, SoortVerzuim.ZIEK, school.lesuren) >= 20
        long["weg"] += longest(calendars[school.code], own, SoortVerzuim.ONGEOORLOOFD, school.lesuren) >= 20
    measured = {
        "ziek_dagen_vo": ill["vo"] / pupils["vo"],
        "ziek_dagen_po": ill["po"] / pupils["po"],
        "langdurig_geoorloofd": long["ziek"] / 2000,
        "langdurig_relatief": long["weg"] / 2000,
        "leerlingen_zonder_verzuim": pupils["zonder"] / 2000,
    }
    bounds = gemaakt.cijfers.grenzen
    assert set(measured) == set(bounds)
    assert {name: value for name, value in measured.items() if not bounds[name][0] <= value <= bounds[name][1]} == {}


def test_pupils_are_only_absent_on_lesdagen_within_the_timetable(gemaakt):
    for plek in gemaakt.cijfers.scholen:
        kalender = gemaakt.cijfers.kalender(plek)
        for regel in gemaakt.verzuim[plek.code]:
            assert kalender.lesdag(regel.datum)
            assert 1 <= regel.lesuur_van <= regel.lesuur_tot <= plek.lesuren


def test_the_files_of_a_school_hold_every_line_once(gemaakt):
    regels = gemaakt.verzuim["de-pluim"]
    files = per_levering(regels, gemaakt.cijfers.leveringen)
    lines = [line for data in files.values() for line in data.decode().splitlines() if line != KOP]
    assert len(lines) == len(set(lines)) == len(regels)
