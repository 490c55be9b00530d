"""Who may read a data domain, by the table, said for people."""

from __future__ import annotations

from dataclasses import dataclass

from casus.overview.zinnen import ROLNAAM
from casus.policy import TABEL, Antwoord

GEWOON = frozenset({"niet_afgeschermd"})
"""A word that holds until the pupil says otherwise."""
EIGEN = frozenset({"eigen", "eigen_organisatie"})


@dataclass(frozen=True)
class Lezers:
    """The roles that read it, those that read it after consent, on a condition, or when they ask."""

    altijd: tuple[str, ...]
    eigen: tuple[str, ...]
    """They read what they or their own organisation wrote."""
    na_toestemming: tuple[str, ...]
    soms: tuple[tuple[str, str], ...]
    """Role and the condition in words."""
    opvragen: tuple[str, ...]


def lezers_van(domein: str, leeftijd: int) -> Lezers:
    """The readers of a domain for a pupil of this age; each role stands in its widest group only."""
    rows = [
        regel
        for regel in TABEL.regels
        if regel.domein == domein and regel.handeling == "lezen" and leeftijd in regel.leeftijd
    ]
    full = [regel for regel in rows if regel.antwoord is Antwoord.JA]
    always = {regel.rol for regel in full if set(regel.als) <= GEWOON}
    own = {regel.rol for regel in full if set(regel.als) <= GEWOON | EIGEN} - always
    consent = {regel.rol for regel in full if "toestemming" in regel.als} - always - own
    sometimes = {
        regel.rol: " en ".join(TABEL.voorwaarden[word] for word in regel.als if word not in GEWOON)
        for regel in full
        if regel.rol not in always | own | consent
    }
    asked = (
        {regel.rol for regel in rows if regel.antwoord is Antwoord.OP_VERZOEK} - always - own - consent - set(sometimes)
    )
    return Lezers(
        tuple(name for rol, name in ROLNAAM.items() if rol in always),
        tuple(name for rol, name in ROLNAAM.items() if rol in own),
        tuple(name for rol, name in ROLNAAM.items() if rol in consent),
        tuple((name, sometimes[rol]) for rol, name in ROLNAAM.items() if rol in sometimes),
        tuple(name for rol, name in ROLNAAM.items() if rol in asked),
    )
