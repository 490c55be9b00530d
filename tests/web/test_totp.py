"""After the password a code: nobody comes in without it, and nobody learns from it who has one."""

import base64
import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from casus.app import create_app
from casus.domain import eenmaalcode
from casus.domain.actor import SYSTEEM
from casus.domain.organisatie import Lidmaatschap, Persoon
from casus.domain.rol import Rol
from casus.services.sessies import Sessies
from casus.services.wachtwoorden import PER_NAAM
from casus.storage import tweedestap
from tests.factories import WACHTWOORD
from tests.web.conftest import Bezoeker


class MetCode:
    """Petra with an app on her telephone."""

    def __init__(self, huis, klok, actor) -> None:
        self.huis, self.klok, self.actor = huis, klok, actor
        token = huis.sessies.login("petra", WACHTWOORD).token
        huis.account.begin_code(actor, WACHTWOORD)
        with huis.kern.database.reading(SYSTEEM) as db:
            self.geheim = tweedestap.geheim(db, tweedestap.find(db, actor.persoon_id))
        self.herstelcodes = huis.account.bevestig_code(actor, token, self.code())
        self.verder()

    def code(self, stappen: int = 0) -> str:
        return eenmaalcode.code(self.geheim, eenmaalcode.stap_van(self.klok()) + stappen)

    def fout(self) -> str:
        """A code that is none of those around now."""
        near = {self.code(step) for step in (-1, 0, 1)}
        return next(code for code in ("000000", "000001", "000002", "000003") if code not in near)

    def verder(self) -> None:
        """Until the app shows a code that was not used."""
        self.klok.verder(seconds=2 * eenmaalcode.STAP)


@pytest.fixture
def petra(huis, streek, klok):
    return MetCode(huis, klok, streek.actors[Rol.VC])


@pytest.fixture
def bezoek(app_zonder_csrf, petra):
    """Somebody who gave Petra's right password."""
    visitor = Bezoeker(app_zonder_csrf)
    assert visitor.meld_aan("petra").location.startswith("/aanmelden/code")
    return visitor


def binnen(visitor) -> bool:
    return visitor.get("/").status_code == 200


def audit(huis):
    with huis.kern.database.reading(SYSTEEM) as db:
        rows = db.session.execute(text("SELECT handeling, uitkomst, gegevens FROM auditregel ORDER BY volgnummer"))
        return [tuple(row) for row in rows]


def test_a_right_password_opens_nothing_until_the_code_came(app, bezoek, petra, huis):
    assert not binnen(bezoek)
    for path in ("/casussen", "/account", "/account/code", "/berichten"):
        assert "/aanmelden" in bezoek.get(path).location
    with huis.kern.database.reading(SYSTEEM) as db:
        before = db.session.execute(text("SELECT count(*) FROM sessie")).scalar()
    answer = bezoek.post("/aanmelden/code", code=petra.code())
    assert answer.status_code == 302
    assert binnen(bezoek)
    with huis.kern.database.reading(SYSTEEM) as db:
        assert db.session.execute(text("SELECT count(*) FROM sessie")).scalar() == before + 1
        assert db.session.execute(text("SELECT count(*) FROM aanmelding")).scalar() == 0


def test_the_token_of_half_a_login_is_no_session(bezoek, app_zonder_csrf):
    with bezoek.client.session_transaction() as session:
        half = session["halverwege"]
    thief = app_zonder_csrf.test_client()
    with thief.session_transaction() as session:
        session["_user_id"] = half
    assert thief.get("/").status_code == 302


def test_a_code_works_once(app_zonder_csrf, bezoek, petra):
    code = petra.code()
    bezoek.post("/aanmelden/code", code=code)
    assert binnen(bezoek)
    second = Bezoeker(app_zonder_csrf)
    second.meld_aan("petra")
    assert second.post("/aanmelden/code", code=code).status_code == 422
    assert not binnen(second)
    petra.verder()
    assert second.post("/aanmelden/code", code=petra.code()).status_code == 302
    assert binnen(second)


def test_the_code_that_set_it_up_does_not_also_log_in(app_zonder_csrf, huis, streek, klok):
    petra = MetCode(huis, klok, streek.actors[Rol.VC])
    klok.verder(seconds=-2 * eenmaalcode.STAP)
    visitor = Bezoeker(app_zonder_csrf)
    visitor.meld_aan("petra")
    assert visitor.post("/aanmelden/code", code=petra.code()).status_code == 422


def test_a_code_may_be_typed_with_spaces_and_be_one_step_old(bezoek, petra):
    old = petra.code(-1)
    assert bezoek.post("/aanmelden/code", code=f" {old[:3]} {old[3:]}").status_code == 302
    assert binnen(bezoek)


def test_wrong_codes_count_together_with_wrong_passwords(app_zonder_csrf, petra, klok, huis):
    for _ in range(PER_NAAM - 2):
        Bezoeker(app_zonder_csrf).meld_aan("petra", "fout")
    visitor = Bezoeker(app_zonder_csrf)
    visitor.meld_aan("petra")
    for _ in range(2):
        assert visitor.post("/aanmelden/code", code=petra.fout()).status_code == 422
    assert visitor.post("/aanmelden/code", code=petra.code()).status_code == 422
    assert not binnen(visitor)
    assert ("aangemeld", "geweigerd") in {row[:2] for row in audit(huis)}
    assert "te_vaak_naam" in str(audit(huis)[-1])
    klok.verder(minutes=15)
    visitor = Bezoeker(app_zonder_csrf)
    visitor.meld_aan("petra")
    visitor.post("/aanmelden/code", code=petra.code())
    assert binnen(visitor)


def test_giving_the_right_password_again_does_not_give_new_guesses(app_zonder_csrf, petra):
    for _ in range(PER_NAAM):
        visitor = Bezoeker(app_zonder_csrf)
        visitor.meld_aan("petra")
        visitor.post("/aanmelden/code", code=petra.fout())
    visitor = Bezoeker(app_zonder_csrf)
    assert visitor.meld_aan("petra").status_code == 422


def test_who_has_no_password_does_not_learn_who_has_a_code(app_zonder_csrf, petra):
    def page(naam):
        answer = Bezoeker(app_zonder_csrf).meld_aan(naam, "fout")
        return answer.status_code, re.sub(r'(value="[^"]*"|nonce="[^"]*")', "", answer.text)

    assert page("petra") == page("rik") == page("niemand")


def test_every_refused_code_has_the_same_words(bezoek, petra):
    def said(code):
        answer = bezoek.post("/aanmelden/code", code=code)
        return answer.status_code, re.sub(r'(value="[^"]*"|nonce="[^"]*")', "", answer.text)

    wrong = said(petra.fout())
    assert wrong == said("1234") == said("111122223333") == said("DROP TABLE")
    said(petra.fout())
    assert said(petra.code()) == wrong


def test_half_a_login_waits_ten_minutes(bezoek, petra, klok):
    klok.verder(minutes=10)
    answer = bezoek.post("/aanmelden/code", code=petra.code(), follow=True)
    assert "Het duurde te lang" in answer.text
    assert not binnen(bezoek)


def test_a_recovery_code_opens_once_and_is_in_the_audit_log(app_zonder_csrf, petra, bezoek, huis):
    code = petra.herstelcodes[3]
    bezoek.post("/aanmelden/code", code=f"{code[:4]} {code[4:8]} {code[8:]}")
    assert binnen(bezoek)
    assert "herstelcode_gebruikt" in {row[0] for row in audit(huis)}
    assert "Je hebt nog 9 herstelcodes" in bezoek.get("/account").text
    second = Bezoeker(app_zonder_csrf)
    second.meld_aan("petra")
    assert second.post("/aanmelden/code", code=code).status_code == 422


def test_somebody_who_left_between_password_and_code_stays_out(bezoek, petra, huis):
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.get(Persoon, petra.actor.persoon_id).actief = False
    assert bezoek.post("/aanmelden/code", code=petra.code()).status_code == 422
    assert not binnen(bezoek)


def test_somebody_whose_roles_ended_between_password_and_code_stays_out(bezoek, petra, huis, klok):
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.get(Lidmaatschap, petra.actor.lidmaatschap_id).tot = klok().date().replace(year=2025)
    assert bezoek.post("/aanmelden/code", code=petra.code()).status_code == 422
    assert not binnen(bezoek)


def test_login_gives_a_new_cookie_and_keeps_nothing_of_the_old_one(app_zonder_csrf, petra):
    visitor = Bezoeker(app_zonder_csrf)
    with visitor.client.session_transaction() as session:
        session["van_een_ander"] = "vastgelegd"
        session["halverwege"] = "vastgelegd"
    visitor.meld_aan("petra")
    with visitor.client.session_transaction() as session:
        half = session["halverwege"]
        assert half != "vastgelegd"
        assert "van_een_ander" not in session
    visitor.post("/aanmelden/code", code=petra.code())
    with visitor.client.session_transaction() as session:
        assert session["_user_id"] != half
        assert "halverwege" not in session


def test_the_page_that_was_asked_for_comes_after_the_code(app_zonder_csrf, petra):
    visitor = Bezoeker(app_zonder_csrf)
    there = visitor.post("/aanmelden?next=/casussen", gebruikersnaam="petra", wachtwoord=WACHTWOORD).location
    assert visitor.post(there, code=petra.code()).location == "/casussen"


def test_what_was_typed_when_the_session_ended_comes_back_after_the_code(app_zonder_csrf, streek, petra, bezoek, klok):
    streek.casus()
    bezoek.post("/aanmelden/code", code=petra.code())
    task = re.search(r"/taken/[0-9a-f-]{36}", bezoek.get("/").text).group()
    klok.verder(days=2)
    login = bezoek.post(task, zorgelijk="ja", toelichting="Vier keer ziek & moe")
    sealed = re.search(r'name="bewaard" value="([0-9a-f]+)"', login.text).group(1)
    page = bezoek.post("/aanmelden", gebruikersnaam="petra", wachtwoord=WACHTWOORD, bewaard=sealed)
    assert page.status_code == 200
    assert f'name="bewaard" value="{sealed}"' in page.text
    wrong = bezoek.post("/aanmelden/code", code=petra.fout(), bewaard=sealed)
    assert sealed in wrong.text
    back = bezoek.post("/aanmelden/code", code=petra.code(), bewaard=sealed)
    assert "Vier keer ziek &amp; moe" in back.text


@pytest.fixture
def verplicht(huis, streek):
    """The same house, in which everybody must have a code."""
    app = create_app(replace(huis, sessies=Sessies(huis.kern, 10, verplicht=True)), testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def test_where_a_code_is_required_who_has_none_sets_it_up_before_anything_else(verplicht, klok, huis, streek):
    casus_id = streek.casus()
    visitor = Bezoeker(verplicht)
    visitor.meld_aan("petra")
    for path in ("/", f"/casussen/{casus_id}", "/account", "/berichten", "/zoeken"):
        assert visitor.get(path).location == "/account/code"
    assert visitor.post("/account/sessies/andere").location == "/account/code"
    page = visitor.get("/account/code")
    assert "vraagt iedereen om een code" in page.text
    assert "c-menu" not in page.text
    visitor.post("/account/code/begin", wachtwoord=WACHTWOORD)
    secret = re.search(r"secret=([A-Z2-7]+)", visitor.get("/account/code").text).group(1)
    code = eenmaalcode.code(base64.b32decode(secret), eenmaalcode.stap_van(klok()))
    assert "Bewaar je herstelcodes" in visitor.post("/account/code", code=code).text
    assert binnen(visitor)
    assert visitor.get(f"/casussen/{casus_id}").status_code == 200


def test_where_a_code_is_required_taking_it_away_leads_back_to_setting_it_up(verplicht, petra):
    visitor = Bezoeker(verplicht)
    visitor.meld_aan("petra")
    visitor.post("/aanmelden/code", code=petra.code())
    assert binnen(visitor)
    petra.verder()
    visitor.post("/account/code/uit", wachtwoord=WACHTWOORD, code=petra.code())
    assert visitor.get("/").location == "/account/code"


def test_secrets_and_codes_are_in_no_log_no_audit_row_and_no_address(bezoek, petra, huis, caplog):
    codes = [petra.code(), petra.fout(), *petra.herstelcodes]
    answers = [bezoek.post("/aanmelden/code", code=petra.fout()), bezoek.post("/aanmelden/code", code=petra.code())]
    answers.append(bezoek.get("/account"))
    secret = eenmaalcode.als_tekst(petra.geheim)
    kept = caplog.text + str(audit(huis)) + str([answer.headers for answer in answers])
    for hidden in (*codes, secret, secret.replace(" ", ""), WACHTWOORD):
        assert hidden not in kept
        assert hidden not in answers[2].text
