"""The noodknop in a real browser: accessible, narrow, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from casus.domain.actor import SYSTEEM
from casus.domain.noodtoegang import Noodtoegang
from casus.domain.rol import Rol
from casus.storage import casussen
from tests.browser.conftest import FOUT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WIM = "Wim Waarnemer"


@pytest.fixture
def wim(huis, streek):
    casus_id = streek.casus()
    with huis.kern.database.transaction(SYSTEEM) as db:
        casussen.read_casus(db, casus_id).nummer = "2026-0042"
        return streek.persoon(db, WIM, Rol.JA, "jeugdhulp")


def fill(page):
    page.goto("/noodknop")
    page.get_by_label("Casusnummer").fill("2026-0042")
    page.get_by_label("Ik neem waar").check()
    page.get_by_label("Leg het kort uit").fill("Fenna ligt op de spoedeisende hulp.")
    page.get_by_role("button", name="Verder").click()


@pytest.mark.parametrize("breed", [1280, 390, 320])
def test_every_page_is_accessible_and_fits(huis, streek, wim, pagina, toegankelijk, breed):
    def check(page):
        toegankelijk(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= breed

    page = pagina(naam=WIM, breed=breed)
    page.goto("/noodknop")
    check(page)
    page.get_by_role("button", name="Verder").click()
    expect(page).to_have_title(FOUT)
    check(page)
    fill(page)
    expect(page.get_by_role("heading", name="Weet je het zeker?")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Ja, open de casus").click()
    expect(page.get_by_text("Je leest met de noodknop")).to_be_visible()
    check(page)
    with huis.kern.database.reading(SYSTEEM) as db:
        ident = db.session.scalars(select(Noodtoegang.id)).one()
    joke = pagina(Rol.JA, breed=breed)
    joke.goto(f"/noodknop/{ident}")
    expect(joke.get_by_role("button", name="Leg je oordeel vast")).to_be_visible()
    check(joke)
    parent = pagina(Rol.OG, breed=breed)
    with huis.kern.database.reading(SYSTEEM) as db:
        casus_id = db.session.scalars(select(Noodtoegang.casus_id)).one()
    parent.goto(f"/casussen/{casus_id}?deel=logboek")
    expect(parent.get_by_role("heading", name="Noodknop")).to_be_visible()
    check(parent)


def test_whole_way_without_javascript(wim, pagina):
    page = pagina(naam=WIM, javascript=False)
    fill(page)
    page.get_by_role("button", name="Ja, open de casus").click()
    expect(page.get_by_text(re.compile("Je leest met de noodknop, tot"))).to_be_visible()
    there = page.url
    page.get_by_role("button", name="Ik ben klaar").click()
    expect(page.get_by_text("Klaar. De casus is weer dicht.")).to_be_visible()
    assert page.goto(there).status == 404
