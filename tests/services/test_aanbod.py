"""An aanbod: it counts from the first attended day, is kept week by week, and ends."""

from datetime import date

import pytest

from casus.domain.aanbod import Aanbod, Aanbodweek
from casus.domain.fouten import OngeldigeInvoer
from casus.domain.klok import Kleur
from casus.domain.rol import Rol
from tests.services.spoor import Spoor

AFSPRAAK = {
    "aanbod_soort": "lessen_op_school", "aanbod_inhoud": "Wiskunde bij de mentor", "aanbod_start": "2026-12-07",
    "aanbod_uren": 10,
}  # fmt: skip


@pytest.fixture
def spoor(huis, streek, klok):
    klok.zet("2026-12-01")
    return Spoor(huis, streek, "aanbod")


def _week(spoor, week, uren, verder="ja", **meer):
    spoor.doe(Rol.VC, "Uren van de week invullen", week=week, gevolgde_uren=uren, aanbod_verder=verder, **meer)


def _begonnen(spoor, klok):
    spoor.doe(Rol.VC, "Aanbod afspreken", **AFSPRAAK)
    klok.zet("2026-12-08")
    spoor.doe(Rol.VC, "Eerste dag vastleggen", aanbod_begonnen="ja", aanbod_eerste_dag="2026-12-07")


def test_from_promise_to_first_day_and_week_by_week_to_its_end(spoor, klok):
    spoor.doe(Rol.VC, "Aanbod afspreken", **AFSPRAAK)
    (aanbod,) = spoor.rijen(Aanbod)
    assert (aanbod.startdatum, aanbod.eerste_dag, aanbod.uren_per_week) == (date(2026, 12, 7), None, 10)
    assert spoor.taken(Rol.VC)["Eerste dag vastleggen"].termijn == date(2026, 12, 7)
    klok.zet("2026-12-08")
    spoor.doe(Rol.VC, "Eerste dag vastleggen", aanbod_begonnen="ja", aanbod_eerste_dag="2026-12-08")
    assert spoor.rijen(Aanbod)[0].eerste_dag == date(2026, 12, 8)
    klok.zet("2026-12-11")
    _week(spoor, "2026-12-11", 10)
    klok.zet("2026-12-18")
    _week(spoor, "2026-12-16", 4, "nee", eerste_gemiste_dag="2026-12-15")
    weken = sorted(spoor.rijen(Aanbodweek), key=lambda week: week.maandag)
    assert [(w.maandag, w.gevolgde_uren, w.eerste_gemiste_dag) for w in weken] == [
        (date(2026, 12, 7), 10, None), (date(2026, 12, 14), 4, date(2026, 12, 15)),
    ]  # fmt: skip
    assert spoor.rijen(Aanbod)[0].einddatum == date(2026, 12, 18)
    assert spoor.stand().klaar
    assert "Wiskunde" in spoor.leest(Rol.VC, "D17")
    assert spoor.leest(Rol.LPA, "D17") == spoor.leest(Rol.MEN, "D17") == ""


def test_clock_on_amber_stops_on_the_first_attended_day(spoor, streek, klok):
    streek.ziekmelding("2026-11-04", "2026-12-07")
    klok.zet("2026-12-07")
    streek.huis.nacht.nightly()
    assert streek.klok().kleur == Kleur.AMBER
    spoor.doe(Rol.VC, "Aanbod afspreken", **AFSPRAAK)
    assert streek.klok().kleur == Kleur.AMBER
    spoor.doe(Rol.VC, "Eerste dag vastleggen", aanbod_begonnen="ja", aanbod_eerste_dag="2026-12-07")
    stand = streek.klok()
    assert (stand.kleur, stand.gedeeltelijk, stand.stil_sinds) == (Kleur.STIL, True, date(2026, 12, 7))


def test_offer_that_never_began_ends_and_counted_for_nothing(spoor):
    spoor.doe(Rol.VC, "Aanbod afspreken", **AFSPRAAK)
    spoor.doe(Rol.VC, "Eerste dag vastleggen", aanbod_begonnen="nee", aanbod_waarom_niet="Vervoer regelen")
    (aanbod,) = spoor.rijen(Aanbod)
    assert (aanbod.eerste_dag, aanbod.einddatum) == (None, date(2026, 12, 1))
    assert spoor.stand().klaar


@pytest.mark.parametrize("dag", ["2026-12-06", "2026-12-09"])
def test_first_day_before_the_start_or_in_the_future_is_refused(spoor, klok, dag):
    spoor.doe(Rol.VC, "Aanbod afspreken", **AFSPRAAK)
    klok.zet("2026-12-08")
    with pytest.raises(OngeldigeInvoer):
        spoor.doe(Rol.VC, "Eerste dag vastleggen", aanbod_begonnen="ja", aanbod_eerste_dag=dag)
    assert spoor.rijen(Aanbod)[0].eerste_dag is None
    assert set(spoor.taken(Rol.VC)) == {"Eerste dag vastleggen"}


@pytest.mark.parametrize(
    ("week", "uren", "gemist"),
    [("2026-12-04", 10, None), ("2026-12-14", 10, None), ("2026-12-08", 2.5, None), ("2026-12-08", 2, "2026-12-14")],
)
def test_wrong_week_is_refused_and_nothing_is_written(spoor, klok, week, uren, gemist):
    _begonnen(spoor, klok)
    with pytest.raises(OngeldigeInvoer):
        _week(spoor, week, uren, "nee", **({"eerste_gemiste_dag": gemist} if gemist else {}))
    assert spoor.rijen(Aanbodweek) == []
    assert spoor.rijen(Aanbod)[0].einddatum is None


def test_same_week_twice_is_refused(spoor, klok):
    _begonnen(spoor, klok)
    _week(spoor, "2026-12-08", 10)
    with pytest.raises(OngeldigeInvoer):
        _week(spoor, "2026-12-07", 8, "nee")
    assert [week.gevolgde_uren for week in spoor.rijen(Aanbodweek)] == [10]
