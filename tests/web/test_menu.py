"""The menu leads every role to pages that answer, and a casus leads on to what one may tell it."""

import re
from uuid import uuid4

import pytest

from casus.domain.rol import Rol


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


def test_expired_session_asks_to_log_in_again_and_comes_back(streek, bezoeker, klok):
    streek.casus()
    petra = bezoeker(Rol.VC)
    task = re.search(r"/taken/[0-9a-f-]{36}", petra.get("/").text).group()
    klok.verder(days=2)
    login = petra.post(task, follow=True, zorgelijk="ja", toelichting="te laat")
    assert "Je sessie was verlopen" in login.text
    assert login.request.args["next"] == task
    back = petra.client.post(
        f"/aanmelden?next={task}", data={"gebruikersnaam": "petra", "wachtwoord": "proef-wachtwoord"}
    )
    assert back.location == task
    assert petra.get(task).status_code == 200


def test_session_that_ended_elsewhere_says_that_nothing_was_saved(app, streek):
    client = app.test_client()
    answer = client.post(f"/taken/{uuid4()}", data={"zorgelijk": "ja"})
    assert answer.status_code == 400
    assert "Er is niets opgeslagen" in answer.text
