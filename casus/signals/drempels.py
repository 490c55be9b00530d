"""The thresholds of the rules: `drempels.toml`, each with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

BIJNA = "_bijna"
SECTOR = {"so": "po", "sbo": "po", "vso": "vo", "pro": "vo"}
"""Sectors that take the numbers of another."""


@dataclass(frozen=True)
class Drempel:
    """A rule: what people call it, whether it opens a casus, and its numbers."""

    naam: str
    bron: str
    zorgelijk: bool
    getallen: Mapping[str, int] = field(default_factory=dict)
    sectoren: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def voor(self, sector: str | None) -> Mapping[str, int] | None:
        """The numbers of a sector; None when the rule does not speak of it."""
        if not self.sectoren:
            return self.getallen
        name = (sector or "vo").lower()
        return self.sectoren.get(SECTOR.get(name, name))


def lees_drempels(text: str) -> Mapping[str, Drempel]:
    """Read the thresholds.

    Raises:
        TypeError: a rule lacks its name, source or weight, or has a word that nobody knows.
        ValueError: a rule has no source or no numbers.
    """
    found = {code: Drempel(**row) for code, row in tomllib.loads(text).items()}
    empty = [code for code, row in found.items() if not row.bron or not (row.getallen or row.sectoren)]
    if empty:
        raise ValueError(f"regel zonder bron of getallen: {empty}")
    return found


DREMPELS = lees_drempels(files("casus.signals").joinpath("drempels.toml").read_text("utf-8"))


def is_zorgelijk(code: str) -> bool:
    """Whether this rule opens a casus."""
    return code in DREMPELS and DREMPELS[code].zorgelijk


def naam_van(code: str) -> str:
    """What people call a rule; `Bijna:` before one that is only near. A person's own word has its code."""
    base = code.removesuffix(BIJNA)
    if base not in DREMPELS:
        return code
    return DREMPELS[base].naam if base == code else f"Bijna: {DREMPELS[base].naam}"
