"""The OPP: six weeks, the pupil heard, both parts discussed, instemming or not."""

from datetime import date

import pytest

from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import OngeldigeInvoer
from casus.domain.rol import Rol
from tests.services.spoor import Spoor

ZES_WEKEN = date(2027, 1, 12)
GEHOORD = {"opp_gehoord": "ja", "gehoord_op": "2026-12-01", "hoorverslag": "Ik wil naar mijn eigen klas"}
PERSPECTIEF = {
    "overleg_op": "2026-12-01", "uitstroom": "vmbo-t", "onderbouwing": "Rust helpt", "opp_overeenstemming": "ja",
}  # fmt: skip
HANDELING = {"doelen": "Elke dag een les", "ondersteuning": "Rustige plek", "voorgelegd_op": "2026-12-01"}


@pytest.fixture
def spoor(huis, streek, klok):
    klok.zet("2026-12-01")
    return Spoor(huis, streek, "opp")


def _instemming(spoor, antwoord, wie="ouders"):
    spoor.doe(Rol.VC, "Handelingsdeel voorleggen", **HANDELING)
    _vastleggen(spoor, antwoord, wie)


def _vastleggen(spoor, antwoord, wie="ouders"):
    spoor.doe(Rol.VC, "Instemming vastleggen", instemming_wie=wie, opp_instemming=antwoord, instemming_op="2026-12-01")


def _tot_handelingsdeel(spoor):
    spoor.doe(Rol.VC, "Leerling horen", **GEHOORD)
    spoor.doe(Rol.VC, "Perspectiefdeel bespreken", **PERSPECTIEF)


def test_from_hoorrecht_to_vastgesteld_within_six_weeks(spoor):
    assert spoor.taken(Rol.VC)["Leerling horen"].termijn == ZES_WEKEN
    spoor.doe(Rol.VC, "Leerling horen", **GEHOORD)
    assert spoor.taken(Rol.VC)["Perspectiefdeel bespreken"].termijn == ZES_WEKEN
    spoor.doe(Rol.VC, "Perspectiefdeel bespreken", **PERSPECTIEF)
    assert spoor.taken(Rol.VC)["Handelingsdeel voorleggen"].termijn == ZES_WEKEN
    _instemming(spoor, "gegeven")
    assert spoor.taken(Rol.DIR)["OPP vaststellen"].termijn == ZES_WEKEN
    spoor.doe(Rol.DIR, "OPP vaststellen", vastgesteld_op="2026-12-01", evaluatie_op="2027-06-01")
    stand = spoor.stand()
    assert (stand.klaar, stand.vlaggen["opp_uitkomst"]) == (True, "vastgesteld")


def test_words_of_the_pupil_are_the_pupils_own(spoor):
    spoor.doe(Rol.VC, "Leerling horen", **GEHOORD)
    woorden = next(stuk for stuk in spoor.rijen(Dossierstuk) if stuk.betreft_id)
    assert woorden.betreft_id == spoor.streek.actors[Rol.LL].persoon_id
    assert "eigen klas" in spoor.leest(Rol.LL, "D27")
    assert "eigen klas" in spoor.leest(Rol.OG, "D27")
    assert spoor.leest(Rol.LPA, "D27") == spoor.leest(Rol.JA, "D27") == ""


def test_pupil_of_13_can_shield_the_words_from_the_parents(spoor):
    spoor.doe(Rol.VC, "Leerling horen", **GEHOORD, hoorverslag_afgeschermd=True)
    assert "eigen klas" not in spoor.leest(Rol.OG, "D27")
    assert "eigen klas" in spoor.leest(Rol.LL, "D27")


def test_not_hearing_needs_a_reason(spoor):
    formulier = spoor.huis.kern.formulieren.read("opp-horen")
    asked = {veld.key for veld in formulier.zichtbaar({"opp_gehoord": "nee"}) if veld.regels.get("required")}
    assert {"niet_gehoord", "niet_gehoord_uitleg"} <= asked
    assert "hoorverslag" not in asked
    spoor.doe(Rol.VC, "Leerling horen", opp_gehoord="nee", niet_gehoord="wil_niet", niet_gehoord_uitleg="Wilde niet")
    assert "Wilde niet" in spoor.leest(Rol.VC, "D27")


def test_without_instemming_only_the_perspectiefdeel_holds(spoor):
    _tot_handelingsdeel(spoor)
    _instemming(spoor, "geweigerd")
    spoor.doe(Rol.VC, "Verder zonder instemming", opp_uitkomst="zonder_instemming", gewezen_op=["onderwijsconsulent"])
    stand = spoor.stand()
    assert (stand.klaar, stand.vlaggen["opp_uitkomst"]) == (True, "zonder_instemming")
    assert spoor.taken(Rol.DIR) == {}


def test_refused_and_laid_before_the_parents_again(spoor):
    _tot_handelingsdeel(spoor)
    _instemming(spoor, "uitgebleven")
    spoor.doe(Rol.VC, "Verder zonder instemming", opp_uitkomst="opnieuw", gewezen_op=["geschillencommissie"])
    _instemming(spoor, "gegeven")
    assert set(spoor.taken(Rol.DIR)) == {"OPP vaststellen"}


@pytest.mark.parametrize(("geboren", "wie"), [("2008-12-01", "ouders"), ("2008-12-02", "leerling")])
def test_instemming_is_of_the_pupil_from_18_and_of_the_parents_before(spoor, geboren, wie):
    spoor.geboren(geboren)
    _tot_handelingsdeel(spoor)
    spoor.doe(Rol.VC, "Handelingsdeel voorleggen", **HANDELING)
    with pytest.raises(OngeldigeInvoer):
        _vastleggen(spoor, "gegeven", wie)
    assert "Iedereen stemt in" not in spoor.leest(Rol.VC, "D07")
    assert set(spoor.taken(Rol.VC)) == {"Instemming vastleggen"}


@pytest.mark.parametrize("evaluatie", ["2026-12-01", "2027-12-02"])
def test_evaluation_comes_within_a_year(spoor, evaluatie):
    _tot_handelingsdeel(spoor)
    _instemming(spoor, "gegeven")
    with pytest.raises(OngeldigeInvoer):
        spoor.doe(Rol.DIR, "OPP vaststellen", vastgesteld_op="2026-12-01", evaluatie_op=evaluatie)
    assert set(spoor.taken(Rol.DIR)) == {"OPP vaststellen"}
