"""The tabs of the page of a casus: each groups data domains; every domain stands on exactly one."""

from __future__ import annotations

from dataclasses import dataclass

from casus.domain.fouten import N_


@dataclass(frozen=True)
class Deel:
    """One tab."""

    code: str
    naam: str
    domeinen: tuple[str, ...] = ()
    vooraan: tuple[str, ...] = ()
    """Domains of another tab of which the newest stands here too: what everybody acts on."""


DELEN = (
    Deel("overzicht", N_("Overzicht"), ("D23",), vooraan=("D25",)),
    Deel("onderwijs", N_("Onderwijs"), ("D01", "D02", "D03", "D30", "D04", "D05", "D20", "D26", "D27")),
    Deel("medisch", N_("Medisch"), ("D08", "D09", "D10", "D15", "D19", "D21")),
    Deel("leerplicht", N_("Leerplicht"), ("D11", "D12", "D13", "D14")),
    Deel("plannen", N_("Aanbod en plannen"), ("D06", "D07", "D16", "D17", "D18", "D25", "D28", "D29")),
    Deel("documenten", N_("Documenten"), ("D22",)),
    Deel("logboek", N_("Logboek"), ("D24",)),
)
ALTIJD = ("overzicht", "documenten", "logboek")
"""Tabs that tell nothing by being there."""

LOGBOEK = "logboek"
DOCUMENTEN = "documenten"


def read_deel(code: str | None) -> Deel:
    """The tab of that name; the first for a name that is none."""
    return next((deel for deel in DELEN if deel.code == code), DELEN[0])
