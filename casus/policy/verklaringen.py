"""Who may declare what about access: `verklaringen.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from casus.domain.rol import Rol
from casus.domain.verklaring import SoortVerklaring
from casus.policy.tabel import TABEL, TabelFout

VRAGEN = frozenset({"domein", "ouder", "stuk"})
_LEEFTIJD = re.compile(r"(\d+)(?:\+|-(\d+))")


@dataclass(frozen=True)
class Verklaarbaar:
    """One kind of declaration."""

    soort: SoortVerklaring
    naam: str
    hoort_bij: str
    """The data domain that the declaration itself is part of."""
    uitleg: str
    wie: frozenset[Rol]
    vraagt: frozenset[str]
    leeftijd: range
    """Ages of the pupil in years."""
    dagen: int | None
    bron: str


def lees_verklaringen(text: str) -> Mapping[SoortVerklaring, Verklaarbaar]:
    """Read the table.

    Raises:
        TabelFout: a role, question or age that does not exist, or not exactly the kinds of `SoortVerklaring`.
    """
    data = tomllib.loads(text)
    if set(data) != set(SoortVerklaring):
        raise TabelFout(f"verklaringen zonder regel of zonder naam: {set(data) ^ set(SoortVerklaring)}")
    return {SoortVerklaring(name): _een(name, row) for name, row in data.items()}


def _een(name: str, row: Mapping[str, object]) -> Verklaarbaar:
    wie, vraagt = row["wie"], row["vraagt"]
    age = _LEEFTIJD.fullmatch(str(row.get("leeftijd", "0+")))
    days = row.get("dagen")
    if not isinstance(wie, list) or not set(wie) <= set(Rol) or not isinstance(vraagt, list) or age is None:
        raise TabelFout(f"{name}: onbekende rol of leeftijd")
    if (
        row["hoort_bij"] not in TABEL.domeinen
        or not set(vraagt) <= VRAGEN
        or not (days is None or isinstance(days, int))
    ):
        raise TabelFout(f"{name}: onbekende vraag of dagen")
    return Verklaarbaar(
        soort=SoortVerklaring(name),
        naam=str(row["naam"]),
        hoort_bij=str(row["hoort_bij"]),
        uitleg=str(row["uitleg"]),
        wie=frozenset(map(Rol, wie)),
        vraagt=frozenset(vraagt),
        leeftijd=range(int(age[1]), int(age[2]) + 1 if age[2] else 200),
        dagen=days,
        bron=str(row["bron"]),
    )


VERKLARINGEN = lees_verklaringen(files("casus.policy").joinpath("verklaringen.toml").read_text("utf-8"))
