"""The figures of the region as its file says them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import msgspec

from casus.domain.kalender import Periode, Schoolkalender


@dataclass(frozen=True)
class Plek:
    """An organisation of the region: a school also has pupils, ages and a calendar of its own."""

    code: str
    soort: str
    naam: str
    rollen: Mapping[str, int]
    sector: str | None = None
    lesuren: int = 6
    leerlingen: int = 0
    jaren: tuple[int, int] = (0, 0)
    studiedagen: tuple[date, ...] = ()
    aandeel: float = 0.0


@dataclass(frozen=True)
class Vrij:
    """A holiday with its name."""

    naam: str
    periode: Periode


@dataclass(frozen=True)
class Cijfers:
    """Everything that the generator may use; every figure has a source in the file."""

    begindag: date
    zaad: str
    verzuim: Periode
    leveringen: tuple[date, ...]
    schooljaren: tuple[Periode, ...]
    vrij: tuple[Vrij, ...]
    plekken: tuple[Plek, ...]
    waarden: Mapping[str, float]
    bronnen: Mapping[str, str]
    grenzen: Mapping[str, tuple[float, float]]
    roepnamen: tuple[str, ...]
    achternamen: tuple[str, ...]

    @property
    def scholen(self) -> tuple[Plek, ...]:
        return tuple(plek for plek in self.plekken if plek.soort == "school")

    @property
    def gemeenten(self) -> tuple[Plek, ...]:
        return tuple(plek for plek in self.plekken if plek.soort == "gemeente")

    def __getitem__(self, naam: str) -> float:
        return self.waarden[naam]

    def kalender(self, school: Plek) -> Schoolkalender:
        """The calendar of one school, its studiedagen included."""
        own = tuple(Periode(dag, dag) for dag in school.studiedagen)
        return Schoolkalender(self.schooljaren, tuple(vrij.periode for vrij in self.vrij) + own)


def lees_cijfers(text: str | None = None) -> Cijfers:
    """Read `streek.toml`.

    Raises:
        KeyError: a figure has no value or no source.
    """
    data: dict[str, Any] = tomllib.loads(text or files("casus.demo").joinpath("streek.toml").read_text("utf-8"))
    figures = data["cijfers"]
    return Cijfers(
        begindag=data["begindag"],
        zaad=data["zaad"],
        verzuim=_periode(data["verzuim"]),
        leveringen=tuple(data["verzuim"]["leveringen"]),
        schooljaren=tuple(map(_periode, data["schooljaar"])),
        vrij=tuple(Vrij(row["naam"], _periode(row)) for row in data["vrij"]),
        plekken=msgspec.convert(data["organisatie"], tuple[Plek, ...]),
        waarden={name: float(row["waarde"]) for name, row in figures.items()},
        bronnen={name: row["bron"] for name, row in figures.items()},
        grenzen={name: (float(low), float(high)) for name, (low, high) in data["grenzen"].items()},
        roepnamen=tuple(data["namen"]["roepnamen"]),
        achternamen=tuple(data["namen"]["achternamen"]),
    )


def _periode(row: Mapping[str, Any]) -> Periode:
    return Periode(row["van"], row["tot"])
