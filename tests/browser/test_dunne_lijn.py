"""The thin path in a real browser: with and without JavaScript, wide and narrow, and checked with axe."""

import pytest
from playwright.sync_api import expect

from casus.domain.rol import Rol
from tests.browser.conftest import FOUT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("javascript", [True, False])
def test_coordinator_opens_a_casus(pagina, streek, toegankelijk, javascript):
    streek.casus()
    page = pagina(Rol.VC, javascript=javascript)
    if javascript:
        toegankelijk(page)
    page.get_by_role("link", name="Signaal beoordelen").click()
    if javascript:
        toegankelijk(page)
    page.get_by_role("button", name="Opslaan en afronden").click()
    expect(page).to_have_title(FOUT)
    page.get_by_label("Ja, open een casus").check()
    page.get_by_label("Waarom?").fill("Vier keer ziek gemeld")
    page.get_by_role("button", name="Opslaan en afronden").click()
    expect(page.get_by_text("De taak is afgerond")).to_be_visible()
    expect(page.get_by_role("heading", name="Fenna Jansma")).to_be_visible()
    if javascript:
        toegankelijk(page)


@pytest.mark.parametrize("breed", [390, 320])
def test_nothing_is_wider_than_a_phone(pagina, streek, breed):
    casus_id = streek.casus()
    page = pagina(Rol.VC, breed=breed)
    for path in ("/", f"/casussen/{casus_id}"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= breed, path
