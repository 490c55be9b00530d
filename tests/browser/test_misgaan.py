"""When things go wrong in a real browser: sessions end, people go back, post twice, choose a file that is too large."""

import re

import pytest
from playwright.sync_api import expect

from casus.domain.rol import Rol
from casus.services import toestemmingen as service
from casus.storage import casussen, toestemmingen
from tests.browser.conftest import FOUT, meld_aan

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
KLAAR = "Opslaan en afronden"


@pytest.fixture
def taak(streek, pagina):
    """Open the task of the coordinator: `taak(javascript=False)`."""
    streek.casus()

    def open_task(**how):
        page = pagina(Rol.VC, **how)
        page.get_by_role("link", name="Signaal beoordelen").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Signaal beoordelen")
        return page

    return open_task


@pytest.mark.parametrize("javascript", [True, False])
def test_session_that_ends_while_somebody_types_loses_nothing(taak, klok, toegankelijk, javascript):
    page = taak(javascript=javascript)
    page.get_by_label("Ja, open een casus").check()
    page.get_by_label("Waarom?").fill("Vier keer ziek, en <stil> in de klas")
    klok.verder(days=2)
    page.get_by_role("button", name=KLAAR).click()
    expect(page.get_by_text("wat je typte is niet weg")).to_be_visible()
    if javascript:
        toegankelijk(page)
    page.get_by_label("Gebruikersnaam").fill("petra")
    page.get_by_label("Wachtwoord", exact=True).fill("mis")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page).to_have_title(FOUT)
    meld_aan(page, "Petra Kuiper")
    expect(page.get_by_role("heading", name="Wat je typte, is er nog")).to_be_visible()
    if javascript:
        toegankelijk(page)
    page.get_by_role("button", name="Terug naar mijn formulier").click()
    expect(page.get_by_label("Ja, open een casus")).to_be_checked()
    expect(page.get_by_label("Waarom?")).to_have_value("Vier keer ziek, en <stil> in de klas")
    page.get_by_role("button", name=KLAAR).click()
    expect(page.get_by_text("De taak is afgerond")).to_be_visible()


def test_back_after_completing_says_that_it_was_done(taak, toegankelijk):
    """Also after a page with errors, which the browser would otherwise offer to send again."""
    page = taak()
    page.get_by_role("button", name=KLAAR).click()
    expect(page).to_have_title(FOUT)
    page.get_by_label("Ja, open een casus").check()
    page.get_by_label("Waarom?").fill("Vier keer ziek gemeld")
    page.get_by_role("button", name=KLAAR).click()
    expect(page.get_by_text("De taak is afgerond")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Dit was al gedaan")).to_be_visible()
    toegankelijk(page)
    page.get_by_role("link", name="Bekijk de casus").click()
    expect(page.get_by_role("heading", name="Fenna Jansma")).to_be_visible()


def test_form_that_was_open_twice_is_completed_once(taak):
    first = taak()
    second = first.context.new_page()
    second.goto(first.url)
    for page in (first, second):
        page.get_by_label("Ja, open een casus").check()
        page.get_by_label("Waarom?").fill("Vier keer ziek gemeld")
    first.get_by_role("button", name=KLAAR).click()
    expect(first.get_by_text("De taak is afgerond")).to_be_visible()
    second.get_by_role("button", name=KLAAR).click()
    expect(second.get_by_role("heading", name="Dit was al gedaan")).to_be_visible()


def test_every_line_of_the_error_summary_leads_to_its_field(taak, toegankelijk):
    page = taak()
    page.get_by_role("button", name=KLAAR).click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(page.locator(".govuk-error-message").first).to_contain_text("Fout:")
    for link in summary.get_by_role("link").all():
        expect(page.locator(link.get_attribute("href"))).to_have_count(1)
        link.click()
        expect(page.locator(link.get_attribute("href"))).to_be_focused()
    toegankelijk(page)


def test_task_is_done_with_the_keyboard_alone(streek, pagina):
    streek.casus()
    page = pagina(Rol.VC)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    reach(page, "Signaal beoordelen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Signaal beoordelen")
    reach(page, "zorgelijk")
    page.keyboard.press("Space")
    reach(page, "toelichting")
    page.keyboard.type("Vier keer ziek gemeld")
    reach(page, KLAAR)
    page.keyboard.press("Enter")
    expect(page.get_by_text("De taak is afgerond")).to_be_visible()


def reach(page, what):
    """Press Tab until the field of that name, or the link or button with that text, has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()") == what:
            return
    raise AssertionError(f"{what} is not reached with the keyboard")


@pytest.mark.parametrize("javascript", [True, False])
def test_paper_that_is_too_large_is_refused_and_the_choice_stays(huis, streek, pagina, tmp_path, javascript):
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        asked = service.vraag(huis.kern, db, casussen.read_casus(db, casus_id), "delen_advies").id
        signature = toestemmingen.signatures(db, asked)[0].id
    large = tmp_path / "scan.pdf"
    large.write_bytes(b"0" * (10 * 1024 * 1024 + 1))
    page = pagina(Rol.VC, javascript=javascript)
    page.goto(f"/casussen/{casus_id}/toestemmingen/{asked}/{signature}")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.locator(".govuk-error-summary").get_by_role("link")).to_have_count(2)
    page.get_by_label("Ja, dat mag").check()
    page.get_by_label("Foto of scan").set_input_files(large)
    if javascript:
        expect(page.get_by_label("Foto of scan")).to_have_value("")
    page.get_by_role("button", name="Leg vast").click()
    expect(page).to_have_title(FOUT)
    expect(page.get_by_label("Ja, dat mag")).to_be_checked()


@pytest.mark.parametrize("rol", [Rol.MEN, None])
def test_unknown_page_says_so_and_leads_on(pagina, toegankelijk, rol):
    page = pagina(rol)
    page.goto("/bestaat-niet")
    expect(page).to_have_title(re.compile("^Deze pagina is er niet"))
    toegankelijk(page)
    page.get_by_role("link", name="Naar mijn taken" if rol else "Aanmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn taken" if rol else "Aanmelden")
