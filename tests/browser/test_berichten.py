"""Messages in a real browser: accessible, on a phone, and without JavaScript from the mail to the task."""

import os

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from casus.domain.actor import SYSTEEM
from casus.domain.bericht import SoortBericht
from casus.domain.organisatie import Persoon
from casus.domain.rol import Rol
from casus.domain.techniek import Bericht, Post
from casus.services.berichten import stuur
from casus.storage import berichten
from tests.services.spoor import Spoor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def verteld(huis, streek, klok):
    """The mentor has a new task, older messages, and an address that does not work; some mail came back."""
    spoor = Spoor(huis, streek, "casus")
    rik = streek.actors[Rol.MEN].persoon_id
    with huis.kern.database.transaction(SYSTEEM) as db:
        for n in range(30):
            stuur(huis.kern, db, rik, list(SoortBericht)[n % 9], sleutel=str(n), casus_id=spoor.casus_id)
        ident = berichten.leg_neer(db, rik, SoortBericht.TAAK, "terug", casus_id=spoor.casus_id, post=Post.TERUGGEKOMEN)
        db.get(Bericht, ident).post_op = db.nu
        db.get(Persoon, rik).email_fout_op = db.nu
    klok.verder(minutes=1)  # so that the new task is the newest message
    spoor.doe(Rol.VC, "Signaal beoordelen", zorgelijk="ja", toelichting="Vier keer ziek gemeld")
    return spoor


@pytest.mark.parametrize(
    ("rol", "paths"), [(Rol.MEN, ("/berichten", "/berichten?pagina=2")), (Rol.BEH, ("/beheer/post",))]
)
def test_pages_are_accessible_and_fit_a_phone(pagina, verteld, toegankelijk, rol, paths):
    page = pagina(rol)
    for path in paths:
        page.goto(path)
        check(page, toegankelijk, f"{rol}{path.replace('/', '_').replace('?', '_')}")
    if rol is Rol.MEN:
        page.goto("/berichten")
        page.get_by_role("link", name="Er staat een nieuwe taak").first.click()
        check(page, toegankelijk, "bericht")


def check(page, toegankelijk, name):
    for breed in (1280, 390, 320):
        page.set_viewport_size({"width": breed, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= breed, (name, breed)
        toegankelijk(page)
        folder = os.environ.get("CASUS_PLAATJES")
        if folder:
            page.screenshot(path=f"{folder}/{name}-{breed}.png", full_page=True)


def test_from_the_link_in_the_mail_to_the_task_without_javascript(pagina, verteld, huis, streek, adres):
    with huis.kern.database.reading(SYSTEEM) as db:
        ident = db.session.scalars(select(Bericht.id).where(Bericht.taak_id.is_not(None))).one()
    page = pagina(Rol.MEN, javascript=False)
    expect(page.get_by_role("link", name="Berichten 32 nieuw")).to_be_visible()
    page.goto(f"/berichten/{ident}")
    page.get_by_role("button", name="Naar de taak").click()
    expect(page.get_by_role("heading", name="Verzuimgesprek voeren")).to_be_visible()
    page.get_by_role("link", name="Berichten 31 nieuw").click()
    page.get_by_role("button", name="Alles gelezen").click()
    expect(page.get_by_text("Alle berichten staan op gelezen")).to_be_visible()
    expect(page.get_by_role("link", name="Berichten", exact=True)).to_be_visible()
