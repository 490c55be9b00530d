"""A browser without a window: one client per person."""

import re

import html5lib
import pytest

from tests.factories import WACHTWOORD

ID = re.compile(r"[0-9a-f-]{36}")
SEEN: set[object] = set()
"""Kinds of pages that were well formed: path without ids, status and role."""


class Bezoeker:
    """Somebody at the keyboard; every page they get is well-formed HTML."""

    def __init__(self, app, actor=None) -> None:
        self.client = app.test_client()
        self.actor = actor
        if actor is not None:
            self.meld_aan(actor.naam.split()[0].lower())

    def meld_aan(self, naam: str, wachtwoord: str = WACHTWOORD):
        return self.post("/aanmelden", gebruikersnaam=naam, wachtwoord=wachtwoord)

    def get(self, path: str, **kwargs):
        return self._checked(self.client.get(path, **kwargs))

    def post(self, path: str, follow: bool = False, **data):
        return self._checked(self.client.post(path, data=data, follow_redirects=follow))

    def _checked(self, answer):
        """Each kind of page is looked at the first time: a parser that forgives nothing is slow."""
        kind = (ID.sub("", answer.request.path), answer.status_code, self.actor and self.actor.rol)
        if answer.mimetype == "text/html" and answer.status_code != 302 and kind not in SEEN:
            html5lib.HTMLParser(strict=True).parse(answer.data)
            SEEN.add(kind)
        return answer


@pytest.fixture
def app_zonder_csrf(app):
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def bezoeker(app_zonder_csrf, streek):
    return lambda rol=None: Bezoeker(app_zonder_csrf, None if rol is None else streek.actors[rol])
