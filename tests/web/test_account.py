"""One's own login: set up and take away a code, change the password, end sessions; and what ends by itself."""

import base64
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from casus.app import create_app
from casus.cli import cli
from casus.domain import eenmaalcode
from casus.domain.actor import SYSTEEM
from casus.domain.organisatie import Lidmaatschap, Persoon
from casus.domain.rol import Rol
from casus.services.sessies import Sessies
from casus.services.wachtwoorden import PER_NAAM
from tests.factories import WACHTWOORD
from tests.web.conftest import Bezoeker

NIEUW = "fiets kaas maan rivier"


@pytest.fixture
def petra(bezoeker):
    return bezoeker(Rol.VC)


@pytest.fixture
def elders(app_zonder_csrf, petra):
    """Petra on another computer."""
    visitor = Bezoeker(app_zonder_csrf)
    visitor.meld_aan("petra")
    return visitor


def binnen(visitor) -> bool:
    return visitor.get("/").status_code == 200


def handelingen(huis):
    with huis.kern.database.reading(SYSTEEM) as db:
        rows = db.session.execute(text("SELECT handeling, uitkomst FROM auditregel ORDER BY volgnummer"))
        return [tuple(row) for row in rows]


def stel_in(visitor, klok):
    """Set up a code; gives the secret and the page with recovery codes."""
    visitor.post("/account/code/begin", wachtwoord=WACHTWOORD)
    secret = base64.b32decode(re.search(r"secret=([A-Z2-7]+)", visitor.get("/account/code").text).group(1))
    page = visitor.post("/account/code", code=eenmaalcode.code(secret, eenmaalcode.stap_van(klok())))
    klok.verder(seconds=60)
    return secret, page


def nu(secret, klok):
    return eenmaalcode.code(secret, eenmaalcode.stap_van(klok()))


def herstelcodes(page):
    return [code.replace(" ", "") for code in re.findall(r"<li>(\d{4} \d{4} \d{4})</li>", page.text)]


@pytest.mark.parametrize("rol", list(Rol))
def test_everybody_finds_their_account_behind_their_name(bezoeker, rol):
    visitor = bezoeker(rol)
    assert 'href="/account"' in visitor.get("/").text
    assert "Waar je bent aangemeld" in visitor.get("/account").text


def test_setting_up_a_code_shows_ten_recovery_codes_once(petra, klok, huis):
    _, page = stel_in(petra, klok)
    codes = herstelcodes(page)
    assert len(set(codes)) == 10
    assert "no-store" in page.headers["Cache-Control"]
    for path in ("/account", "/account/code", "/account/herstelcodes"):
        answer = petra.get(path)
        assert not any(code in answer.text.replace(" ", "") for code in codes)
    assert petra.get("/account/code").location == "/account"
    assert ("totp_aan", "ja") in handelingen(huis)


def test_setting_up_asks_the_password_and_a_code_that_fits(petra, klok):
    assert petra.post("/account/code/begin", wachtwoord="fout").status_code == 422
    assert "secret=" not in petra.get("/account/code").text
    petra.post("/account/code/begin", wachtwoord=WACHTWOORD)
    assert petra.post("/account/code", code="12").status_code == 422
    assert "staat uit" in petra.get("/account").text
    assert Bezoeker.meld_aan(petra, "petra").location == "/"


def test_a_secret_nobody_answered_is_of_no_use_after_an_hour(petra, klok, huis):
    petra.post("/account/code/begin", wachtwoord=WACHTWOORD)
    secret = base64.b32decode(re.search(r"secret=([A-Z2-7]+)", petra.get("/account/code").text).group(1))
    klok.verder(hours=1)
    assert "secret=" not in petra.get("/account/code").text
    assert petra.post("/account/code", code=nu(secret, klok)).status_code == 422
    klok.verder(days=1)
    huis.nachtwerk.ronde()
    with huis.kern.database.reading(SYSTEEM) as db:
        assert db.session.execute(text("SELECT count(*) FROM tweede_stap")).scalar() == 0


def test_setting_up_a_code_ends_sessions_that_began_without_one(petra, elders, klok):
    assert binnen(elders)
    stel_in(petra, klok)
    assert not binnen(elders)
    assert binnen(petra)


def test_a_code_that_is_on_is_not_replaced_by_who_has_the_password_only(petra, klok):
    secret, _ = stel_in(petra, klok)
    assert petra.post("/account/code/begin", wachtwoord=WACHTWOORD).location == "/account"
    visitor = Bezoeker(petra.client.application)
    visitor.meld_aan("petra")
    visitor.post("/aanmelden/code", code=nu(secret, klok))
    assert binnen(visitor)


def test_taking_the_code_away_asks_password_and_code(petra, klok, huis):
    secret, page = stel_in(petra, klok)
    assert petra.post("/account/code/uit", wachtwoord="fout", code=nu(secret, klok)).status_code == 422
    assert petra.post("/account/code/uit", wachtwoord=WACHTWOORD, code="000").status_code == 422
    assert "staat aan" in petra.get("/account").text
    assert petra.post("/account/code/uit", wachtwoord=WACHTWOORD, code=nu(secret, klok)).location == "/account"
    assert "staat uit" in petra.get("/account").text
    assert [row for row in handelingen(huis) if row[0] == "totp_uit"] == [("totp_uit", "geweigerd"), ("totp_uit", "ja")]
    with huis.kern.database.reading(SYSTEEM) as db:
        assert db.session.execute(text("SELECT count(*) FROM herstelcode")).scalar() == 0


def test_guesses_inside_a_session_are_counted_like_those_at_the_door(petra, klok, app_zonder_csrf):
    secret, _ = stel_in(petra, klok)
    for number in range(PER_NAAM):
        given = {"wachtwoord": "fout"} if number % 2 else {"wachtwoord": WACHTWOORD, "code": "12"}
        petra.post("/account/code/uit", **{"code": nu(secret, klok)} | given)
    assert petra.post("/account/code/uit", wachtwoord=WACHTWOORD, code=nu(secret, klok)).status_code == 422
    assert "staat aan" in petra.get("/account").text
    assert Bezoeker(app_zonder_csrf).meld_aan("petra").status_code == 422


def test_new_recovery_codes_void_the_old_ones(petra, klok, app_zonder_csrf):
    secret, first = stel_in(petra, klok)
    second = petra.post("/account/herstelcodes", wachtwoord=WACHTWOORD, code=nu(secret, klok))
    assert not set(herstelcodes(first)) & set(herstelcodes(second))
    visitor = Bezoeker(app_zonder_csrf)
    visitor.meld_aan("petra")
    assert visitor.post("/aanmelden/code", code=herstelcodes(first)[0]).status_code == 422
    assert visitor.post("/aanmelden/code", code=herstelcodes(second)[0]).status_code == 302


def test_sessions_are_listed_with_when_they_began_and_were_used(petra, elders, klok):
    klok.verder(minutes=30)
    elders.get("/")
    klok.verder(minutes=30)
    page = petra.get("/account").text
    assert page.count("Aangemeld op 1 september 2026 09:00") == 2
    assert page.count("hier, nu") == 1
    assert "Laatst gebruikt rond 1 september 2026 09:30" in page


def test_one_session_is_ended_and_the_others_go_on(petra, elders, app_zonder_csrf, huis):
    third = Bezoeker(app_zonder_csrf)
    third.meld_aan("petra")
    row = re.search(r'name="sessie" value="([^"]+)"', petra.get("/account").text).group(1)
    assert petra.post("/account/sessies/eindig", sessie=row).status_code == 302
    assert sorted([binnen(elders), binnen(third)]) == [False, True]
    assert binnen(petra)
    assert petra.post("/account/sessies/eindig", sessie=row).status_code == 404
    assert ("sessie_beeindigd", "ja") in handelingen(huis)


def test_all_other_sessions_are_ended_at_once(petra, elders, app_zonder_csrf):
    third = Bezoeker(app_zonder_csrf)
    third.meld_aan("petra")
    assert "2 andere plekken" in petra.post("/account/sessies/andere", follow=True).text
    assert [binnen(petra), binnen(elders), binnen(third)] == [True, False, False]


def test_nobody_ends_the_session_of_somebody_else(petra, bezoeker, elders):
    row = re.search(r'name="sessie" value="([^"]+)"', petra.get("/account").text).group(1)
    assert bezoeker(Rol.MEN).post("/account/sessies/eindig", sessie=row).status_code == 404
    assert bezoeker(Rol.MEN).post("/account/sessies/eindig", sessie="").status_code == 404
    assert binnen(elders)


def test_what_names_a_session_on_the_page_opens_none(petra, elders, app_zonder_csrf):
    row = re.search(r'name="sessie" value="([^"]+)"', petra.get("/account").text).group(1)
    thief = app_zonder_csrf.test_client()
    with thief.session_transaction() as session:
        session["_user_id"] = row
    assert thief.get("/").status_code == 302


def wijzig(visitor, oud=WACHTWOORD, nieuw=NIEUW, herhaal=None):
    return visitor.post("/account/wachtwoord", oud=oud, nieuw=nieuw, herhaal=herhaal or nieuw)


def test_another_password_ends_the_other_sessions_and_logins_that_are_halfway(
    petra, elders, app_zonder_csrf, klok, huis
):
    secret, _ = stel_in(petra, klok)
    half = Bezoeker(app_zonder_csrf)
    half.meld_aan("petra")
    assert wijzig(petra).status_code == 302
    assert binnen(petra)
    assert not binnen(elders)
    assert half.post("/aanmelden/code", code=nu(secret, klok)).location == "/aanmelden"
    assert Bezoeker(app_zonder_csrf).meld_aan("petra").status_code == 422
    assert "/aanmelden/code" in Bezoeker(app_zonder_csrf).meld_aan("petra", NIEUW).location
    assert ("wachtwoord_gewijzigd", "ja") in handelingen(huis)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"oud": "fout"}, "niet je wachtwoord"), ({"nieuw": "kort"}, "te kort"), ({"nieuw": "petra-petra-petra"}, "gebruikersnaam"),
        ({"nieuw": "welkom2026welkom"}, "makkelijk te raden"), ({"nieuw": WACHTWOORD}, "wachtwoord al"),
        ({"herhaal": "iets anders dan dat"}, "niet hetzelfde"),
    ],
)  # fmt: skip
def test_a_password_that_will_not_do_is_refused_with_what_to_do(petra, elders, given, sentence):
    answer = wijzig(petra, **given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert binnen(elders)
    assert not re.search(r'type="password"[^>]* value="[^"]', answer.text)


def test_trying_passwords_that_will_not_do_locks_nobody_out(petra):
    for _ in range(PER_NAAM + 1):
        assert wijzig(petra, nieuw="kort").status_code == 422
    assert wijzig(petra).status_code == 302


def test_a_person_who_leaves_is_out_at_the_next_request(petra, huis, streek):
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.get(Persoon, streek.actors[Rol.VC].persoon_id).actief = False
    assert not binnen(petra)
    assert petra.post("/account/sessies/andere").status_code == 302


def test_a_role_that_ends_is_out_at_the_next_request(petra, huis, streek, klok):
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.get(Lidmaatschap, streek.actors[Rol.VC].lidmaatschap_id).tot = klok().date()
    assert binnen(petra)
    klok.verder(hours=9)
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.get(Lidmaatschap, streek.actors[Rol.VC].lidmaatschap_id).tot = klok().date() - timedelta(days=1)
    assert not binnen(petra)


def casus(huis, monkeypatch, *words):
    monkeypatch.setenv("CASUS_DATABASE_URL", huis.settings.database_url)
    monkeypatch.setenv("CASUS_SLEUTELS", str(huis.settings.keys))
    return CliRunner().invoke(cli, ["user", *words])


def test_who_manages_ends_the_sessions_of_somebody(petra, elders, huis, monkeypatch):
    assert "overal afgemeld (2)" in casus(huis, monkeypatch, "logout", "petra").output
    assert not binnen(petra)
    assert not binnen(elders)
    assert casus(huis, monkeypatch, "logout", "niemand").exit_code != 0


def test_who_manages_helps_somebody_without_telephone(petra, klok, huis, monkeypatch, app_zonder_csrf):
    stel_in(petra, klok)
    assert "zonder code" in casus(huis, monkeypatch, "reset-totp", "petra").output
    assert not binnen(petra)
    again = Bezoeker(app_zonder_csrf)
    assert again.meld_aan("petra").location == "/"
    assert ("totp_uit", "ja") in handelingen(huis)


def test_a_session_that_is_not_used_ends_and_one_that_is_used_goes_on(huis, streek, klok):
    app = create_app(replace(huis, sessies=Sessies(huis.kern, 10, 60)), testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    petra, elders = Bezoeker(app), Bezoeker(app)
    petra.meld_aan("petra")
    elders.meld_aan("petra")
    for _ in range(3):
        klok.verder(minutes=50)
        assert binnen(petra)
    assert petra.get("/account").text.count("Aangemeld op") == 1
    assert not binnen(elders)
    klok.verder(minutes=61)
    assert not binnen(petra)
