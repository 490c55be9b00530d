"""Walls that no row of the access table, no consent and no noodknop may breach; a table that does, does not load.

Source: the walls at the end of the design of the access table (docs/toegang.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.domain.rol import CLIENT, Rol

if TYPE_CHECKING:
    from casus.policy.tabel import Regel

MEDISCH = frozenset({"D08", "D09", "D10", "D26"})
"""What the JGZ knows or what was told about being ill."""
TEGENOVER_OUDERS = frozenset({"D08", "D09", "D10", "D15"})
"""What parents of a pupil of 16 or older learn only when the pupil agrees."""
LEERPLICHT = frozenset({Rol.LPA, Rol.RMC})
VAN_16, VAN_18 = 16, 18


@dataclass(frozen=True)
class Muur:
    """A sentence, and whether a row breaches it."""

    zin: str
    breekt: Callable[[Regel], bool]


def _jgz(regel: Regel) -> bool:
    if regel.domein != "D08" or regel.rol is Rol.JA:
        return False
    if regel.rol is Rol.FG:
        return regel.handeling != "weten"
    return not (regel.rol in (Rol.OG, Rol.LL) and regel.handeling == "lezen" and regel.antwoord == "op_verzoek")


def _leerplicht(regel: Regel) -> bool:
    if regel.rol not in LEERPLICHT:
        return False
    conclusion = regel.domein == "D15" and regel.handeling == "lezen" and regel.antwoord == "samenvatting"
    return regel.domein in MEDISCH or (regel.domein == "D15" and not conclusion)


def _strafrecht(regel: Regel) -> bool:
    if regel.domein != "D13" or regel.rol is Rol.LPA:
        return False
    asked = regel.handeling == "lezen" and regel.antwoord == "op_verzoek" and "betrokkene" in regel.als
    return not (regel.rol in CLIENT and asked)


def _monitor(regel: Regel) -> bool:
    return regel.rol is Rol.SWM and (regel.antwoord != "geaggregeerd" or regel.handeling != "lezen")


def _ouders(regel: Regel, van: int, domeinen: Iterable[str] | None) -> bool:
    """A row for parents that reaches this age of the pupil without the pupil's word."""
    reaches = regel.leeftijd.tot > van and (domeinen is None or regel.domein in domeinen)
    return regel.rol in (Rol.OG, Rol.OZ) and reaches and "toestemming_leerling" not in regel.als


def _toezicht(regel: Regel) -> bool:
    return regel.rol is Rol.FG and "eigen_organisatie" not in regel.als


def _beheer(regel: Regel) -> bool:
    return regel.rol is Rol.BEH and regel.handeling != "weten"


MUREN = (
    Muur("D08 is van de JGZ en, op verzoek, van de leerling en de ouders; de FG weet hoogstens dat het er is", _jgz),
    Muur("leerplicht krijgt nooit medische inhoud; van 5a alleen de conclusie", _leerplicht),
    Muur("D13 is van leerplicht, en van wie het betreft op verzoek", _strafrecht),
    Muur("een SWV-monitor ziet alleen aantallen en pseudoniemen", _monitor),
    Muur("vanaf 18 weten ouders niets, tenzij de leerling het geeft", lambda row: _ouders(row, VAN_18, None)),
    Muur(
        "vanaf 16 weten ouders niets van de jeugdarts, tenzij de leerling het goedvindt",
        lambda row: _ouders(row, VAN_16, TEGENOVER_OUDERS),
    ),
    Muur("een FG ziet alleen de eigen organisatie", _toezicht),
    Muur("een beheerder leest niets over een leerling", _beheer),
)


def gebroken(regel: Regel) -> str | None:
    """The wall that a row breaches; None when it breaches none."""
    return next((muur.zin for muur in MUREN if muur.breekt(regel)), None)
