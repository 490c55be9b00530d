"""The menu leads every role to pages that answer, and a casus leads on to what one may tell it."""

import re
from html import unescape
from uuid import uuid4

import pytest

from casus.domain.rol import Rol
from tests.factories import WACHTWOORD


def menu(visitor) -> list[str]:
    nav = re.search(r'<ul class="c-menu">(.*?)</ul>', visitor.get("/").text, re.DOTALL).group(1)
    return re.findall(r'href="([^"]+)"', nav)


@pytest.mark.parametrize("rol", list(Rol))
def test_each_entry_of_the_menu_answers(streek, bezoeker, rol):
    streek.casus()
    visitor = bezoeker(rol)
    entries = menu(visitor)
    assert entries
    assert {path: visitor.get(path).status_code for path in entries} == dict.fromkeys(entries, 200)


@pytest.mark.parametrize("rol", list(Rol))
def test_family_finds_its_consents_and_school_its_import(bezoeker, rol):
    entries = menu(bezoeker(rol))
    assert ("/toestemmingen" in entries) == (rol in (Rol.OG, Rol.LL))
    assert ("/verzuim/importeren" in entries) == (rol in (Rol.VC, Rol.ADM))


@pytest.mark.parametrize("rol", list(Rol))
def test_link_to_tell_the_casus_stands_there_only_for_who_may(streek, bezoeker, rol):
    casus_id = streek.casus()
    visitor = bezoeker(rol)
    there = f"/casussen/{casus_id}/sturen"
    assert (there in visitor.get(f"/casussen/{casus_id}").text) == (visitor.get(there).status_code == 200)


@pytest.fixture
def halverwege(streek, bezoeker, klok):
    """Petra, whose session ended while she filled in a task: her visitor, the task and the login page she got."""
    streek.casus()
    petra = bezoeker(Rol.VC)
    task = re.search(r"/taken/[0-9a-f-]{36}", petra.get("/").text).group()
    klok.verder(days=2)
    return petra, task, petra.post(task, zorgelijk="ja", toelichting="Vier keer ziek & moe")


def sealed(page) -> str:
    return re.search(r'name="bewaard" value="([0-9a-f]+)"', page.text).group(1)


def test_expired_session_keeps_what_was_typed_until_the_same_person_is_back(halverwege):
    petra, task, login = halverwege
    assert login.status_code == 401
    assert "wat je typte is niet weg" in login.text
    assert "ziek" not in login.text
    wrong = petra.post("/aanmelden", gebruikersnaam="petra", wachtwoord="mis", bewaard=sealed(login))
    back = petra.post("/aanmelden", gebruikersnaam="petra", wachtwoord=WACHTWOORD, bewaard=sealed(wrong))
    assert "Er is nog niets opgeslagen" in back.text
    fields = dict(re.findall(r'<input type="hidden" name="(zorgelijk|toelichting)" value="([^"]*)">', back.text))
    form = petra.post(task, ververs="1", **{name: unescape(value) for name, value in fields.items()})
    assert "Vier keer ziek &amp; moe" in form.text
    assert petra.get(task).text.count("Vier keer") == 0


def test_what_was_typed_does_not_come_back_to_somebody_else(halverwege):
    petra, _, login = halverwege
    mine = sealed(login)
    spoiled = mine[:-2] + ("00" if mine[-2:] != "00" else "11")
    for name, seal in (("rik", mine), ("petra", spoiled), ("petra", "geen zegel")):
        answer = petra.post("/aanmelden", gebruikersnaam=name, wachtwoord=WACHTWOORD, bewaard=seal)
        assert answer.status_code == 302
        assert "Vier keer" not in petra.get("/").text
        petra.post("/afmelden")


def test_expired_session_leads_back_to_the_page_that_was_asked_for(streek, bezoeker, klok):
    casus_id = streek.casus()
    petra = bezoeker(Rol.VC)
    klok.verder(days=2)
    login = petra.get(f"/casussen/{casus_id}?deel=onderwijs", follow_redirects=True)
    assert "Je sessie was verlopen" in login.text
    assert login.request.args["next"] == f"/casussen/{casus_id}?deel=onderwijs"
    lost = petra.post("/zoeken", follow=True, tekst="Fenna")
    assert "niet opgeslagen" in lost.text
    assert lost.request.args["next"] == "/zoeken"


def test_form_from_before_a_new_login_is_shown_again_only_when_it_came_from_our_own_page(app, streek):
    """Logged in anew in another tab: the old page has an old token."""
    streek.casus()
    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get("/aanmelden").text).group(1)
    client.post("/aanmelden", data={"gebruikersnaam": "petra", "wachtwoord": WACHTWOORD, "csrf_token": token})
    task = re.search(r"/taken/[0-9a-f-]{36}", client.get("/").text).group()
    typed = {"zorgelijk": "ja", "toelichting": "Vier keer ziek", "csrf_token": token}
    own = client.post(task, data=typed, headers={"Origin": "http://localhost"})
    assert own.status_code == 400
    assert "Vier keer ziek" in own.text
    for origin in ("http://elders.example", ""):
        strange = client.post(task, data=typed, headers={"Origin": origin})
        assert strange.status_code == 400
        assert "Vier keer" not in strange.text


def test_session_that_ended_elsewhere_says_that_nothing_was_saved(app, streek):
    client = app.test_client()
    answer = client.post(f"/taken/{uuid4()}", data={"zorgelijk": "ja"})
    assert answer.status_code == 400
    assert "Er is niets opgeslagen" in answer.text
