"""The page family of a casus in a real browser: accessible, narrow, with and without JavaScript."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from casus.domain.klok import Kleur, Klok
from casus.domain.leerling import Leerling
from casus.domain.melding import DuoMelding, StatusMelding
from casus.domain.organisatie import Organisatie
from casus.domain.rol import Rol
from casus.services import toestemmingen as service
from casus.storage import casussen, dossiers, toestemmingen
from tests.browser.conftest import FOUT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def verhaal(huis, streek):
    """A casus with a running clock, entries, a file, and a question for consent."""
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        casus = casussen.read_casus(db, casus_id)
        db.add(
            Klok(
                leerling_id=streek.leerling_id, kleur=Kleur.AMBER, thuiszit_sinds=date(2026, 7, 16),
                deadline=date(2026, 9, 16), deadline_zonder_vakantie=date(2026, 10, 28),
                bijgewerkt_tot=date(2026, 8, 31), berekend_op=db.nu,
            )
        )  # fmt: skip
        vragen = {"vragen": [["toelichting", "Waarom?", "x", "Vier keer ziek gemeld in twee weken."]]}
        dossiers.write_stuk(db, casus, "D04", vragen, stap="signaal_beoordelen", formulier="signaal-beoordelen")
        dossiers.write_stuk(db, casus, "D11", b"%PDF-", stap="x", bestandsnaam="terugkoppeling.pdf")
        consent = service.vraag(huis.kern, db, casus, "delen_advies").id
    with huis.kern.database.transaction(streek.actors[Rol.LPA]) as db:
        dossiers.write_stuk(db, casussen.read_casus(db, casus_id), "D12", {"vragen": []}, stap="x")
    return casus_id, consent


def pages(huis, streek, verhaal):
    """Every page of the family: who opens it, and where."""
    casus_id, consent = verhaal
    with huis.kern.database.reading(streek.actors[Rol.VC]) as db:
        signature = toestemmingen.signatures(db, consent)[0].id
        rows = dossiers.list_stukken(db, casus_id, dossiers.Dossierstuk.domein == "D04")
        entry = rows[0].id
    for deel in ("overzicht", "onderwijs", "medisch", "leerplicht", "plannen", "documenten", "logboek"):
        yield Rol.VC, f"/casussen/{casus_id}?deel={deel}"
    yield Rol.VC, f"/casussen/{casus_id}/toestemmingen"
    yield Rol.VC, f"/casussen/{casus_id}/toestemmingen/{consent}/{signature}"
    yield Rol.VC, f"/dossierstukken/{entry}/verbeteren"
    yield Rol.OG, f"/casussen/{casus_id}"
    yield Rol.OG, "/toestemmingen"
    yield Rol.OG, f"/toestemmingen/{consent}"
    yield Rol.LL, f"/casussen/{casus_id}"


@pytest.mark.parametrize("breed", [1280, 390, 320])
def test_every_page_is_accessible_and_fits(huis, streek, verhaal, pagina, toegankelijk, breed):
    open_pages = {}
    for rol, path in pages(huis, streek, verhaal):
        page = open_pages.get(rol) or open_pages.setdefault(rol, pagina(rol, breed=breed))
        answer = page.goto(path)
        assert answer.status == 200, path
        toegankelijk(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= breed, path


def test_picture_is_fetched_only_when_opened_and_keeps_its_mark(verhaal, pagina, toegankelijk):
    page = pagina(Rol.VC)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/casussen/{verhaal[0]}")
    assert not any(url.endswith(".bpmn") for url in asked)
    page.get_by_text("Bekijk het hele schema").click()
    page.wait_for_selector(".djs-container .stap-nu")
    assert any(url.endswith(".bpmn") for url in asked)
    mark = page.locator(".bjs-powered-by")
    expect(mark).to_be_visible()
    box, frame = mark.bounding_box(), page.locator(".c-schema").first.bounding_box()
    assert box["width"] > 20
    assert frame["x"] <= box["x"] <= frame["x"] + frame["width"] - box["width"]
    assert frame["y"] <= box["y"] <= frame["y"] + frame["height"] - box["height"]
    toegankelijk(page)


def test_focus_is_visible_on_tabs_and_buttons(verhaal, pagina):
    page = pagina(Rol.OG)
    page.goto(f"/toestemmingen/{verhaal[1]}")
    button = page.get_by_role("button", name="Nee, liever niet")
    page.keyboard.press("Tab")
    button.focus()
    style = button.evaluate(
        "el => { const s = getComputedStyle(el); return s.outlineWidth + s.boxShadow + s.backgroundColor }"
    )
    page.get_by_role("button", name="Ja, dat mag").focus()
    assert style != button.evaluate(
        "el => { const s = getComputedStyle(el); return s.outlineWidth + s.boxShadow + s.backgroundColor }"
    )


def test_yes_and_no_are_equally_large(verhaal, pagina):
    page = pagina(Rol.OG, breed=390)
    page.goto(f"/toestemmingen/{verhaal[1]}")
    ja, nee = (page.get_by_role("button", name=name).bounding_box() for name in ("Ja, dat mag", "Nee, liever niet"))
    assert (ja["width"], ja["height"]) == (nee["width"], nee["height"])


def test_parent_decides_without_javascript(verhaal, pagina):
    page = pagina(Rol.OG, javascript=False)
    page.goto(f"/toestemmingen/{verhaal[1]}")
    page.get_by_role("button", name="Ja, dat mag").click()
    expect(page.get_by_text("Je hebt ja gezegd")).to_be_visible()
    page.get_by_role("link", name="Ik trek mijn toestemming in").click()
    page.get_by_role("button", name="Ik trek mijn toestemming in").click()
    expect(page.get_by_text("Je toestemming is ingetrokken")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_writer_sees_who_reads_what_before_saving(huis, streek, verhaal, pagina, toegankelijk, javascript):
    huis.bron.catalogue.current.elements["signaal_beoordelen", "signaal_wegen"].eigenschappen["voorbeeld"] = "ja"
    page = pagina(Rol.VC, javascript=javascript)
    page.get_by_role("link", name="Signaal beoordelen").click()
    page.get_by_role("button", name="Verder: bekijk wie wat leest").click()
    expect(page).to_have_title(FOUT)
    page.get_by_label("Ja, open een casus").check()
    page.get_by_label("Waarom?").fill("Slaapt slecht")
    page.get_by_role("button", name="Verder: bekijk wie wat leest").click()
    expect(page.get_by_role("heading", name="Wie leest wat?")).to_be_visible()
    if javascript:
        toegankelijk(page)
    page.get_by_role("button", name="Opslaan en afronden").click()
    expect(page.get_by_text("De taak is afgerond")).to_be_visible()


def test_header_stays_low_and_always_says_who_works_as_what(verhaal, pagina):
    page = pagina(Rol.VC)
    page.goto(f"/casussen/{verhaal[0]}")
    for breed, hoog in ((1280, 110), (1024, 110), (390, 220), (320, 270)):
        page.set_viewport_size({"width": breed, "height": 900})
        header = page.locator("header")
        expect(header.get_by_text("Petra Kuiper")).to_be_visible()
        expect(header.get_by_text("verzuimcoördinator")).to_be_visible()
        expect(header.get_by_role("button", name="Afmelden")).to_be_visible()
        assert header.bounding_box()["height"] <= hoog, breed
    expect(page.get_by_role("link", name="Casussen").first).to_have_attribute("aria-current", "true")


def test_long_names_break_instead_of_widening_the_page(huis, streek, verhaal, pagina):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        leerling = db.session.get_one(Leerling, streek.leerling_id)
        leerling.achternaam = "Hottentottententententoonstellingsmakersdochter-van Wijnschenk tot Oosterwolde"
        db.get(
            Organisatie, streek.organisaties["school"]
        ).naam = "Scholengemeenschap voor Praktijkonderwijs De Veenkoloniën"
    page = pagina(Rol.VC)
    for breed in (1280, 390, 320):
        page.set_viewport_size({"width": breed, "height": 900})
        for rol, path in pages(huis, streek, verhaal):
            if rol is Rol.VC:
                page.goto(path)
                assert page.evaluate("document.documentElement.scrollWidth") <= breed, (path, breed)


def test_titles_name_the_casus_and_never_the_pupil(huis, streek, verhaal, pagina):
    page = pagina(Rol.VC)
    for _, path in [item for item in pages(huis, streek, verhaal) if item[0] is Rol.VC]:
        page.goto(path)
        assert not {"Fenna", "Jansma"} & set(page.title().replace(",", " ").split()), path


def test_page_of_a_casus_prints_without_navigation_and_with_its_details(verhaal, pagina):
    page = pagina(Rol.VC)
    page.goto(f"/casussen/{verhaal[0]}?deel=leerplicht")
    page.emulate_media(media="print")
    expect(page.locator("header")).to_be_hidden()
    expect(page.locator(".c-tabs")).to_be_hidden()
    expect(page.locator("footer")).to_be_hidden()
    expect(page.locator(".c-druk")).to_contain_text("afgedrukt op 1 september 2026 door Petra Kuiper")
    expect(page.get_by_text("als er een melding is of leerplicht de regie heeft").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("javascript", [True, False])
def test_partner_takes_the_text_along_to_the_own_system(huis, streek, verhaal, pagina, toegankelijk, javascript):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        lars = streek.actors[Rol.LPA]
        casussen.ensure_grant(db, verhaal[0], Rol.LPA, lars.organisatie_id, None, "melding")
        db.add(
            DuoMelding(
                casus_id=verhaal[0], soort="16U_V3", begindatum=date(2026, 8, 20), nummer="77", gemeld_op=db.nu,
                gemeente_id=lars.organisatie_id, status=StatusMelding.GEREGISTREERD,
            )
        )  # fmt: skip
        inhoud = {"vragen": [["k", "Wat deed de school?", "x", "Gebeld en gesproken"]]}
        dossiers.write_stuk(db, casussen.read_casus(db, verhaal[0]), "D11", inhoud, stap="x")
    page = pagina(Rol.LPA, javascript=javascript)
    page.goto(f"/casussen/{verhaal[0]}")
    page.get_by_role("link", name="Tekst voor je eigen systeem").click()
    text = page.get_by_label("Zet dit in je eigen systeem")
    expect(text).to_have_value(re.compile("Fenna Jansma.*Gebeld en gesproken", re.DOTALL))
    expect(text).not_to_have_value(re.compile("Vier keer ziek gemeld"))
    copy = page.get_by_role("button", name="Kopieer alles")
    if not javascript:
        expect(copy).to_be_hidden()
        return
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy.click()
    expect(page.get_by_text("Gekopieerd.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == text.input_value()
    toegankelijk(page)


def test_form_and_answers_speak_english_too(verhaal, pagina):
    page = pagina(Rol.VC)
    page.get_by_role("button", name="English").click()
    page.get_by_role("link", name="Judge the signal").click()
    expect(page.get_by_text("Is this absence worrying?")).to_be_visible()
    page.get_by_role("button", name="Save and finish").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".govuk-error-message").first).not_to_contain_text("Fout")


def test_parent_with_an_open_question_starts_there(verhaal, pagina):
    page = pagina(Rol.OG)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn toestemmingen")
    page.get_by_role("link", name="Advies van de jeugdarts delen met school").click()
    page.get_by_role("button", name="Nee, liever niet").click()
    expect(page.get_by_text("Je hebt nee gezegd")).to_be_visible()
