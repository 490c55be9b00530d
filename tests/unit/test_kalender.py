"""The school calendar against counting day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.domain.kalender import Periode, Schoolkalender, feestdagen, is_termijn, maanden_na, pasen, werkdag_na
from tests.factories import LESVRIJ, SCHOOLJAREN

KALENDER = Schoolkalender(
    tuple(Periode(date.fromisoformat(a), date.fromisoformat(b)) for a, b in SCHOOLJAREN),
    tuple(Periode(date.fromisoformat(a), date.fromisoformat(b)) for a, b in LESVRIJ),
)
DAYS = st.dates(date(2025, 9, 1), date(2027, 6, 1))
DAY = timedelta(days=1)


def is_lesdag(day):
    """The slow way: look through every period as text."""
    text = day.isoformat()
    free = any(a <= text <= b for a, b in LESVRIJ)
    return day.weekday() not in (5, 6) and not free and any(a <= text <= b for a, b in SCHOOLJAREN)


@given(DAYS, st.integers(1, 60))
def test_nth_lesdag_after_is_found_by_walking(day, number):
    walk, left = day, number
    while left:
        walk += DAY
        left -= is_lesdag(walk)
    assert KALENDER.na(day, number) == walk
    assert KALENDER.termijn(f"{number} schooldagen", day) == walk


@given(st.dates(date(2026, 2, 1), date(2027, 6, 1)), st.integers(1, 60))
def test_nth_lesdag_before_is_found_by_walking(day, number):
    walk, left = day, number
    while left:
        walk -= DAY
        left -= is_lesdag(walk)
    assert KALENDER.voor(day, number) == walk


@given(DAYS, st.integers(1, 16))
def test_lesweken_are_the_last_weeks_with_a_lesdag(day, number):
    weeks, monday = [], day - day.weekday() * DAY
    while len(weeks) < number and monday > date(2025, 8, 1):
        if any(is_lesdag(monday + n * DAY) for n in range(5)):
            weeks.append(monday)
        monday -= 7 * DAY
    assert KALENDER.lesweken(day, number)[: len(weeks)] == weeks


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 30))
def test_months_later_keeps_the_day_or_takes_the_last_of_the_month(day, months):
    later = maanden_na(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + DAY).day == 1


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-10-05", 2, "2026-12-05"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2027-05-31", 2, "2027-07-31"),
    ],
)
def test_two_calendar_months(start, months, end):
    assert maanden_na(date.fromisoformat(start), months) == date.fromisoformat(end)


def test_easter_and_holidays_of_known_years():
    assert [pasen(year).isoformat() for year in (2024, 2025, 2026, 2027)] == [
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
    ]
    assert date(2027, 3, 29) in feestdagen(2027)
    assert date(2025, 5, 5) in feestdagen(2025)
    assert date(2026, 5, 5) not in feestdagen(2026)
    assert date(2025, 4, 26) in feestdagen(2025)


def test_five_working_days_of_veilig_thuis():
    assert werkdag_na(date(2027, 1, 19), 5) == date(2027, 1, 26)
    assert werkdag_na(date(2026, 9, 30), 5) == date(2026, 10, 7)


def test_a_term_beyond_the_calendar_falls_back_on_working_days():
    assert Schoolkalender((), ()).termijn("5 schooldagen", date(2026, 9, 1)) == date(2026, 9, 8)


@pytest.mark.parametrize("text", ["", "5", "vijf dagen", "5 weken", "-1 schooldagen"])
def test_what_is_no_term(text):
    assert not is_termijn(text)
