"""When a step of reminding is due, against somebody who crosses days off on the wall calendar."""

from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.domain.herinneringen import HERINNERINGEN, Aan, lees_herinneringen
from casus.domain.kalender import Periode, Schoolkalender, feestdagen, werkdag_na, werkdag_voor
from casus.domain.rol import LANES, Rol

DAG = timedelta(days=1)
TABEL = files("casus.domain").joinpath("herinneringen.toml").read_text("utf-8")
NOORD = Schoolkalender(
    (Periode(date(2026, 8, 17), date(2027, 7, 9)), Periode(date(2027, 8, 23), date(2028, 7, 14))),
    (Periode(date(2026, 10, 10), date(2026, 10, 18)), Periode(date(2026, 12, 19), date(2027, 1, 3))),
)
dagen = st.dates(date(2026, 9, 1), date(2027, 9, 30))


def stap_voor_stap(termijn: date, aantal: int, telt) -> date:
    """Cross off days one by one, back or on, until so many counted."""
    day, left = termijn, abs(aantal)
    while left:
        day += DAG if aantal > 0 else -DAG
        left -= telt(day)
    return day


def orakel(termijn, gekomen, vandaag, kalender) -> set[int]:
    """The steps that are due, by walking from the day the task came to today."""
    telt = (
        kalender.lesdag if kalender.schooljaren else lambda day: day.weekday() < 5 and day not in feestdagen(day.year)
    )
    due, day = set(), gekomen
    while day <= vandaag:
        for trede in HERINNERINGEN.treden:
            if trede.vooraf and day == stap_voor_stap(termijn, trede.schooldagen, telt) and day > gekomen:
                due.add(trede.schooldagen)
            if not trede.vooraf and day >= stap_voor_stap(max(termijn, gekomen), trede.schooldagen, telt):
                due.add(trede.schooldagen)
        day += DAG
    return {step for step in due if step > 0 or vandaag <= termijn}


@given(
    termijn=dagen,
    eerder=st.integers(-20, 40),
    later=st.integers(0, 60),
    kalender=st.sampled_from([NOORD, Schoolkalender((), ())]),
)
def test_steps_are_due_as_days_crossed_off_say(termijn, eerder, later, kalender):
    gekomen = termijn - eerder * DAG
    vandaag = gekomen + later * DAG
    found = HERINNERINGEN.aan_de_orde(termijn, gekomen, vandaag, kalender)
    assert {trede.schooldagen for trede in found} == orakel(termijn, gekomen, vandaag, kalender)
    assert found == sorted(found, key=lambda trede: trede.schooldagen)


@pytest.mark.parametrize(
    ("vandaag", "due"),
    [
        ("2026-10-06", []), ("2026-10-07", [-2]), ("2026-10-09", [-2]), ("2026-10-10", []), ("2026-10-18", []),
        ("2026-10-19", [1]), ("2026-10-20", [1]), ("2026-10-21", [1, 3]), ("2026-10-22", [1, 3]), ("2026-10-23", [1, 3, 5]),
    ],
)  # fmt: skip
def test_a_term_on_the_last_day_before_autumn_waits_for_the_school_to_begin_again(vandaag, due):
    found = HERINNERINGEN.aan_de_orde(date(2026, 10, 9), date(2026, 9, 28), date.fromisoformat(vandaag), NOORD)
    assert [trede.schooldagen for trede in found] == due


def test_first_the_owner_then_the_waarnemer_then_who_guards():
    assert [(trede.schooldagen, trede.aan) for trede in HERINNERINGEN.treden] == [
        (-2, Aan.EIGENAAR), (1, Aan.EIGENAAR), (3, Aan.WAARNEMER), (5, Aan.BEWAKER),
    ]  # fmt: skip


def test_every_role_with_tasks_has_a_guard_and_partners_keep_theirs_among_colleagues():
    assert {*LANES.values(), Rol.LL} <= set(HERINNERINGEN.bewaker)
    for rol in (Rol.JA, Rol.LPA, Rol.RMC, Rol.SWC, Rol.DIR):
        assert HERINNERINGEN.bewaker[rol] is None


@pytest.mark.parametrize(
    ("old", "new", "waarom"),
    [
        ('aan = "waarnemer"', 'aan = "baas"', "baas"),
        ('MEN = { wie = "VC"', 'XYZ = { wie = "VC"', "XYZ"),
        ('JA = { wie = "collega"', 'JA = { wie = "VC"', "werkt niet bij"),
        ('VC = { wie = "DIR"', 'VC = { wie = "SWC"', "werkt niet bij"),
        ('bron = "besluit 6: elke rol heeft een waarnemer"', "", "zonder bron"),
        ('MEN = { wie = "VC", bron', '# MEN = { wie = "VC", bron', "niemand bewaakt"),
        ("schooldagen = 5", "schooldagen = 0", "voor of na"),
    ],
)
def test_a_table_that_says_something_else_does_not_load(old, new, waarom):
    assert old in TABEL
    with pytest.raises(ValueError, match=waarom):
        lees_herinneringen(TABEL.replace(old, new))


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 40))
def test_working_days_back_and_on_meet(dag, aantal):
    back = werkdag_voor(dag, aantal)
    assert werkdag_na(back, aantal) == werkdag_na(werkdag_voor(dag, 1), 1)
