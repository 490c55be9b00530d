"""Logging in with a code in a real browser: without a mouse habit of ours, on a phone, without JavaScript."""

import base64
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from casus.domain import eenmaalcode
from casus.domain.rol import Rol
from tests.browser.conftest import FOUT
from tests.factories import WACHTWOORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def past(page):
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def lees_geheim(page):
    link = page.get_by_role("link", name="Zet de sleutel meteen in de app").get_attribute("href")
    return base64.b32decode(parse_qs(urlsplit(link).query)["secret"][0])


def stel_in(page, klok):
    """From my name in the bar to ten recovery codes; gives the secret."""
    page.get_by_role("link", name="Petra Kuiper").click()
    page.get_by_role("link", name="Code instellen").click()
    page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    page.get_by_role("button", name="Maak een sleutel").click()
    expect(page.get_by_label("Code", exact=True)).to_be_visible()
    secret = lees_geheim(page)
    page.get_by_label("Code", exact=True).fill(eenmaalcode.code(secret, eenmaalcode.stap_van(klok())))
    page.get_by_role("button", name="Code aanzetten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bewaar je herstelcodes")
    klok.verder(seconds=60)
    return secret


@pytest.mark.parametrize(("breed", "javascript"), [(1280, True), (320, True), (320, False)])
def test_somebody_sets_up_a_code_and_logs_in_with_it(pagina, klok, toegankelijk, breed, javascript):
    page = pagina(Rol.VC, breed=breed, javascript=javascript)

    def goed():
        if javascript:
            toegankelijk(page)
            past(page)

    page.goto("/account")
    goed()
    page.goto("/account/code")
    goed()
    page.get_by_role("button", name="Maak een sleutel").click()
    expect(page).to_have_title(FOUT)
    expect(page.get_by_role("alert")).to_contain_text("Vul je wachtwoord in")
    goed()
    secret = stel_in(page, klok)
    expect(page.locator(".c-codes li")).to_have_count(10)
    recovery = page.locator(".c-codes li").first.inner_text()
    goed()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page.get_by_text("Je hebt nog 10 herstelcodes.")).to_be_visible()
    goed()
    for path in ("/account/herstelcodes", "/account/code/uit", "/account/wachtwoord"):
        page.goto(path)
        goed()
    page.get_by_role("button", name="Afmelden").click()
    for code in (eenmaalcode.code(secret, eenmaalcode.stap_van(klok())), recovery):
        page.get_by_label("Gebruikersnaam").fill("petra")
        page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
        page.get_by_role("button", name="Aanmelden").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Vul je code in")
        goed()
        page.get_by_label("Code", exact=True).fill("12")
        page.get_by_role("button", name="Verder").click()
        expect(page).to_have_title(FOUT)
        goed()
        page.get_by_label("Code", exact=True).fill(code)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Mijn taken")
        page.get_by_role("button", name="Afmelden").click()
        expect(page.get_by_role("button", name="Aanmelden")).to_be_visible()


def test_the_key_is_one_to_type_and_the_codes_print_without_the_menu(pagina, klok):
    page = pagina(Rol.VC)
    page.goto("/account/code")
    page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    page.get_by_role("button", name="Maak een sleutel").click()
    shown = page.locator(".c-sleutel")
    expect(shown).to_have_text(re.compile(r"^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$"))
    secret = base64.b32decode(shown.inner_text().replace(" ", ""))
    page.get_by_label("Code", exact=True).fill(eenmaalcode.code(secret, eenmaalcode.stap_van(klok())))
    page.get_by_role("button", name="Code aanzetten").click()
    expect(page.locator(".c-codes")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".c-codes")).to_be_visible()
    expect(page.get_by_role("link", name="Ik heb ze bewaard")).to_be_hidden()
    expect(page.locator(".c-kop")).to_be_hidden()


def test_ending_another_session_shows_there_at_the_next_page(pagina):
    here, there = pagina(Rol.VC), pagina(Rol.VC)
    here.goto("/account")
    here.get_by_role("button", name="Meld daar af").click()
    expect(here.get_by_text("Je bent daar afgemeld.")).to_be_visible()
    there.goto("/casussen")
    expect(there.get_by_text("Je sessie was verlopen. Meld je opnieuw aan.")).to_be_visible()
