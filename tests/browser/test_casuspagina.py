"""The page family of a casus in a real browser: accessible, narrow, with and without JavaScript."""

from datetime import date

import pytest
from playwright.sync_api import expect

from casus.domain.klok import Kleur, Klok
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
