"""The players, each in a process of its own: who completes steps, who does the work of the night, who serves pages.

They are forked from a server that read the models once, so that one which was killed is back in a moment.
"""

from __future__ import annotations

import logging
import os
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from functools import partial
from threading import Event
from typing import Any
from uuid import uuid4

import waitress
from jinja2 import FileSystemBytecodeCache

from casus.app import create_app
from casus.domain.actor import SYSTEEM
from casus.domain.techniek import Post
from casus.engine import Engine, Stand, Verloop
from casus.services.berichten import POST
from casus.services.casussen import Casussen
from casus.services.kern import Kern
from casus.services.nachtwerk import WERK, Nachtwerk
from casus.services.post import Postbode, Postkantoor
from casus.services.taken import Taken
from casus.services.werkbank import Werkbank
from casus.storage import Transactie, instellingen, jobs
from tests.stress.spoor import Spoor
from tests.stress.toneel import CATALOGUE, Toneel, antwoorden, open_taak

HUUR = timedelta(seconds=2)
"""How long a worker may hold a job on this stage."""
TRAAG = 0.05
"""Seconds that the outside world takes."""


def begin(toneel: Toneel, naam: str) -> Spoor:
    """What every player does first: complaints go to a file, and it gets a side file."""
    log = os.open(toneel.folder / "log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(log, 2)
    logging.basicConfig(level=logging.WARNING, format=f"{naam} %(message)s")
    return Spoor(toneel.sporen / f"{naam}.spoor")


def schrijver(toneel: Toneel, naam: str) -> None:
    """Complete steps of random casussen through the real service, and ask for work now and then."""
    spoor, dice, kern = begin(toneel, naam), random.Random(naam), toneel.kern()
    taken = Taken(kern)
    while not toneel.gestopt:
        time.sleep(toneel.adem)
        if dice.random() < 0.1:
            vraag(kern, spoor, dice.choice(("tel", "buiten")))
            continue
        try:
            taak_id, formulier = open_taak(kern, dice.choice(toneel.casussen))
        except Exception as fout:
            spoor.schrijf("fout", "lezen", "-", type(fout).__name__, *str(fout).split()[:12])
            time.sleep(0.05)
            continue
        given, actor = antwoorden(kern, formulier), dice.choice(toneel.spelers)
        spoor.probeer("stap", taak_id, partial(taken.complete, taak_id, given, actor))


def vraag(kern: Kern, spoor: Spoor, soort: str) -> None:
    """Ask for one job whose effect can be counted."""
    naam = f"{soort}-{uuid4().hex}"

    def ask() -> None:
        with kern.database.transaction(SYSTEEM) as db:
            jobs.vraag_werk(db, soort, sleutel=naam, naam=naam)

    spoor.probeer("vraag", naam, ask)


def optellen(db: Transactie, naam: str) -> None:
    """The effect of a job: how often it was done."""
    known = instellingen.find_instelling(db, naam)
    instellingen.zet_instelling(db, naam, str(int(known or 0) + 1))


class Bank(Werkbank):
    """A workbench that says when it has a job in its hands, and when it has not any more."""

    def __init__(self, kern: Kern, spoor: Spoor, kantoor: Postkantoor | None, traag: float = TRAAG) -> None:
        super().__init__(kern, {**WERK, "tel": self.tel}, {"buiten": self, POST: Bode(kantoor, self)})
        self.spoor = spoor
        self.traag = traag
        self.bezig = ""

    def een(self) -> bool:
        found = super().een()
        if self.bezig:
            self.spoor.schrijf("klaar", "job", self.bezig)
            self.bezig = ""
        return found

    def begin(self, soort: str, naam: str) -> None:
        self.bezig = naam
        self.spoor.schrijf("begin", soort, naam)

    def tel(self, kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
        """Work inside one transaction."""
        self.begin("tel", gegevens["naam"])
        optellen(db, gegevens["naam"])
        time.sleep(0.002)

    def lees(self, kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> str:
        return str(gegevens["naam"])

    def doe(self, wat: str) -> None:
        """Work outside, where a worker can be asleep while its lease runs out."""
        self.begin("buiten", wat)
        time.sleep(self.traag)

    def schrijf(self, kern: Kern, db: Transactie, gegevens: Mapping[str, Any], uitkomst: Any) -> None:
        optellen(db, gegevens["naam"])


@dataclass(frozen=True)
class Bode(Postbode):
    """The real postman, who says when there is a mail in his hands."""

    bank: Bank

    def doe(self, wat: EmailMessage) -> Post:
        self.bank.begin(POST, str(wat["Message-ID"]))
        return super().doe(wat)


class Motor(Engine):
    """The real engine, that says when it lets a timer fire."""

    def __init__(self, spoor: Spoor) -> None:
        super().__init__(CATALOGUE)
        self.spoor = spoor

    def wake(self, verloop: Verloop, now: Any) -> Stand:
        self.spoor.schrijf("begin", "timer", "-")
        return super().wake(verloop, now)


class Wekker(Casussen):
    """Wakes casussen, and says when one was woken or not."""

    def __init__(self, kern: Kern, spoor: Spoor) -> None:
        super().__init__(kern)
        self.spoor = spoor

    def wek_een(self) -> bool:
        woken = super().wek_een()
        if woken:
            self.spoor.schrijf("klaar", "timer", "-")
        return woken


class Einde(Event):
    """The end of the round, as the worker asks for it."""

    def __init__(self, toneel: Toneel) -> None:
        super().__init__()
        self.toneel = toneel

    def is_set(self) -> bool:
        return self.toneel.gestopt


def worker(toneel: Toneel, naam: str) -> None:
    """The real worker, with work that can be counted and a short lease."""
    jobs.HUUR = HUUR
    spoor = begin(toneel, naam)
    kern = toneel.kern(Motor(spoor))
    Nachtwerk(kern, Wekker(kern, spoor), Bank(kern, spoor, toneel.kantoor)).blijf(
        Einde(toneel), rust=toneel.adem * 4 or 0.05
    )


def web(toneel: Toneel, naam: str, poort: int) -> None:
    """The real server."""
    begin(toneel, naam)
    app = create_app(toneel.huis())
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(toneel.folder))  # its successor is up sooner
    waitress.serve(app, host="127.0.0.1", port=poort, threads=8, _quiet=True)
