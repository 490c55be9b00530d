"""Re-integratie: a plan in dagdelen, kept week by week, back to the team or back at school."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.domain.aanbod import Terugkeerplan, Terugkeerweek, stokt
from casus.domain.fouten import OngeldigeInvoer
from casus.domain.organisatie import Lestoewijzing
from casus.domain.rol import Rol
from tests.factories import VANAF
from tests.services.spoor import Spoor

MAANDAG = date(2027, 1, 4)


@pytest.fixture
def spoor(huis, streek, klok):
    klok.zet("2027-01-04")
    spoor = Spoor(huis, streek, "re_integratie")
    spoor.doe(
        Rol.VC, "Plan voor terugkeer maken", terugkeer_van="2027-01-04", dagdelen=2, opbouw="Elke maand een dagdeel"
    )
    return spoor


def _docenten(spoor):
    spoor.doe(Rol.MEN, "Docenten informeren", docenten_afspraken="Plek vooraan", docenten_geinformeerd=True)


def _week(spoor, klok, nummer, verwacht, gevolgd, stap="verder"):
    vrijdag = MAANDAG + timedelta(days=7 * nummer + 4)
    klok.zet(vrijdag.isoformat())
    spoor.doe(
        Rol.VC, "Week nakijken", week=vrijdag.isoformat(), verwacht=verwacht, gevolgd=gevolgd, terugkeer_stap=stap
    )


def test_step_by_step_back_to_a_full_timetable(spoor, klok):
    assert spoor.taken(Rol.MEN)["Docenten informeren"].termijn == date(2027, 1, 6)
    _docenten(spoor)
    _week(spoor, klok, 0, 2, 2)
    _week(spoor, klok, 1, 2, 1)
    _week(spoor, klok, 2, 2, 2, "groeistap")
    spoor.doe(
        Rol.VC, "Groeistap bespreken", evaluatie="Ging goed", dagdelen=10, docenten_afspraken="Alle lessen",
        docenten_geinformeerd=True,
    )  # fmt: skip
    (plan,) = spoor.rijen(Terugkeerplan)
    assert (plan.dagdelen_per_week, plan.tot) == (10, None)
    _week(spoor, klok, 3, 10, 10, "volledig")
    spoor.doe(Rol.MEN, "Nog even volgen", terugkeer_gaat_goed="ja")
    spoor.doe(Rol.VC, "Terugkeer afsluiten", terugkeer_tot="2027-01-29")
    assert spoor.rijen(Terugkeerplan)[0].tot == date(2027, 1, 29)
    assert len(spoor.rijen(Terugkeerweek)) == 4
    stand = spoor.stand()
    assert (stand.klaar, stand.vlaggen["terugkeer_uitkomst"]) == (True, "hersteld")


def test_two_missed_weeks_go_back_to_the_team_whatever_was_chosen(spoor, klok):
    _docenten(spoor)
    _week(spoor, klok, 0, 2, 1)
    _week(spoor, klok, 1, 2, 0, "groeistap")
    assert spoor.stand().vlaggen["terugkeer_uitkomst"] == "terug_naar_team"
    assert spoor.stand().klaar
    assert spoor.rijen(Terugkeerplan)[0].tot == date(2027, 1, 15)


def test_absence_after_the_last_step_goes_back_to_the_team(spoor, klok):
    _docenten(spoor)
    _week(spoor, klok, 0, 10, 10, "volledig")
    spoor.doe(Rol.MEN, "Nog even volgen", terugkeer_gaat_goed="nee")
    assert spoor.stand().vlaggen["terugkeer_uitkomst"] == "terug_naar_team"
    assert spoor.rijen(Terugkeerplan)[0].tot == date(2027, 1, 8)


def test_every_teacher_of_the_class_reads_the_agreements_and_no_reason(spoor, huis, streek):
    assert spoor.leest(Rol.VAK, "D25") == ""
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        vak = streek.actors[Rol.VAK].persoon_id
        db.add(Lestoewijzing(persoon_id=vak, school_id=streek.organisaties["school"], klas="2B", van=VANAF))
    _docenten(spoor)
    assert "Plek vooraan" in spoor.leest(Rol.VAK, "D25")
    assert "Plek vooraan" in spoor.leest(Rol.OG, "D25")
    assert spoor.leest(Rol.LPA, "D25") == ""


@pytest.mark.parametrize(
    ("week", "gevolgd"), [("2027-01-03", 2), ("2027-01-11", 2), ("2027-01-08", 1.5), ("2027-01-05", 2)]
)
def test_wrong_week_is_refused_and_nothing_is_written(spoor, klok, week, gevolgd):
    _docenten(spoor)
    if week == "2027-01-05":
        _week(spoor, klok, 0, 2, 2)
    klok.zet("2027-01-08")
    before = len(spoor.rijen(Terugkeerweek))
    with pytest.raises(OngeldigeInvoer):
        spoor.doe(Rol.VC, "Week nakijken", week=week, verwacht=2, gevolgd=gevolgd, terugkeer_stap="verder")
    assert len(spoor.rijen(Terugkeerweek)) == before
    assert set(spoor.taken(Rol.VC)) == {"Week nakijken"}


def test_plan_cannot_close_in_the_future(spoor, klok):
    _docenten(spoor)
    _week(spoor, klok, 0, 10, 10, "volledig")
    spoor.doe(Rol.MEN, "Nog even volgen", terugkeer_gaat_goed="ja")
    with pytest.raises(OngeldigeInvoer):
        spoor.doe(Rol.VC, "Terugkeer afsluiten", terugkeer_tot="2027-01-09")
    assert spoor.rijen(Terugkeerplan)[0].tot is None


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), max_size=8), st.randoms())
def test_it_stalls_when_the_last_two_weeks_both_fell_short(paren, kans):
    weken = [
        Terugkeerweek(plan_id=None, maandag=MAANDAG + timedelta(days=7 * n), verwacht=verwacht, gevolgd=gevolgd)
        for n, (verwacht, gevolgd) in enumerate(paren)
    ]
    short = "".join("x" if gevolgd < verwacht else "." for verwacht, gevolgd in paren)
    kans.shuffle(weken)
    assert stokt(weken) is short.endswith("xx")
