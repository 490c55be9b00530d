"""Leerplicht: from a draft of the melding to the terugkoppeling that school may read."""

from datetime import date

import pytest

from casus.domain.casus import Betrokkene
from casus.domain.fouten import NietGevonden, OngeldigeInvoer
from casus.domain.leerling import valt_onder_melding
from casus.domain.melding import DuoMelding, StatusMelding
from casus.domain.rol import Rol
from casus.forms import Antwoorden
from casus.overview import lees_casus
from tests.services.spoor import Spoor

OPSTELLEN = {
    "begindatum": "2026-09-08", "einddatum": "2026-09-30", "ziek": "nee", "vakantie_zonder_verlof": "nee",
    "continu_4_schoolweken": "nee", "uren16_in_4_lesweken": "ja", "reden": "Komt niet naar de les",
    "toelichting": "Vooral op dinsdag", "ondernomen_actie": "Twee keer gebeld",
}  # fmt: skip
DOEN = {"meldingsnummer": "20260001", "melding_status": "geregistreerd", "gemeld_op": "2026-10-02"}
PV = "PV opgemaakt na derde keer"


@pytest.fixture
def spoor(huis, streek, klok):
    klok.zet("2026-09-30")
    return Spoor(huis, streek, "leerplicht")


def test_from_melding_to_terugkoppeling(spoor, klok):
    assert spoor.taken(Rol.VC)["Melding opstellen"].termijn == date(2026, 10, 7)
    spoor.doe(Rol.VC, "Melding opstellen", **OPSTELLEN)
    assert spoor.leest(Rol.LPA, "D11") == ""
    (melding,) = spoor.rijen(DuoMelding)
    assert (melding.soort, melding.status) == ("16U_V3", StatusMelding.CONCEPT)
    assert melding.gemeente_id == spoor.streek.organisaties["gemeente"]
    klok.zet("2026-10-02")
    assert spoor.taken(Rol.VC)["Melding doen bij DUO"].termijn == date(2026, 10, 7)
    spoor.doe(Rol.VC, "Melding doen bij DUO", **DOEN)
    assert "Komt niet naar de les" in spoor.leest(Rol.LPA, "D11")
    spoor.doe(
        Rol.LPA, "Verzuim onderzoeken", gesprek_op="2026-10-02", gesproken_met=["leerling"], bevindingen="Ruzie thuis"
    )
    assert spoor.rijen(DuoMelding)[0].status is StatusMelding.IN_BEHANDELING
    assert "Route kiezen" not in spoor.taken(Rol.LPA)
    spoor.doe(Rol.LPA, "Familiegroepsplan aanbieden", aangeboden_op="2026-10-02", leerplicht_familiegroepsplan="nee")
    _route(spoor, "MAS_VRIJWILLIG")
    spoor.doe(
        Rol.LPA, "Terugkoppelen aan school", stappen="Gesprek gevoerd", resultaat="Afspraken gemaakt",
        leerplicht_uitkomst="afspraken",
    )  # fmt: skip
    assert "Afspraken gemaakt" in spoor.leest(Rol.VC, "D11")
    assert spoor.leest(Rol.VC, "D12") == spoor.leest(Rol.DIR, "D12") == spoor.leest(Rol.MEN, "D12") == ""
    assert "Vrijwillige jeugdhulp" in spoor.leest(Rol.LPA, "D12")
    spoor.doe(Rol.VC, "Terugkoppeling lezen", gelezen=True, school_doet_nu="Elke dag even praten")
    assert spoor.rijen(DuoMelding)[0].status is StatusMelding.AFGESLOTEN
    stand = spoor.stand()
    assert (stand.klaar, stand.vlaggen["leerplicht_uitkomst"]) == (True, "afspraken")


def _route(spoor, route):
    spoor.doe(Rol.LPA, "Route kiezen", mas_route=route, route_gekozen_op="2026-10-02", route_waarom="Ruzie thuis")


def _tot_route(spoor, klok):
    spoor.doe(Rol.VC, "Melding opstellen", **OPSTELLEN)
    klok.zet("2026-10-02")
    spoor.doe(Rol.VC, "Melding doen bij DUO", **DOEN)
    spoor.doe(Rol.LPA, "Verzuim onderzoeken", gesprek_op="2026-10-02", gesproken_met=["ouders"], bevindingen="Niets")
    spoor.doe(Rol.LPA, "Familiegroepsplan aanbieden", aangeboden_op="2026-10-02", leerplicht_familiegroepsplan="nee")


@pytest.mark.parametrize("route", ["MAS_HALT", "MAS_STRAF"])
def test_only_leerplicht_knows_of_a_proces_verbaal(spoor, klok, route):
    _tot_route(spoor, klok)
    _route(spoor, route)
    spoor.doe(
        Rol.LPA, "Halt of proces-verbaal vastleggen", strafrecht_soort="proces_verbaal", strafrecht_op="2026-10-02",
        strafrecht_verslag=PV,
    )  # fmt: skip
    assert PV in spoor.leest(Rol.LPA, "D13")
    for rol in set(spoor.streek.actors) - {Rol.LPA}:
        assert spoor.leest(rol, "D13") == ""
        try:
            beeld = lees_casus(spoor.huis.bron, spoor.streek.actors[rol], spoor.casus_id)
        except NietGevonden:
            continue
        assert "proces-verbaal" not in repr((beeld.tijdlijn, beeld.volgende)).lower()
        if rol not in (Rol.OG, Rol.LL):  # inzage op verzoek: they may know that there is something
            assert "D13" not in {d.code for d in beeld.domeinen}


def test_other_routes_ask_for_no_proces_verbaal(spoor, klok):
    _tot_route(spoor, klok)
    _route(spoor, "MAS_CIVIEL")
    assert set(spoor.taken(Rol.LPA)) == {"Terugkoppelen aan school"}


def test_absence_that_goes_on_keeps_the_melding_open(spoor, klok):
    _tot_route(spoor, klok)
    _route(spoor, "MAS_WAARSCHUWING")
    spoor.doe(
        Rol.LPA, "Terugkoppelen aan school", stappen="Brief", resultaat="Komt nog niet",
        leerplicht_uitkomst="verzuim_gaat_door",
    )  # fmt: skip
    assert spoor.rijen(DuoMelding)[0].status is StatusMelding.IN_BEHANDELING


def test_illness_makes_no_melding_and_leerplicht_never_hears_of_it(spoor):
    spoor.doe(
        Rol.VC, "Melding opstellen", begindatum="2026-09-08", ziek="ja", vermoeden_ongeoorloofd="nee",
        reden="Afwezig", ondernomen_actie="Gebeld",
    )  # fmt: skip
    assert spoor.rijen(DuoMelding) == []
    assert spoor.stand().vlaggen["leerplicht_uitkomst"] == "geen_melding"
    assert Rol.LPA not in {grant.rol for grant in spoor.rijen(Betrokkene)}


def test_doubted_illness_is_a_free_melding(spoor):
    spoor.doe(
        Rol.VC, "Melding opstellen", begindatum="2026-09-08", ziek="ja", vermoeden_ongeoorloofd="ja",
        reden="Afwezig", ondernomen_actie="Gebeld en overlegd",
    )  # fmt: skip
    assert [row.soort for row in spoor.rijen(DuoMelding)] == ["OVERIG"]


def test_pupil_of_18_goes_to_the_doorstroompunt(spoor, klok):
    spoor.geboren("2008-01-01")
    spoor.doe(Rol.VC, "Melding opstellen", **{**OPSTELLEN, "continu_4_schoolweken": "ja"})
    klok.zet("2026-10-02")
    spoor.doe(Rol.VC, "Melding doen bij DUO", **DOEN)
    assert spoor.taken(Rol.LPA) == {}
    spoor.doe(
        Rol.VC, "Antwoord van het doorstroompunt vastleggen", stappen="Gebeld", leerplicht_uitkomst="hulp_begonnen"
    )
    assert spoor.rijen(DuoMelding)[0].soort == "RMC"
    assert spoor.stand().klaar


@pytest.mark.parametrize(
    "fout",
    [{"begindatum": "2026-10-01"}, {"einddatum": "2026-09-07"}, {"einddatum": "2026-10-01"}],
)
def test_draft_with_impossible_days_writes_nothing(spoor, fout):
    with pytest.raises(OngeldigeInvoer):
        spoor.doe(Rol.VC, "Melding opstellen", **{**OPSTELLEN, **fout})
    assert spoor.rijen(DuoMelding) == []
    assert spoor.leest(Rol.VC, "D11") == ""
    assert set(spoor.taken(Rol.VC)) == {"Melding opstellen"}


@pytest.mark.parametrize("fout", [{"gemeld_op": "2026-10-03"}, {"gemeld_op": "2026-09-07"}])
def test_melding_on_an_impossible_day_writes_nothing(spoor, klok, fout):
    spoor.doe(Rol.VC, "Melding opstellen", **OPSTELLEN)
    klok.zet("2026-10-02")
    with pytest.raises(OngeldigeInvoer):
        spoor.doe(Rol.VC, "Melding doen bij DUO", **{**DOEN, **fout})
    (melding,) = spoor.rijen(DuoMelding)
    assert (melding.status, melding.nummer) == (StatusMelding.CONCEPT, None)
    assert spoor.taken(Rol.LPA) == {}


def test_same_number_twice_is_refused(spoor, huis, streek, klok):
    _tot_route(spoor, klok)
    tweede = Spoor(huis, streek, "leerplicht")
    tweede.doe(Rol.VC, "Melding opstellen", **OPSTELLEN)
    with pytest.raises(OngeldigeInvoer):
        tweede.doe(Rol.VC, "Melding doen bij DUO", **DOEN)


def test_texts_of_the_melding_keep_to_the_lengths_of_duo(spoor):
    regels = {veld.key: veld.regels for veld in spoor.huis.kern.formulieren.read("melding-opstellen").invoer}
    assert regels["reden"]["maxLength"] == 200
    assert regels["toelichting"]["maxLength"] == 100


def test_hidden_questions_leave_nothing(spoor):
    formulier = spoor.huis.kern.formulieren.read("melding-opstellen")
    filled = Antwoorden.van(formulier, {"ziek": "ja", "vermoeden_ongeoorloofd": "nee", "vakantie_zonder_verlof": "ja"})
    assert "vakantie_zonder_verlof" not in filled.vlaggen


@pytest.mark.parametrize(
    ("geboren", "dag", "verwacht"),
    [("2021-03-15", "2026-03-31", False), ("2021-03-15", "2026-04-01", True), ("2021-12-31", "2026-12-31", False),
     ("2021-12-31", "2027-01-01", True), ("2020-02-29", "2025-02-28", False), ("2020-02-29", "2025-03-01", True)],
)  # fmt: skip
def test_leerplicht_begins_the_month_after_the_fifth_birthday(geboren, dag, verwacht):
    assert valt_onder_melding(date.fromisoformat(geboren), date.fromisoformat(dag)) is verwacht
