"""The thin path through all rooms: login, a task, its form, the dossier, a refusal."""

import re

from casus.domain.rol import Rol


def first_task(visitor) -> str:
    return re.search(r"/taken/[0-9a-f-]{36}", visitor.get("/").get_data(as_text=True)).group()


def test_coordinator_opens_casus_and_mentor_goes_on(streek, bezoeker):
    casus_id = streek.casus()
    petra, rik = bezoeker(Rol.VC), bezoeker(Rol.MEN)
    task = first_task(petra)
    assert "Signaal beoordelen" in petra.get(task).get_data(as_text=True)
    done = petra.post(task, follow=True, zorgelijk="ja", toelichting="Vier keer ziek gemeld")
    assert "De taak is afgerond" in done.get_data(as_text=True)
    assert "2026-0001" in petra.get(f"/casussen/{casus_id}").get_data(as_text=True)
    assert "Verzuimgesprek voeren" in rik.get(first_task(rik)).get_data(as_text=True)


def test_wrong_answers_come_back_with_what_to_do(streek, bezoeker):
    streek.casus()
    petra = bezoeker(Rol.VC)
    answer = petra.post(first_task(petra), toelichting="Vier keer ziek gemeld")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Kies of dit verzuim zorgelijk is" in page
    assert "Vier keer ziek gemeld" in page


def test_form_posted_twice_is_refused_and_changes_nothing(streek, bezoeker):
    casus_id = streek.casus()
    petra = bezoeker(Rol.VC)
    task = first_task(petra)
    petra.post(task, zorgelijk="ja", toelichting="eerste keer")
    again = petra.post(task, zorgelijk="ja", toelichting="tweede keer")
    assert again.status_code == 409
    assert "al afgerond" in again.get_data(as_text=True)
    assert "tweede keer" not in petra.get(f"/casussen/{casus_id}").get_data(as_text=True)


def test_draft_is_kept_for_its_writer_only(streek, bezoeker):
    streek.casus()
    petra, daan = bezoeker(Rol.VC), bezoeker(Rol.DIR)
    task = first_task(petra)
    petra.post(task, concept="1", toelichting="half af")
    assert "half af" in petra.get(task).get_data(as_text=True)
    assert daan.get(task).status_code == 404


def test_task_of_another_role_is_not_found_and_nothing_changes(streek, bezoeker):
    streek.casus()
    task = first_task(bezoeker(Rol.VC))
    for rol in (Rol.MEN, Rol.JA, Rol.LPA, Rol.OG, Rol.LL, Rol.SWC):
        answer = bezoeker(rol).post(task, zorgelijk="ja", toelichting="ik niet")
        assert answer.status_code == 404
    assert first_task(bezoeker(Rol.VC)) == task


def test_wrong_password_and_unknown_name_look_alike(bezoeker):
    def page(name):
        return re.sub(
            r'value="[^"]*"',
            "",
            bezoeker().post("/aanmelden", gebruikersnaam=name, wachtwoord="x").get_data(as_text=True),
        )

    assert page("petra") == page("niemand")
    assert "klopt niet" in page("petra")


def test_logged_out_session_is_dead_on_the_server(bezoeker):
    petra = bezoeker(Rol.VC)
    cookie = petra.client.get_cookie("session")
    petra.post("/afmelden")
    petra.client.set_cookie("session", cookie.value)
    assert petra.get("/").status_code == 302


def test_post_without_csrf_token_is_a_page_that_says_what_to_do(app, streek):
    answer = app.test_client().post("/aanmelden", data={"gebruikersnaam": "petra"})
    assert answer.status_code in (400, 422)
