"""Who may read a data domain, by the table, said for people."""

from __future__ import annotations

from dataclasses import dataclass

from casus.domain.fouten import N_
from casus.overview.zinnen import ROLNAAM
from casus.policy import TABEL, Antwoord

GEWOON = frozenset({"niet_afgeschermd"})
"""A word that holds until the pupil says otherwise."""
EIGEN = frozenset({"eigen", "eigen_organisatie"})
ALS: dict[str, str] = {
    "377c": N_("als deze ouder erom vraagt en de school het goedvindt"),
    "aanwezig": N_("als zij bij het overleg waren"),
    "betrokkene": N_("als het over henzelf gaat"),
    "drie_maanden": N_("als de vrijstelling bijna stopt"),
    "eigen": N_("alleen wat zij zelf schreven"),
    "eigen_lessen": N_("op een dag dat zij de leerling lesgeven"),
    "eigen_organisatie": N_("alleen van hun eigen organisatie"),
    "eigen_poort": N_("als de toestemming over hen gaat"),
    "geen_bezwaar_leerling": N_("als de leerling geen bezwaar maakt"),
    "goed_hulpverlenerschap": N_("als de arts vindt dat het mag"),
    "ingeschreven": N_("als de leerling op hun school staat ingeschreven"),
    "inspectie": N_("als de Inspectie erom vraagt"),
    "melding": N_("als er een melding bij hen is gedaan"),
    "melding_of_regisseur": N_("als er een melding is of leerplicht de regie heeft"),
    "niet_onveilig": N_("als dat veilig is"),
    "opdracht": N_("als de gemeente hen heeft aangewezen"),
    "regisseur": N_("als leerplicht de regie heeft"),
    "swv_grond": N_("als het samenwerkingsverband moet helpen"),
    "terugkeerplan": N_("als er een plan voor terugkeer loopt"),
    "thuiszitter": N_("als de leerling bij het samenwerkingsverband geregistreerd is"),
    "tlv_opdracht": N_("als zij als deskundige gevraagd zijn"),
    "toestemming": N_("als iedereen die moet tekenen ja zei"),
    "toestemming_leerling": N_("als de leerling ja zei"),
    "verwijzing": N_("als de leerling naar hen is verwezen"),
    "vrijgegeven": N_("als ouders en leerling het eerst lazen en niet tegenhielden"),
    "woongemeente": N_("als de leerling in hun gemeente woont"),
    "zelfde_gemeente": N_("als de melding in dezelfde gemeente was"),
}
"""The conditions of the table in words that a parent or pupil understands; the table has the exact ones."""


@dataclass(frozen=True)
class Lezers:
    """The roles that read it, those that read it after consent, on a condition, or when they ask."""

    altijd: tuple[str, ...]
    eigen: tuple[str, ...]
    """They read what they or their own organisation wrote."""
    na_toestemming: tuple[str, ...]
    soms: tuple[tuple[str, tuple[str, ...]], ...]
    """Role, and its conditions in words: all of them must hold."""
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
        regel.rol: tuple(ALS[word] for word in regel.als if word not in GEWOON)
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
