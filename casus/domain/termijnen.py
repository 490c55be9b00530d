"""The numbers of the clock: `termijnen.toml`, each with its source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Termijnen:
    """How long, how often and how much, for the clock."""

    lesdagen_tot_start: int
    maanden: int
    maanden_landelijk: int
    schooldagen_amber: int
    lesdagen_tot_einde: int
    weken_zonder_aanbod: int
    deel_van_aanbod: int


def lees_termijnen(text: str) -> Termijnen:
    """Read the numbers.

    Raises:
        ValueError: a number has no source.
        TypeError: a number is missing, or one that nobody asks for.
    """
    rows = tomllib.loads(text)["klok"]
    without = [name for name, row in rows.items() if not row.get("bron")]
    if without:
        raise ValueError(f"termijn zonder bron: {without}")
    return Termijnen(**{name: int(row["waarde"]) for name, row in rows.items()})


TERMIJNEN = lees_termijnen(files("casus.domain").joinpath("termijnen.toml").read_text("utf-8"))
