"""People at a browser: they log in, take a task from their list, fill the form, and look at what they get."""

from __future__ import annotations

import random
import re
import time
from http.client import HTTPConnection, HTTPException
from threading import Thread
from urllib.parse import urlencode

import html5lib

from tests.factories import WACHTWOORD
from tests.stress.spoor import Spoor
from tests.stress.toneel import WAARDEN, Toneel

CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
TAAK = re.compile(r'href="/taken/([0-9a-f-]{36})"')
FOREIGN = ("Traceback", "Werkzeug", "Internal Server Error", "sqlalchemy", "database is locked")


class Afgebroken(Exception):  # noqa: N818
    """The server was gone before it answered."""


def gebrek(soort: str, tekst: str) -> str:
    """What is wrong with an error page; empty when it is ours, whole, in Dutch, and says what to do."""
    if not soort.startswith("text/html"):
        return f"geen pagina maar {soort or 'niets'}"
    if any(word in tekst for word in FOREIGN):
        return "vreemde woorden"
    try:
        page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(tekst)
    except html5lib.html5parser.ParseError as fout:
        return f"geen heel HTML: {fout}"
    title, heading = page.findtext("head/title", ""), page.find(".//main//h1")
    if page.get("lang") != "nl" or not title.endswith("– Casus"):
        return "taal of titel ontbreekt"
    advice = "".join(page.find(".//main").itertext()) if heading is not None else ""
    return "" if heading is not None and len(advice.split()) > 8 else "kop of uitleg ontbreekt"


class Browser:
    """A connection that stays open, and a cookie."""

    def __init__(self, poort: int) -> None:
        self.poort = poort
        self.cookies: dict[str, str] = {}
        self.line: HTTPConnection | None = None

    def vraag(self, method: str, path: str, **form: object) -> tuple[int, str, str]:
        """Status, kind and text of the answer.

        Raises:
            Afgebroken: there was none.
        """
        head = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            head["Content-Type"] = "application/x-www-form-urlencoded"
        self.line = self.line or HTTPConnection("127.0.0.1", self.poort, timeout=60)
        try:
            self.line.request(method, path, urlencode(form), head)
            with self.line.getresponse() as answer:
                text = answer.read().decode()
        except (OSError, HTTPException) as fout:
            self.sluit()
            raise Afgebroken(type(fout).__name__) from fout
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Content-Type") or "", text

    def sluit(self) -> None:
        """Hang up."""
        if self.line is not None:
            self.line.close()
            self.line = None


class Klant(Thread):
    """One person, who keeps completing tasks."""

    def __init__(self, toneel: Toneel, naam: str, poort: int) -> None:
        super().__init__(daemon=True)
        self.toneel = toneel
        self.wie = "petra" if naam.endswith(("0", "2", "4")) else "karel"
        self.spoor = Spoor(toneel.sporen / f"{naam}.spoor")
        self.browser = Browser(poort)
        self.dice = random.Random(naam)
        self.afgebroken = 0
        """How often the server died while it had this person's form."""
        self.bezig = False
        """Whether the server has this person's form now."""

    def run(self) -> None:
        while not self.toneel.gestopt:
            try:
                self._een()
            except Afgebroken:
                time.sleep(0.05)
        self.browser.sluit()
        self.spoor.sluit()

    def _een(self) -> None:
        """One task; or log in, when nobody is."""
        status, text = self._pagina("GET", "/")
        if status == 302:
            _, text = self._pagina("GET", "/aanmelden")
            form = {"gebruikersnaam": self.wie, "wachtwoord": WACHTWOORD}
            if (token := CSRF.search(text)) is not None:
                self._pagina("POST", "/aanmelden", csrf_token=token[1], **form)
            return
        if found := TAAK.findall(text):
            self._rond_af(self.dice.choice(found))

    def _rond_af(self, taak_id: str) -> None:
        status, text = self._pagina("GET", f"/taken/{taak_id}")
        token = CSRF.search(text)
        if status != 200 or token is None:
            return
        form = next(each for each in WAARDEN.values() if all(f'name="{key}"' in text for key in each))
        self.spoor.schrijf("begin", "stap", taak_id)
        self.bezig = True
        try:
            status, _ = self._pagina("POST", f"/taken/{taak_id}", csrf_token=token[1], **form)
        except Afgebroken:
            self.afgebroken += 1
            self.spoor.schrijf("nee", "stap", taak_id, "afgebroken")
            raise
        finally:
            self.bezig = False
        self.spoor.schrijf("klaar" if status == 302 else "nee", "stap", taak_id, status)

    def _pagina(self, method: str, path: str, **form: object) -> tuple[int, str]:
        status, kind, text = self.browser.vraag(method, path, **form)
        if status >= 400:
            wrong = gebrek(kind, text)
            self.spoor.schrijf("pagina", path.split("/")[1] or "-", "-", status, wrong.replace("\n", " ") or "ok")
        return status, text
