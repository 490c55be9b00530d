"""Until when something is kept: along the table, by owner, never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.domain.bewaartermijn import KLASSE_VAN, KLASSEN, Bewaarklasse, Vanaf, lees_klassen
from casus.overview.vernietiging import KLASSENAAM
from casus.policy import TABEL

DAGEN = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def test_every_data_domain_has_a_class_and_every_class_is_used():
    assert sorted(KLASSE_VAN) == sorted(TABEL.domeinen)
    assert set(KLASSE_VAN.values()) == set(KLASSEN)


def test_every_class_is_called_on_screen_as_in_the_table():
    assert {name: klasse.naam for name, klasse in KLASSEN.items()} == KLASSENAAM


@given(DAGEN, st.integers(1, 30), st.sampled_from(Vanaf))
def test_term_ends_on_the_same_day_of_the_calendar_years_later(begin, jaren, vanaf):
    until = Bewaarklasse("x", vanaf, jaren, "y").vernietigen_na({vanaf: begin})
    expected = (begin.year + jaren, begin.month, begin.day)
    if (begin.month, begin.day) == (2, 29) and until.day == 28:
        expected = (begin.year + jaren, 2, 28)
    assert (until.year, until.month, until.day) == expected


@pytest.mark.parametrize("klasse", KLASSEN.values(), ids=lambda klasse: klasse.naam)
def test_nothing_is_dated_before_the_begin_is_known(klasse):
    assert klasse.vernietigen_na({}) is None
    assert klasse.vernietigen_na(dict.fromkeys(Vanaf)) is None
    others = {vanaf: date(2026, 1, 1) for vanaf in Vanaf if vanaf is not klasse.vanaf}
    assert klasse.vernietigen_na(others) is None


def test_a_term_that_nobody_chose_gives_no_date():
    klasse = Bewaarklasse("leerplichtdossier", Vanaf.EINDE_CASUS, None, "gemeente")
    assert klasse.vernietigen_na({Vanaf.EINDE_CASUS: date(2026, 1, 1)}) is None


@pytest.mark.parametrize(
    "text",
    [
        '[klassen]\na = { jaren = 2, vanaf = "uitschrijving", naam = "a" }\n[domeinen]\n',
        '[klassen]\na = { jaren = 2, vanaf = "ooit", naam = "a", bron = "b" }\n[domeinen]\n',
        '[klassen]\na = { jaren = 2, vanaf = "uitschrijving", naam = "a", bron = "b" }\n[domeinen]\nD01 = "c"\n',
    ],
)
def test_a_table_without_source_begin_or_class_does_not_load(text):
    with pytest.raises(ValueError, match=r"bewaartermijn|ooit"):
        lees_klassen(text)
