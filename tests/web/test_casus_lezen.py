"""What a casus tells at a glance, each role its own part: absence, agreements, who signed, text to take along."""

from datetime import date

import pytest

from casus.domain.rol import Rol
from casus.domain.verzuim import SoortVerzuim
from casus.overview import lees_casus
from casus.overview.casus_delen import read_deel
from casus.overview.lezers import ALS, GEWOON
from casus.policy import TABEL
from casus.services import toestemmingen as consent
from casus.storage import casussen, dossiers
from casus.storage.kluis import KluisFout
from tests import lijsten
from tests.web.test_dunne_lijn import first_task

ONDERWIJS = read_deel("onderwijs")


@pytest.fixture
def casus_id(streek):
    return streek.casus()


def grant(huis, streek, casus_id, rol, reden):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        casussen.ensure_grant(db, casus_id, rol, streek.actors[rol].organisatie_id, None, reden)


@pytest.fixture
def verwezen(huis, streek, casus_id):
    """The family let the jeugdarts think along."""
    grant(huis, streek, casus_id, Rol.JA, "verwijzing")
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        asked = consent.vraag(huis.kern, db, casussen.read_casus(db, casus_id), "verwijzing_jgz").id
    for who in (streek.actors[Rol.OG], streek.tweede_ouder, streek.actors[Rol.LL]):
        huis.toestemmingen.geef(asked, who, ja=True)


@pytest.fixture
def verzuim(huis, streek):
    """Three days without leave, two days ill, one day late, in August; one day without leave in July."""
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        lijsten.verzuim(db, streek, streek.leerling_id, 3, vanaf="2026-08-24")
        lijsten.verzuim(db, streek, streek.leerling_id, 2, SoortVerzuim.ZIEK, vanaf="2026-08-27")
        lijsten.verzuim(db, streek, streek.leerling_id, 1, SoortVerzuim.TE_LAAT, vanaf="2026-08-31")
        lijsten.verzuim(db, streek, streek.leerling_id, 1, vanaf="2026-07-31")


def seen(huis, actor, casus_id):
    beeld = lees_casus(huis.bron, actor, casus_id, ONDERWIJS).verzuim
    return None if beeld is None else {s.naam: (s.dagen, s.lesuren, bool(s.laatste)) for s in beeld.soorten}


def test_absence_of_this_school_year_is_counted_and_illness_is_not_named(huis, streek, casus_id, verwezen, verzuim):
    whole = {"Ongeoorloofd afwezig": (3, 18, True), "Te laat": (1, 6, True), "Geoorloofd afwezig": (2, 12, True)}
    for rol in (Rol.VC, Rol.MEN, Rol.DIR, Rol.ADM, Rol.JA):
        assert seen(huis, streek.actors[rol], casus_id) == whole, rol
    assert lees_casus(huis.bron, streek.actors[Rol.VC], casus_id, ONDERWIJS).verzuim.sinds == date(2026, 8, 1)
    assert lees_casus(huis.bron, streek.actors[Rol.VC], casus_id, read_deel("overzicht")).verzuim is None


def test_who_may_ask_for_absence_reads_no_count_of_it(huis, streek, casus_id, verzuim):
    for rol in (Rol.OG, Rol.LL):
        assert seen(huis, streek.actors[rol], casus_id) is None, rol


def test_page_shows_days_and_hours(casus_id, verzuim, bezoeker):
    page = bezoeker(Rol.VC).get(f"/casussen/{casus_id}?deel=onderwijs").text
    for words in ("3 dagen, 18 lesuren", "Geteld sinds 1 augustus 2026", "wo 26 aug"):
        assert words in page
    assert "Hier staat nog niets" in page
    assert "Naam, school en inschrijving" not in page


def test_agreements_stand_in_front_and_the_older_ones_on_their_tab(huis, streek, casus_id, bezoeker):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        casus = casussen.read_casus(db, casus_id)
        for number in range(3):
            dossiers.write_stuk(
                db, casus, "D25", {"vragen": [["k", "Wat doen we?", "x", f"Afspraak {number}"]]}, stap="x"
            )
    page = bezoeker(Rol.MEN).get(f"/casussen/{casus_id}").text
    assert page.count("Wat doen we?") == 2
    assert "Alle afspraken" in page
    assert bezoeker(Rol.MEN).get(f"/casussen/{casus_id}?deel=plannen").text.count("Wat doen we?") == 3
    assert "Afspraak" not in bezoeker(Rol.SWM).get(f"/casussen/{casus_id}").text


@pytest.mark.parametrize("ja", [True, False])
def test_timeline_names_nobody_who_signed_or_refused(huis, streek, casus_id, ja):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        asked = consent.vraag(huis.kern, db, casussen.read_casus(db, casus_id), "delen_advies").id
    huis.toestemmingen.geef(asked, streek.tweede_ouder, ja=ja)
    for actor in (streek.actors[Rol.OG], streek.actors[Rol.VC], streek.actors[Rol.LL]):
        lines = [m for m in lees_casus(huis.bron, actor, casus_id).tijdlijn if m.soort.startswith("toestemming_")]
        assert streek.tweede_ouder.naam not in {m.wie for m in lines}


def test_timeline_tells_news_and_no_steps_in_between(huis, streek, casus_id):
    told = lees_casus(huis.bron, streek.actors[Rol.VC], casus_id)
    assert [m.soort for m in told.tijdlijn] == ["casus_begonnen"]
    assert next(s.titel for s in told.route.stappen) == "Signaal beoordelen"


def test_route_names_a_part_once(huis, streek, casus_id, bezoeker):
    petra = bezoeker(Rol.VC)
    petra.post(first_task(petra), zorgelijk="ja", toelichting="x")
    rik = bezoeker(Rol.MEN)
    rik.post(first_task(rik), gesprek_op="2026-09-01", wat_gezien="x", reden_verteld="x")
    titles = [s.titel for s in lees_casus(huis.bron, streek.actors[Rol.VC], casus_id).route.stappen]
    assert len(titles) == len(set(titles))


def test_words_for_both_parents_are_shown_once(huis, streek, casus_id):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        casus = casussen.read_casus(db, casus_id)
        for parent in (streek.actors[Rol.OG], streek.tweede_ouder):
            dossiers.write_stuk(
                db, casus, "D20", {"vragen": [["k", "Wat vinden de ouders?", "x", "Rust"]]}, stap="x",
                betreft_id=parent.persoon_id,
            )  # fmt: skip
    for actor in (streek.actors[Rol.VC], streek.actors[Rol.OG]):
        shown = [d for d in lees_casus(huis.bron, actor, casus_id).domeinen if d.code == "D20"]
        assert [len(d.stukken) for d in shown] == [1]


def test_closed_until_consent_says_so_and_shows_nothing(huis, streek, casus_id, verwezen, bezoeker):
    with huis.kern.database.transaction(streek.actors[Rol.JA]) as db:
        inhoud = {"vragen": [["k", "Vraag", "x", "GEHEIM"]]}
        dossiers.write_stuk(db, casussen.read_casus(db, casus_id), "D09", inhoud, stap="x")
    page = bezoeker(Rol.VC).get(f"/casussen/{casus_id}?deel=medisch").text
    assert "GEHEIM" not in page
    assert ("Advies van de jeugdarts" in page) == ("als iedereen die moet tekenen ja zegt" in page)


def test_every_condition_of_the_table_has_plain_words():
    assert set(ALS) == set(TABEL.voorwaarden) - GEWOON
    assert not any(code in words for words in ALS.values() for code in TABEL.domeinen)


@pytest.mark.parametrize("rol", list(Rol))
def test_text_to_take_along_is_for_partners_with_a_part_in_the_casus(huis, streek, casus_id, bezoeker, rol):
    path = f"/casussen/{casus_id}/tekst"
    own_system = {Rol.JA, Rol.AJA, Rol.LPA, Rol.RMC, Rol.JH}
    assert bezoeker(rol).get(path).status_code == (404 if rol in own_system else 403)


def test_doctor_takes_along_what_a_doctor_may_read_and_nothing_else(
    huis, streek, casus_id, verwezen, verzuim, bezoeker
):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        casus = casussen.read_casus(db, casus_id)
        for code in ("D10", "D26", "D12", "D05"):
            dossiers.write_stuk(db, casus, code, {"vragen": [["k", "Vraag", "x", f"TEKST-{code}"]]}, stap="x")
    page = bezoeker(Rol.JA).get(f"/casussen/{casus_id}/tekst").text
    assert {code for code in ("D10", "D26", "D12", "D05") if f"TEKST-{code}" in page} == {"D26"}
    for words in (
        "Fenna Jansma",
        "geboren op 9 maart 2013",
        "Petra Kuiper",
        "Ongeoorloofd afwezig: 3 dagen, 18 lesuren",
    ):
        assert words in page


def test_what_is_sealed_for_one_person_opens_for_nobody_else(huis):
    bos = huis.kern.database.bos
    sealed = bos.seal("petra", b"vier keer ziek")
    assert b"ziek" not in sealed
    assert bos.unseal("petra", sealed) == b"vier keer ziek"
    for who, text in (("rik", sealed), ("petra", sealed[:-1] + b"x"), ("petra", b""), ("petra", sealed[:5])):
        with pytest.raises(KluisFout):
            bos.unseal(who, text)


def test_who_has_no_task_reads_what_they_can_do(bezoeker):
    assert "Bepaal wie wat mag lezen" in bezoeker(Rol.OG).get("/").text
    assert "Verwacht je hier iets?" in bezoeker(Rol.BEH).get("/").text
