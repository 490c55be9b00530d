"""What a player says it is doing, before and after: the only thing that outlives a kill."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casus.domain.fouten import CasusFout


class Spoor:
    """A side file of one player. Not synced: the kernel keeps the bytes of a process that was killed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def sluit(self) -> None:
        os.close(self.file)

    def schrijf(self, woord: str, soort: str, ident: object, *meer: object) -> None:
        """One line in one write: whole or not there."""
        os.write(self.file, (" ".join(map(str, (woord, soort, ident, *meer))) + "\n").encode())

    def probeer(self, soort: str, ident: object, doe: Callable[[], object]) -> bool:
        """Say what begins, do it, and say how it ended; whether it was done."""
        self.schrijf("begin", soort, ident)
        try:
            doe()
        except CasusFout as fout:
            self.schrijf("nee", soort, ident, type(fout).__name__)
        except Exception as fout:
            self.schrijf("fout", soort, ident, type(fout).__name__, *str(fout).split()[:12])
        else:
            self.schrijf("klaar", soort, ident)
            return True
        return False


STAART = 4000
"""Bytes in which the last line of a side file fits: it is looked at all the time."""


def laatste(path: Path) -> list[str]:
    """The words of the last whole line; nothing when there is none."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - STAART))
            lines = file.read().splitlines()
    except FileNotFoundError:
        return []
    return lines[-1].decode().split() if lines else []


@dataclass
class Verslag:
    """What all players together said."""

    klaar: dict[str, Counter[str]] = field(default_factory=dict)
    """By kind: how often each act was confirmed."""
    nee: Counter[str] = field(default_factory=Counter)
    """Refusals with a sentence for a person, by kind."""
    fouten: Counter[str] = field(default_factory=Counter)
    """Errors that nobody put in words, by kind and text."""
    paginas: Counter[str] = field(default_factory=Counter)
    """Answers over HTTP that were no success: `500 ok`, or what is wrong with the page."""

    def bevestigd(self, soort: str) -> Counter[str]:
        return self.klaar.get(soort, Counter())

    def lees(self, line: str) -> None:
        """Take one line in."""
        woord, soort, ident, *meer = line.split()
        if woord == "klaar":
            self.klaar.setdefault(soort, Counter())[ident] += 1
        elif woord == "nee":
            self.nee[meer[0]] += 1
        elif woord == "fout":
            self.fouten[" ".join(meer)] += 1
        elif woord == "pagina":
            self.paginas[" ".join(meer)] += 1


def lees(folder: Path) -> Verslag:
    """All side files of a folder."""
    verslag = Verslag()
    for line in _lines(folder):
        verslag.lees(line)
    return verslag


def _lines(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.spoor")):
        yield from path.read_text("utf-8").splitlines()
