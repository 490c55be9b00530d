"""The lists in a real browser: without JavaScript, on a phone, and checked with axe."""

import os
import re
from datetime import date

import pytest
from playwright.sync_api import expect

from casus.domain.klok import Kleur
from casus.domain.leerling import Leerling
from casus.domain.melding import DuoMelding, StatusMelding
from casus.domain.rol import Rol
from casus.services import casussen as casus_service
from casus.storage import casussen, dossiers, zoeken
from tests import lijsten
from tests.browser.conftest import FOUT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGES = {
    Rol.VC: ("/", "/maandag", "/signalen", "/casussen", "/signalen/melden", "/zoeken"),
    Rol.SWM: ("/swv",),
    Rol.BEH: ("/beheer/werk",),
    Rol.LPA: ("/meldingen",),
    Rol.OG: ("/signalen/melden", "/casussen"),
}


@pytest.fixture
def gevuld(huis, streek, klok):
    """A school with some pupils in different states; Fenna has a melding."""
    klok.zet("2026-10-01")
    kern, petra = huis.kern, streek.actors[Rol.VC]
    pupils = [
        ("Noor", "de Wit", Kleur.ROOD, "2026-07-20", "2026-09-20"), ("Sem", "Hoekstra", Kleur.AMBER, "2026-08-10", "2026-10-10"),
        ("Amir", "Yıldız", Kleur.GROEN, "2026-09-10", "2026-11-10"), ("Roos", "van Dijk", Kleur.STIL, "2026-08-01", "2026-10-20"),
    ]  # fmt: skip
    with kern.database.transaction(petra) as db:
        lijsten.ingelezen(db, streek, "2026-09-30")
        for first, last, kleur, since, until in pupils:
            ident = streek.leerling(db, first, last, date(2012, 1, 1))
            lijsten.klok(db, ident, kleur, since, until, "2026-09-30")
            lijsten.signaal(db, streek, ident, regel="uren16", dag="2026-09-28")
            lijsten.verzuim(db, streek, ident, 4, vanaf="2026-09-21")
            if first != "Noor":
                casus_service.begin(kern, db, db.get(Leerling, ident))
            zoeken.index_leerling(db, db.get(Leerling, ident), "school Voorbeeld")
    casus_id = streek.casus()
    klok.zet("2026-10-06")
    with kern.database.transaction(petra) as db:
        casussen.ensure_grant(db, casus_id, Rol.LPA, streek.organisaties["gemeente"], None, "melding")
        melding = DuoMelding(
            casus_id=casus_id, soort="16 uur in 4 weken", begindatum=date(2026, 9, 1), nummer="M-77", gemeld_op=db.nu,
            gemeente_id=streek.organisaties["gemeente"], status=StatusMelding.GEREGISTREERD,
        )  # fmt: skip
        db.add(melding)
        casus = casussen.read_casus(db, casus_id)
        dossiers.write_stuk(
            db, casus, "D11", {"vragen": [["k", "Wat deed de school?", "x", "Gebeld en gesproken"]]}, stap="x"
        )
    huis.melden.meld(streek.leerling_id, "Fenna komt niet meer uit bed", streek.actors[Rol.OG])
    return {Rol.VC: f"/casussen/{casus_id}/sturen", Rol.LPA: f"/meldingen/{melding.id}"}


@pytest.mark.parametrize("rol", PAGES)
def test_pages_are_accessible_and_fit_a_phone(pagina, gevuld, toegankelijk, rol):
    page = pagina(rol)
    for path in (*PAGES[rol], gevuld.get(rol, "/")):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(path)
        toegankelijk(page)
        shot(page, rol, path, 1280)
        for breed in (390, 320):
            page.set_viewport_size({"width": breed, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= breed, (path, breed)
        toegankelijk(page)
        page.set_viewport_size({"width": 390, "height": 900})
        shot(page, rol, path, 390)


def shot(page, rol, path, breed):
    """Keep a picture to look at, when a folder is named for it."""
    folder = os.environ.get("CASUS_PLAATJES")
    if folder:
        page.screenshot(path=f"{folder}/{rol}{path.replace('/', '_')[:20]}-{breed}.png", full_page=True)


@pytest.fixture
def veel(huis, streek):
    """More pupils than fit on a page, each with a casus, a signal and a clock that asks today."""
    ids = lijsten.casussen(streek, 40)
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        for ident in ids:
            pupil = casussen.read_casus(db, ident).leerling_id
            lijsten.signaal(db, streek, pupil, ident, "uren16")
            lijsten.verzuim(db, streek, pupil)


@pytest.mark.parametrize(
    ("rol", "path"), [(Rol.VC, p) for p in ("/", "/maandag", "/signalen", "/casussen")] + [(Rol.SWM, "/swv")]
)
def test_pages_of_a_long_list_are_accessible_fit_a_phone_and_follow_each_other(pagina, veel, toegankelijk, rol, path):
    page = pagina(rol, javascript=path != "/signalen")
    page.goto(path)
    pages = page.get_by_role("navigation", name="Pagina’s van de lijst")
    expect(pages.locator("[aria-current=page]")).to_have_text("1")
    pages.get_by_role("link", name="Volgende").click()
    expect(pages.locator("[aria-current=page]")).to_have_text("2")
    expect(page).to_have_title(re.compile("pagina 2 van 2"))
    expect(page.get_by_text(re.compile("Je ziet 26 t/m (30|40) van (30|40)"))).to_be_visible()
    for breed in (1280, 390, 320):
        page.set_viewport_size({"width": breed, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= breed
    if path != "/signalen":
        toegankelijk(page)
        shot(page, rol, f"{path}-lang", 320)


def test_tasks_are_found_by_what_stands_on_the_line_without_javascript_and_no_address_holds_a_name(
    pagina, gevuld, streek
):
    page = pagina(Rol.VC, javascript=False)
    page.get_by_label("Zoek op naam, nummer of taak").fill("YILDIZ beoordelen")
    page.get_by_role("button", name="Toon taken").click()
    expect(page.get_by_role("link", name="Signaal beoordelen")).to_have_count(1)
    expect(page.get_by_role("cell", name="Amir Yıldız")).to_be_visible()
    assert "ildiz" not in page.url.lower()
    expect(page.get_by_label("Zoek op naam, nummer of taak")).to_have_value("YILDIZ beoordelen")
    page.get_by_role("link", name="Toon alle taken").click()
    expect(page.get_by_role("link", name="Signaal beoordelen")).not_to_have_count(1)


def test_signal_search_and_filter_work_without_javascript(pagina, gevuld, streek):
    page = pagina(Rol.VC, javascript=False)
    page.goto("/signalen/melden")
    page.get_by_role("button", name="Signaal versturen").click()
    expect(page).to_have_title(FOUT)
    page.get_by_label("Over wie gaat het?").select_option(label="Amir Yıldız (2B)")
    page.get_by_label("Wat zie je of hoor je?").fill("Amir zit elke ochtend in de gang")
    page.get_by_role("button", name="Signaal versturen").click()
    expect(page.get_by_text("Je signaal is verstuurd")).to_be_visible()
    page.goto("/zoeken")
    page.get_by_label("Casusnummer, naam").fill("yildiz")
    page.get_by_role("button", name="Zoek", exact=True).click()
    assert "ildiz" not in page.url
    expect(page.get_by_role("link", name="Amir Yıldız")).to_be_visible()
    page.goto("/")
    page.get_by_label("Leerling of casus").select_option(label="Amir Yıldız")
    page.get_by_role("button", name="Toon taken").click()
    expect(page.get_by_role("link", name="Signaal beoordelen")).to_have_count(1)


def test_page_speaks_the_chosen_language(pagina, gevuld):
    page = pagina(Rol.VC)
    page.get_by_role("button", name="English").click()
    for path in PAGES[Rol.VC]:
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/")
    expect(page.get_by_role("heading", name="My tasks")).to_be_visible()
    expect(page.get_by_role("link", name="Judge the signal").first).to_be_visible()
