"""Destroying in a real browser: without JavaScript, on a phone, and checked with axe."""

import os
import re

import pytest
from playwright.sync_api import expect

from casus.domain.rol import Rol
from tests import lijsten

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def look(page, toegankelijk, name):
    toegankelijk(page)
    for breed in (1280, 390, 320):
        page.set_viewport_size({"width": breed, "height": 900})
        assert page.evaluate(WIDE) <= 0, (name, breed)
        if os.environ.get("CASUS_PRENTEN"):
            page.screenshot(path=f"{os.environ['CASUS_PRENTEN']}/{name}-{breed}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_director_decides_and_prints(huis, streek, pagina, toegankelijk):
    page = pagina(Rol.DIR)
    page.goto("/vernietiging")
    expect(page.get_by_text("Er is nog niets om te vernietigen.")).to_be_visible()
    look(page, toegankelijk, "leeg")
    lijsten.te_vernietigen(huis, streek)
    page.goto("/vernietiging")
    look(page, toegankelijk, "lijst")
    page.get_by_role("table").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Voorstel van")
    look(page, toegankelijk, "voorstel")
    page.get_by_role("button", name="Bewaar wat is aangekruist").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    look(page, toegankelijk, "fout")
    page.get_by_role("button", name="Verder naar vernietigen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Weet je het zeker?")
    look(page, toegankelijk, "zeker")
    page.get_by_role("button", name="Ja, vernietig dit").click()
    expect(page.get_by_role("status")).to_contain_text("Je besluit is vastgelegd.")
    huis.nachtwerk.werkbank.alles()
    page.reload()
    page.get_by_role("link", name="Verklaring van vernietiging").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Verklaring van vernietiging")
    look(page, toegankelijk, "verklaring")


def test_without_javascript_one_line_is_kept(huis, streek, pagina):
    lijsten.te_vernietigen(huis, streek)
    page = pagina(Rol.DIR, javascript=False, breed=390)
    page.goto("/vernietiging")
    page.get_by_role("table").get_by_role("link").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Waarom?").select_option("bezwaar")
    page.get_by_label("Bewaren tot en met").fill("2030-01-01")
    page.get_by_role("button", name="Bewaar wat is aangekruist").click()
    expect(page.get_by_role("status")).to_contain_text("1 regel blijft bewaard.")
    expect(page.get_by_role("checkbox")).to_have_count(1)
    page.wait_for_load_state("networkidle")
