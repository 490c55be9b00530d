"""The Variawet: a category, a complete checklist, the application of the bevoegd gezag, the decision."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import OngeldigeInvoer
from casus.domain.kalender import Periode, Schoolkalender, days
from casus.domain.rol import Rol
from casus.forms import Antwoorden
from casus.forms.antwoorden import Upload
from casus.services.gevolgen.variawet import ontbrekend, waarschuwing
from tests.factories import LESVRIJ, SCHOOLJAREN
from tests.services.spoor import Spoor

DOSSIER_D = {
    "d1": 10, "periode_van": "2027-01-04", "periode_tot": "2027-07-09", "d2": True, "d3": "nee",
    "d4": "Orthopedagoog Anna Berg", "d5": "Geen gym, 10 uur", "d6": True, "d7": "Ochtend op school",
    "d8": "Elke maand een uur erbij", "d_instemming": True,
}  # fmt: skip
DOSSIER_C = {
    "c1": True, "c2": "4 uur, op dinsdag", "variawet_symbiose": "ja",
    "periode_van": "2027-01-04", "periode_tot": "2027-04-04",
}  # fmt: skip
TOEGESTAAN = {"variawet_besluit": "toegestaan", "besluit_van": "2027-01-20", "besluit_tot": "2027-07-09"}
BEWIJS = Upload("bewijs.pdf", b"%PDF verklaring")


@pytest.fixture
def spoor(huis, streek, klok):
    klok.zet("2026-12-15")
    return Spoor(huis, streek, "variawet")


def _reden(spoor, onderwijs, reden):
    spoor.doe(Rol.VC, "Reden voor minder uren", variawet_onderwijs=onderwijs, variawet_reden=reden)


def _tot_besluit(spoor):
    _reden(spoor, "vo", "lichamelijk_psychisch")
    spoor.doe(Rol.VC, "Dossier categorie D nakijken", **DOSSIER_D)
    spoor.doe(Rol.DIR, "Aanvraag indienen", ingediend_op="2026-12-15")


def test_category_d_is_filed_by_the_directie_and_allowed(spoor, klok):
    _tot_besluit(spoor)
    klok.zet("2027-01-20")
    spoor.doe(Rol.DIR, "Besluit van de Inspectie vastleggen", **TOEGESTAAN)
    stand = spoor.stand()
    assert stand.klaar
    assert (stand.vlaggen["variawet_categorie"], stand.vlaggen["variawet_besluit"]) == ("D", "toegestaan")
    assert "2027-07-09" in spoor.leest(Rol.VC, "D16")
    assert spoor.leest(Rol.LPA, "D16") == spoor.leest(Rol.MEN, "D16") == ""


def test_refused_application_is_talked_over(spoor):
    _tot_besluit(spoor)
    spoor.doe(Rol.DIR, "Besluit van de Inspectie vastleggen", variawet_besluit="afgewezen")
    spoor.doe(Rol.VC, "Afwijzing bespreken", afwijzing_vervolg="Aanbod op een andere plek")
    assert spoor.stand().vlaggen["variawet_besluit"] == "afgewezen"


@pytest.mark.parametrize(
    ("van", "tot"),
    [("2027-01-20", "2027-07-10"), ("2026-08-16", "2027-07-09"), ("2027-07-09", "2027-01-20"), ("2027-07-01", "2027-09-01")],
)  # fmt: skip
def test_period_outside_the_schooljaar_is_refused_and_nothing_is_written(spoor, van, tot):
    _tot_besluit(spoor)
    with pytest.raises(OngeldigeInvoer):
        spoor.doe(
            Rol.DIR, "Besluit van de Inspectie vastleggen",
            **{**TOEGESTAAN, "besluit_van": van, "besluit_tot": tot},
        )  # fmt: skip
    assert "Toegestaan" not in spoor.leest(Rol.DIR, "D16")
    assert set(spoor.taken(Rol.DIR)) == {"Besluit van de Inspectie vastleggen"}


@pytest.mark.parametrize("deel", ["d1", "d2", "d4", "d5", "d6", "d7", "d8", "d_instemming"])
def test_each_missing_part_of_d_is_named_and_blocks_filing(spoor, deel):
    _reden(spoor, "vo", "lichamelijk_psychisch")
    with pytest.raises(OngeldigeInvoer) as caught:
        spoor.doe(Rol.VC, "Dossier categorie D nakijken", **{k: v for k, v in DOSSIER_D.items() if k != deel})
    assert caught.value.message.endswith(deel.removeprefix("d_") if "_" in deel else deel.upper())
    assert spoor.taken(Rol.DIR) == {}
    assert "Orthopedagoog" not in spoor.leest(Rol.VC, "D16")


def test_second_request_asks_what_the_first_brought(spoor):
    kern = spoor.huis.kern
    again = Antwoorden.van(kern.formulieren.read("variawet-dossier-d"), {**DOSSIER_D, "d3": "ja"})
    assert ontbrekend(kern, again) == ["D9", "D10"]


def test_no_hours_at_school_is_an_answer(spoor):
    kern = spoor.huis.kern
    filled = Antwoorden.van(kern.formulieren.read("variawet-dossier-d"), {**DOSSIER_D, "d1": 0})
    assert ontbrekend(kern, filled) == []


def test_category_a_needs_no_application(spoor):
    _reden(spoor, "so", "behandeling")
    with pytest.raises(OngeldigeInvoer):
        spoor.doe(Rol.VC, "Dossier categorie A nakijken", a1=True)
    spoor.doe(Rol.VC, "Dossier categorie A nakijken", a1=True, a2=True)
    stand = spoor.stand()
    assert (stand.klaar, stand.vlaggen["variawet_besluit"]) == (True, "niet_nodig")


def test_proof_of_b_is_sealed_for_everybody(spoor):
    _reden(spoor, "vo", "medisch")
    spoor.doe(Rol.VC, "Dossier categorie B nakijken", b1=True, b2=True)
    spoor.doe(Rol.DIR, "Bewijsstuk categorie B bewaren", bewijsstuk=BEWIJS, bewijs_geldig_tot="2027-07-09")
    assert [s.bestandsnaam for s in spoor.rijen(Dossierstuk) if s.domein == "D29" and s.bestandsnaam] == ["bewijs.pdf"]
    for rol in spoor.streek.actors:
        assert spoor.leest(rol, "D29") == ""
    assert spoor.stand().vlaggen["variawet_besluit"] == "niet_nodig"


def test_proof_that_ran_out_is_refused(spoor):
    _reden(spoor, "vo", "medisch")
    spoor.doe(Rol.VC, "Dossier categorie B nakijken", b1=True, b2=True)
    with pytest.raises(OngeldigeInvoer):
        spoor.doe(Rol.DIR, "Bewijsstuk categorie B bewaren", bewijsstuk=BEWIJS, bewijs_geldig_tot="2026-12-14")
    assert not [s for s in spoor.rijen(Dossierstuk) if s.domein == "D29"]


@pytest.mark.parametrize(("tot", "mag"), [("2027-04-04", True), ("2027-04-05", False)])
def test_symbiosis_lasts_three_months_at_most(spoor, tot, mag):
    _reden(spoor, "vo", "programma_wec")
    if mag:
        spoor.doe(Rol.VC, "Dossier categorie C nakijken", **{**DOSSIER_C, "periode_tot": tot})
        spoor.doe(Rol.DIR, "Bewijsstuk categorie C bewaren", bewijsstuk=BEWIJS, bewijs_geldig_tot=tot)
        assert spoor.stand().klaar
    else:
        with pytest.raises(OngeldigeInvoer):
            spoor.doe(Rol.VC, "Dossier categorie C nakijken", **{**DOSSIER_C, "periode_tot": tot})
        assert set(spoor.taken(Rol.VC)) == {"Dossier categorie C nakijken"}


@pytest.mark.parametrize("reden", ["geen_plek", "geen_personeel"])
def test_no_place_is_no_category_but_zorgplicht(spoor, reden):
    _reden(spoor, "vo", reden)
    spoor.doe(Rol.VC, "Plek of aanbod zoeken", zorgplicht_afspraak="Bel het SWV", zorgplicht_weer_kijken="2027-01-08")
    stand = spoor.stand()
    assert (stand.vlaggen["variawet_categorie"], stand.vlaggen["variawet_besluit"]) == ("GEEN", "geen_categorie")


KALENDER = Schoolkalender(
    tuple(Periode(date.fromisoformat(van), date.fromisoformat(tot)) for van, tot in SCHOOLJAREN),
    tuple(Periode(date.fromisoformat(van), date.fromisoformat(tot)) for van, tot in LESVRIJ),
)


@given(st.dates(date(2026, 8, 17), date(2027, 7, 9)), st.integers(0, 320))
def test_warning_leaves_ten_schooldagen_or_the_whole_period(van, lengte):
    tot = min(van + timedelta(days=lengte), date(2027, 7, 9))
    warned = waarschuwing(KALENDER, van, tot)
    left = sum(KALENDER.lesdag(dag) for dag in days(warned, tot - timedelta(days=1)))
    assert van <= warned
    assert left == 10 if warned > van else left <= 10


def test_end_of_the_period_is_a_task_with_the_day_of_the_warning(huis, streek, klok):
    klok.zet("2027-01-20")
    spoor = Spoor(huis, streek, "variawet_einde", variawet_waarschuwing="2027-06-25")
    assert spoor.taken(Rol.VC)["Einde van de periode voorbereiden"].termijn == date(2027, 6, 25)
    spoor.doe(
        Rol.VC, "Einde van de periode voorbereiden", variawet_vervolg="alle_uren", einde_afspraak="Na de zomer alles"
    )
    assert spoor.stand().klaar
