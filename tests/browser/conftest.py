"""A real Chromium against a real server on a free port."""

import re
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from waitress.server import create_server

from casus.app import create_app
from tests.factories import WACHTWOORD

FOUT = re.compile(r"^Fout: ")
"""The title of a page on which something was filled in wrong."""

expect.set_options(timeout=20_000)
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def adres(huis, streek):
    """The address of a running server."""
    server = create_server(create_app(huis), host="127.0.0.1", port=0, threads=4)
    closing = threading.Event()

    def run() -> None:
        try:
            server.run()
        except OSError:  # it may be looking at its socket at the moment that this is closed
            if not closing.is_set():
                raise

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    closing.set()
    server.close()
    thread.join(timeout=5)


def meld_aan(page, naam):
    """Log in on the page that asks for it."""
    page.get_by_label("Gebruikersnaam").fill(naam.split()[0].lower())
    page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("button", name="Aanmelden")).to_have_count(0)


@pytest.fixture
def pagina(chromium, adres, streek):
    """A page in which somebody is logged in: `pagina(Rol.VC)`, `pagina(naam="Olga Jansma")`."""
    contexts = []

    def open_as(rol=None, *, naam=None, breed=1280, javascript=True):
        context = chromium.new_context(
            base_url=adres, viewport={"width": breed, "height": 900}, java_script_enabled=javascript, locale="nl-NL"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/")
        who = naam or (rol and streek.actors[rol].naam)
        if who:
            meld_aan(page, who)
        return page

    yield open_as
    for context in contexts:
        context.close()


@pytest.fixture
def toegankelijk():
    """Assert that axe finds nothing on the page."""
    axe = Axe()

    def check(page):
        page.wait_for_load_state()  # a page that was clicked to may not have its style yet
        found = axe.run(page, options=AXE).response["violations"]
        assert found == [], [(item["id"], [node["html"][:120] for node in item["nodes"]]) for item in found]

    return check
