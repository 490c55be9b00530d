"""What holds for every page and every form, walked over the URL map: headers, nonces, tokens, cookies."""

import re

import pytest
from flask import current_app

from casus.domain.rol import Rol
from casus.web.nodig import IEDEREEN, wat_nodig
from tests.factories import WACHTWOORD
from tests.web.conftest import Bezoeker
from tests.web.test_routes import counts, paths

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
INLINE = re.compile(r"<[^>]+\s(style|on[a-z]+)\s*=", re.IGNORECASE)
ZONDER_NONCE = re.compile(r"<(?:script|style)(?![^>]*\b(?:src|nonce)=)[^>]*>", re.IGNORECASE)


class MetToken(Bezoeker):
    """Somebody in a browser that keeps the tokens, before an application that asks for them."""

    def meld_aan(self, naam, wachtwoord=WACHTWOORD):
        token = TOKEN.search(self.client.get("/aanmelden").text).group(1)
        return self.post("/aanmelden", gebruikersnaam=naam, wachtwoord=wachtwoord, csrf_token=token)


def posts(app, casus_id):
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods:
            yield rule.endpoint, re.sub(r"<uuid:\w+>", str(casus_id), re.sub(r"<(?:string:)?\w+>", "en", rule.rule))


@pytest.mark.parametrize("rol", [None, Rol.VC, Rol.BEH, Rol.OG])
def test_every_post_without_a_token_is_refused_and_changes_nothing(app, huis, streek, rol):
    casus_id = streek.casus()
    visitor = MetToken(app, None if rol is None else streek.actors[rol])
    before = counts(huis)
    walked = list(posts(app, casus_id))
    assert len(walked) > 20
    for data in ({}, {"csrf_token": "geraden"}):
        got = {path: visitor.client.post(path, data=data).status_code for _, path in walked}
        assert got == dict.fromkeys(got, 400)
    assert counts(huis) == before


def test_a_token_of_another_session_is_refused(app, streek):
    petra, rik = MetToken(app, streek.actors[Rol.VC]), MetToken(app, streek.actors[Rol.MEN])
    token = TOKEN.search(petra.get("/account").text).group(1)
    assert rik.post("/account/sessies/andere", csrf_token=token).status_code == 400
    assert petra.post("/account/sessies/andere", csrf_token=token).status_code == 302


def test_no_view_is_exempt_from_tokens(app):
    with app.app_context():
        csrf = current_app.extensions["csrf"]
        assert not csrf._exempt_views
        assert not csrf._exempt_blueprints


@pytest.mark.parametrize("rol", [None, Rol.VC, Rol.SWM, Rol.BEH, Rol.OG, Rol.LPA])
def test_no_page_needs_what_the_policy_of_its_headers_forbids(app, streek, rol, bezoeker):
    casus_id = streek.casus()
    visitor, seen = bezoeker(rol), 0
    for _, path in [*paths(app, casus_id), ("", "/bestaat-niet")]:
        answer = visitor.get(path)
        if answer.mimetype != "text/html":
            continue
        policy = answer.headers["Content-Security-Policy"]
        nonce = re.search(r"script-src 'self' 'nonce-([^']{16,})'", policy).group(1)
        assert "unsafe" not in policy
        assert not INLINE.search(answer.text), (path, INLINE.search(answer.text))
        assert not ZONDER_NONCE.search(answer.text), path
        assert set(re.findall(r'\bnonce="([^"]*)"', answer.text)) <= {nonce}, path
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        seen += 1
    assert seen > 3


def test_a_nonce_is_of_one_answer(app):
    client = app.test_client()
    assert len({client.get("/aanmelden").headers["Content-Security-Policy"] for _ in range(5)}) == 5


def test_answers_that_are_no_page_are_kept_by_nobody_either(app, streek, bezoeker):
    casus_id = streek.casus()
    visitor = bezoeker(Rol.VC)
    with app.app_context():
        closed = [path for endpoint, path in paths(app, casus_id) if wat_nodig(endpoint) != IEDEREEN]
    for path in closed:
        assert visitor.get(path).headers["Cache-Control"] == "no-store", path


def test_the_login_takes_no_session_that_somebody_else_put_in_the_browser(app, streek):
    """Session fixation: what stood in the cookie before is not what opens the house after."""
    petra, kwaad = streek.actors[Rol.VC], app.test_client()
    kwaad.get("/aanmelden")
    cookie = kwaad.get_cookie("session").value
    victim = MetToken(app)
    victim.client.set_cookie("session", cookie)
    victim.meld_aan("petra")
    assert victim.client.get_cookie("session").value != cookie
    assert petra.naam in victim.get("/").text
    assert kwaad.get("/").status_code == 302


def test_two_logins_are_two_sessions_and_logging_out_ends_one_on_the_server(app_zonder_csrf, streek, bezoeker):
    one, two = bezoeker(Rol.VC), bezoeker(Rol.VC)
    old = one.client.get_cookie("session").value
    one.post("/afmelden")
    thief = app_zonder_csrf.test_client()
    thief.set_cookie("session", old)
    assert thief.get("/").status_code == 302
    assert two.get("/").status_code == 200


def test_the_cookie_is_for_the_server_only(app):
    cookie = app.test_client().get("/aanmelden").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Expires" not in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "there",
    ["//kwaad.voorbeeld", "https://kwaad.voorbeeld", "/\\kwaad.voorbeeld", "/\t/kwaad.voorbeeld", "javascript:x"],
)
def test_login_leads_to_no_other_site(bezoeker, there):
    visitor = bezoeker()
    answer = visitor.client.post(
        "/aanmelden", query_string={"next": there}, data={"gebruikersnaam": "petra", "wachtwoord": WACHTWOORD}
    )
    assert answer.location == "/"
    assert visitor.post("/taal/en", terug=there).location == "/"
