"""What the noodknop opens, to whom and how long: `noodknop.toml`, checked against the access table and its walls."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.resources import files
from typing import Any

from casus.domain.organisatie import SoortOrganisatie
from casus.domain.rol import CLIENT, WITHOUT_GRANT, Rol
from casus.policy.muren import gebroken
from casus.policy.tabel import TABEL, Antwoord, Regel, TabelFout, Toegangstabel
from casus.policy.woorden import VAN_DE_CASUS

LANGST = timedelta(hours=4)
LOSLATEN = frozenset({"eigen", "verwijzing"})
"""Words that say how somebody came to the data; the others say what the family, safety or the law wants."""


@dataclass(frozen=True)
class Noodrol:
    """What the noodknop is for one role."""

    rol: Rol
    organisatie: SoortOrganisatie
    casus: tuple[str, ...]
    regels: tuple[Regel, ...]
    """Rows of the access table, with the words that still must hold."""
    eigenaar_rol: Rol
    gezin: str

    @property
    def domeinen(self) -> tuple[str, ...]:
        return tuple(regel.domein for regel in self.regels)

    def van(self, domein: str) -> tuple[Regel, ...]:
        """The rows of a data domain."""
        return tuple(regel for regel in self.regels if regel.domein == domein)


@dataclass(frozen=True)
class Nood:
    """The table, read."""

    duur: timedelta
    werkdagen: int
    toezicht: Rol
    """Who is told, and never reviews."""
    rollen: Mapping[Rol, Noodrol]
    redenen: Mapping[str, str]
    """Code to words."""
    veiligheid: frozenset[str]
    """Reasons that the family does not see before the review."""


def lees_noodknop(text: str, tabel: Toegangstabel = TABEL) -> Nood:
    """Read the table.

    Raises:
        TabelFout: it would last longer than four hours, give more than the access table could ever give, pass by a
            consent, or break a wall.
    """
    data = tomllib.loads(text)
    assumed = frozenset(data["neemt_aan"])
    length = timedelta(hours=data["uren"])
    if not timedelta(0) < length <= LANGST or not assumed <= LOSLATEN:
        raise TabelFout("noodknop: te lang, of een woord dat moet blijven kloppen")
    try:
        roles = {Rol(code): _rol(Rol(code), row, assumed, tabel) for code, row in data["rollen"].items()}
    except (KeyError, ValueError) as error:
        raise TabelFout(f"noodknop: {error}") from error
    reasons = data["redenen"]
    return Nood(
        duur=length,
        werkdagen=int(data["werkdagen"]),
        toezicht=Rol(data["toezicht"]),
        rollen=roles,
        redenen={code: str(row["naam"]) for code, row in reasons.items()},
        veiligheid=frozenset(code for code, row in reasons.items() if row["veiligheid"]),
    )


def _rol(rol: Rol, row: Mapping[str, Any], assumed: frozenset[str], tabel: Toegangstabel) -> Noodrol:
    casus = tuple(row["casus"])
    if rol in CLIENT | WITHOUT_GRANT or not set(casus) <= set(VAN_DE_CASUS) or row["gezin"] not in tabel.domeinen:
        raise TabelFout(f"noodknop: {rol} kan hem niet hebben, of een woord is onbekend")
    lines = tuple(line for code in row["domeinen"] for line in _regels(rol, code, assumed, tabel))
    return Noodrol(rol, SoortOrganisatie(row["organisatie"]), casus, lines, Rol(row["eigenaar_rol"]), str(row["gezin"]))


def _regels(rol: Rol, domein: str, assumed: frozenset[str], tabel: Toegangstabel) -> list[Regel]:
    """The rows that the role has itself; what is left of their words keeps its meaning."""
    own = [regel for regel in tabel.voor(rol, domein, "lezen") if regel.antwoord is Antwoord.JA]
    found = [replace(regel, als=tuple(word for word in regel.als if word not in assumed)) for regel in own]
    if not found or any("toestemming" in regel.als or gebroken(regel) for regel in found):
        raise TabelFout(f"noodknop: {rol} leest {domein} nooit, alleen na toestemming, of achter een muur")
    return found


NOOD = lees_noodknop(files("casus.policy").joinpath("noodknop.toml").read_text("utf-8"))
