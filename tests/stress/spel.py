"""One round being played: who is on the stage, who is killed or put to sleep, and the quiet afterwards."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.stress import spelers
from tests.stress.klanten import Klant
from tests.stress.spoor import laatste
from tests.stress.toneel import Toneel

NUMMERS = count()
GEDULD = 60.0
"""Seconds within which whoever was disturbed must go on."""


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.stress.spelers"])
    return context


@dataclass
class Speler:
    """A process on the stage."""

    soort: Callable[..., None]
    proces: BaseProcess
    spoor: Path

    @property
    def bezig(self) -> str:
        """What it is in the middle of; empty when it is in the middle of nothing."""
        words = laatste(self.spoor)
        return words[1] if words[:1] == ["begin"] else ""

    def sein(self, signaal: int) -> None:
        if self.proces.pid is not None:
            os.kill(self.proces.pid, signaal)


@dataclass
class Spel:
    """Players for one round; leaving it stops them all."""

    toneel: Toneel
    schrijvers: int = 0
    workers: int = 0
    klanten: int = 0
    op: list[Speler] = field(default_factory=list)
    mensen: list[Klant] = field(default_factory=list)
    poort: int = 0
    raak: int = 0
    """Kills that hit somebody in the middle of a step."""

    def __enter__(self) -> Spel:
        (self.toneel.folder / "stop").unlink(missing_ok=True)
        for _ in range(self.schrijvers):
            self.kom_op(spelers.schrijver)
        for _ in range(self.workers):
            self.kom_op(spelers.worker)
        if self.klanten:
            self.poort = vrije_poort()
            self.kom_op(spelers.web)
            self.wacht(self.antwoordt, "the web server")
        self.wacht(lambda: all(laatste(s.spoor) for s in self.op if s.soort is spelers.schrijver), "a writer")
        for number in range(self.klanten):
            self.mensen.append(Klant(self.toneel, f"klant-{next(NUMMERS)}-{number}", self.poort))
            self.mensen[-1].start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        (self.toneel.folder / "stop").touch()
        for each in self.mensen:
            each.join(GEDULD)
        for speler in self.op:
            if speler.soort is not spelers.web:
                speler.proces.join(GEDULD)
            speler.proces.kill()
            speler.proces.join()

    def kom_op(self, soort: Callable[..., None]) -> Speler:
        """Somebody comes on."""
        naam = f"{soort.__name__}-{next(NUMMERS)}"
        arguments: tuple[Any, ...] = (self.toneel, naam, *((self.poort,) if soort is spelers.web else ()))
        proces = _context().Process(target=soort, args=arguments, daemon=True)
        proces.start()
        self.op.append(Speler(soort, proces, self.toneel.sporen / f"{naam}.spoor"))
        return self.op[-1]

    def antwoordt(self) -> bool:
        """Whether the web server is up."""
        try:
            with urlopen(f"http://127.0.0.1:{self.poort}/gezond", timeout=5) as answer:
                return answer.status == 200
        except HTTPError as answer:
            answer.close()
            return False
        except OSError:
            return False

    def dood(self, speler: Speler) -> None:
        """Kill -9, and let another take its place; counted when it was in the middle of a step."""
        before = sum(each.afgebroken for each in self.mensen)
        speler.sein(signal.SIGKILL)
        speler.proces.join()
        self.op.remove(speler)
        landed = bool(speler.bezig)
        self.kom_op(speler.soort)
        if speler.soort is spelers.web:
            self.wacht(self.antwoordt, "the web server")
            landed = sum(each.afgebroken for each in self.mensen) > before
        self.raak += landed

    def wacht(self, tot: Callable[[], bool], wie: str) -> None:
        """Wait until something is so.

        Raises:
            TimeoutError: it does not become so.
        """
        if not self.poging(tot, GEDULD):
            raise TimeoutError(f"{wie} did not come back")

    def poging(self, tot: Callable[[], bool], seconden: float) -> bool:
        """Wait at most so long until something is so; whether it became so."""
        einde = time.monotonic() + seconden
        while not tot():
            if time.monotonic() > einde:
                return False
            time.sleep(0.01)
        return True

    def allen_verder(self) -> None:
        """Wait until every writer and every person got an answer again, be it that somebody was before them.

        Raises:
            TimeoutError: somebody is stuck.
        """
        paths = [speler.spoor for speler in self.op if speler.soort is spelers.schrijver]
        seen = {path: _antwoorden(path) for path in paths + [klant.spoor.path for klant in self.mensen]}
        for path, before in seen.items():
            self.wacht(lambda path=path, before=before: _antwoorden(path) > before, path.stem)

    def willekeurig(self, dice: random.Random, server: float) -> Speler:
        """Somebody who is busy, else who has begun; the web server, which takes long to come back, in this part of the turns."""
        busy = [speler for speler in self.op if speler.bezig]
        begun = busy or [speler for speler in self.op if laatste(speler.spoor)]
        webs = [speler for speler in self.op if speler.soort is spelers.web]
        return dice.choice(webs if webs and (not begun or dice.random() < server) else begun or self.op)


def vrije_poort() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _antwoorden(path: Path) -> int:
    """How many lines say that something was done, or refused in words; a 500 is no answer."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return sum(line.startswith(("klaar", "nee")) and not line.endswith((" 500", " afgebroken")) for line in lines)
