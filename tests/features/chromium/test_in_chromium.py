"""The scenarios that are shown in Chromium, through the logins of everybody who takes part."""

import pytest
from pytest_bdd import scenario, scenarios

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

scenarios("signaal.feature")


@scenario("s1_mazl.feature", "Van advies naar aanbod, OPP, Variawet en terug op school")
def test_from_illness_to_a_full_timetable_in_chromium():
    """Mentor, coordinator, directie, jeugdarts, both parents, the pupil and the SWV, each in their own browser."""


@scenario("s2_verzuim.feature", "Van zestien uur naar de melding, de route en de terugkoppeling")
def test_from_hours_to_leerplicht_in_chromium():
    """Seven people of three organisations, each in their own browser."""
