"""The purposes for which consent is asked: `doelen.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from casus.domain.rol import Rol
from casus.policy.tabel import TABEL, TabelFout


@dataclass(frozen=True)
class Doel:
    """One purpose: for whom, which data domains it opens, and the text that people sign."""

    code: str
    naam: str
    ontvanger: Rol
    domeinen: tuple[str, ...]
    medisch: bool
    versie: str
    grondslag: str
    tekst: str


def lees_doelen(text: str) -> Mapping[str, Doel]:
    """Read the purposes.

    Raises:
        TabelFout: a domain that the receiver may never read, whatever anybody signs.
    """
    found = {}
    for code, row in tomllib.loads(text)["doel"].items():
        doel = Doel(
            code=code, naam=row["naam"], ontvanger=Rol(row["ontvanger"]), domeinen=tuple(row["domeinen"]),
            medisch=row["medisch"], versie=row["versie"], grondslag=row["grondslag"], tekst=row["tekst"],
        )  # fmt: skip
        for domein in doel.domeinen:
            if not any("toestemming" in regel.als for regel in TABEL.voor(doel.ontvanger, domein, "lezen")):
                raise TabelFout(f"{code}: {domein} gaat voor {doel.ontvanger} niet open met toestemming")
        found[code] = doel
    return found


DOELEN = lees_doelen(files("casus.policy").joinpath("doelen.toml").read_text("utf-8"))
