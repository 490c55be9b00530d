"""The access table: `toegang.toml` read and checked. An unknown word stops the start."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from casus.domain.actor import GRENZEN
from casus.domain.rol import Rol
from casus.policy.muren import gebroken


class TabelFout(ValueError):  # noqa: N818
    """The table says something that we do not understand."""


class Antwoord(StrEnum):
    """What a permission gives, from most to least; `nee` is what no row gives."""

    JA = "ja"
    SAMENVATTING = "samenvatting"
    PROCESFEIT = "procesfeit"
    GEAGGREGEERD = "geaggregeerd"
    OP_VERZOEK = "op_verzoek"
    NEE = "nee"


HANDELINGEN = ("weten", "lezen", "schrijven", "instemmen")
_BAND = re.compile(r"^(?:<(?P<below>\d+)|(?P<from>\d+)\+|(?P<low>\d+)-(?P<high>\d+))$")


@dataclass(frozen=True)
class Leeftijd:
    """Ages in years from `van` up to, not including, `tot`."""

    van: int = 0
    tot: int = 200

    @classmethod
    def lees(cls, text: str) -> Leeftijd:
        """Read `<16`, `12+` or `12-15`.

        Raises:
            TabelFout: it is none of these, or an age at which no right changes.
        """
        if not text:
            return cls()
        found = _BAND.match(text)
        if found is None:
            raise TabelFout(f"onbekende leeftijd {text!r}")
        if found["below"]:
            band = cls(tot=int(found["below"]))
        elif found["from"]:
            band = cls(van=int(found["from"]))
        else:
            band = cls(int(found["low"]), int(found["high"]) + 1)
        if {band.van, band.tot} - {cls.van, cls.tot, *GRENZEN}:
            raise TabelFout(f"leeftijd {text!r}: rechten veranderen op {', '.join(map(str, GRENZEN))}")
        return band

    def __contains__(self, leeftijd: int) -> bool:
        return self.van <= leeftijd < self.tot


@dataclass(frozen=True)
class Regel:
    """One permission."""

    domein: str
    rol: Rol
    handeling: str
    antwoord: Antwoord
    leeftijd: Leeftijd
    als: tuple[str, ...]
    grondslag: str
    opmerking: str = ""


@dataclass(frozen=True, eq=False)
class Toegangstabel:
    """All permissions, and the names of domains, roles and conditions."""

    regels: tuple[Regel, ...]
    domeinen: Mapping[str, str]
    rollen: Mapping[str, str]
    voorwaarden: Mapping[str, str]
    beoordelaars: frozenset[Rol] = frozenset()
    """Who, beside the writer, reads a text that may be medical, to judge it."""

    @cache  # noqa: B019 (a table lives as long as the process)
    def voor(self, rol: Rol, domein: str | None = None, handeling: str | None = None) -> tuple[Regel, ...]:
        """The rows of a role. Who may read may know: `weten` takes the rows of `lezen` too."""
        wanted = HANDELINGEN if handeling is None else ("weten", "lezen") if handeling == "weten" else (handeling,)
        return tuple(
            regel
            for regel in self.regels
            if regel.rol == rol and regel.handeling in wanted and domein in (None, regel.domein)
        )


def lees_tabel(text: str) -> Toegangstabel:
    """Read the table.

    Raises:
        TabelFout: a role, condition, act, answer or age that the table does not define, or a row that breaks a wall.
    """
    data = tomllib.loads(text)
    voorwaarden, rollen = data["voorwaarden"], data["rollen"]
    regels = [
        _regel(domein, row, voorwaarden, rollen)
        for domein, block in data["domeinen"].items()
        for row in block["regels"]
    ]
    domeinen = {code: block["naam"] for code, block in data["domeinen"].items()}
    judges = frozenset(Rol(code) for code in data.get("mogelijk_medisch", {}).get("beoordelaars", ()))
    return Toegangstabel(tuple(regels), domeinen, rollen, voorwaarden, judges)


def _regel(domein: str, row: Mapping[str, Any], voorwaarden: Mapping[str, str], rollen: Mapping[str, str]) -> Regel:
    unknown = [word for word in row.get("als", ()) if word not in voorwaarden]
    if unknown or row["rol"] not in rollen or row["handeling"] not in HANDELINGEN:
        raise TabelFout(f"{domein}: onbekend woord in {dict(row)}")
    try:
        regel = Regel(
            domein=domein,
            rol=Rol(row["rol"]),
            handeling=row["handeling"],
            antwoord=Antwoord(row["antwoord"]),
            leeftijd=Leeftijd.lees(row.get("leeftijd", "")),
            als=tuple(row.get("als", ())),
            grondslag=row["grondslag"],
            opmerking=row.get("opmerking", ""),
        )
    except ValueError as error:
        raise TabelFout(f"{domein}: {error}") from error
    muur = gebroken(regel)
    if muur is not None:
        raise TabelFout(f"{domein}: {dict(row)} breekt een muur: {muur}")
    return regel


TABEL = lees_tabel(files("casus.policy").joinpath("toegang.toml").read_text("utf-8"))
