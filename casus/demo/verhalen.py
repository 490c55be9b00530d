"""The stories of the demo: read from their file, and given to pupils of the region."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.resources import files
from typing import Any

import msgspec

from casus.demo.afwezig import Reeks
from casus.demo.mensen import Kind, Streek
from casus.domain.verzuim import SoortVerzuim


@dataclass(frozen=True)
class Teksten:
    """What people write: for a field, else for its data domain, else something general."""

    veld: Mapping[str, list[str]]
    domein: Mapping[str, list[str]]
    anders: list[str]

    def voor(self, veld: str, domein: str) -> list[str]:
        return self.veld.get(veld) or self.domein.get(domein) or self.anders


@dataclass(frozen=True)
class Verhaal:
    """One story: who it may be about, when it begins, how people answer, and where it stops."""

    naam: str
    aantal: int
    sector: str
    leeftijd: tuple[int, int]
    begin: date
    tot: date | None = None
    spreiding: int = 1
    tempo: int = 2
    toestemming: str = "ja"
    toestemming_bij: Mapping[str, str] = field(default_factory=dict)
    stop_bij: tuple[str, ...] = ()
    verzuim: tuple[Mapping[str, Any], ...] = ()
    antwoorden: Mapping[str, Any] = field(default_factory=dict)
    antwoorden_bij: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Other answers for the same key in one step."""
    bericht_bij: Mapping[str, str] = field(default_factory=dict)
    """What the coordinator tells the casus, once, while a task of this step lies open."""
    hoofdrol: bool = False
    """The people of this story are the logins that the demo prints."""
    eindigt: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Lot:
    """A story that happens to one pupil from a day on."""

    verhaal: Verhaal
    kind: Kind
    begin: date
    reeksen: tuple[Reeks, ...]


def lees_verhalen(text: str | None = None) -> tuple[tuple[Verhaal, ...], Teksten]:
    """Read `verhalen.toml`."""
    data: dict[str, Any] = tomllib.loads(text or files("casus.demo").joinpath("verhalen.toml").read_text("utf-8"))
    usual: dict[str, Any] = data["gewoon"]
    verhalen = [
        replace(verhaal, antwoorden_bij=usual | dict(verhaal.antwoorden_bij))
        for verhaal in msgspec.convert(data["verhaal"], tuple[Verhaal, ...])
    ]
    return tuple(verhalen), msgspec.convert(data["teksten"], Teksten)


def verdeel(streek: Streek, verhalen: tuple[Verhaal, ...]) -> list[Lot]:
    """Give every story its pupils: nobody lives two stories."""
    children = [kind for kind in streek.kinderen if kind.inschrijving.van <= streek.cijfers.verzuim.van]
    streek.random("verhalen").shuffle(children)
    return [lot for verhaal in verhalen for lot in _loten(streek, verhaal, children)]


def _loten(streek: Streek, verhaal: Verhaal, children: list[Kind]) -> Iterator[Lot]:
    low, high = verhaal.leeftijd
    for number in range(verhaal.aantal):
        kind = next(
            child
            for child in children
            if child.school.sector == verhaal.sector and low <= child.leerling.leeftijd(verhaal.begin) <= high
        )
        children.remove(kind)
        kalender = streek.cijfers.kalender(kind.school)
        begin = kalender.na(verhaal.begin, number * verhaal.spreiding)
        spells = tuple(
            Reeks(SoortVerzuim(spell["soort"]), kalender.voor(begin, spell["voor"]), spell["dagen"])
            for spell in verhaal.verzuim
        )
        yield Lot(verhaal, kind, begin, spells)
