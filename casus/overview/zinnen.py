"""Kind Dutch sentences for what the tables and the journal say in single words."""

from __future__ import annotations

from casus.domain.fouten import N_
from casus.domain.rol import Rol
from casus.domain.toestemming import StatusToestemming

ROLNAAM: dict[Rol, str] = {
    Rol.MEN: N_("mentor"),
    Rol.VAK: N_("vakdocent"),
    Rol.VC: N_("verzuimcoördinator"),
    Rol.DIR: N_("directie"),
    Rol.ADM: N_("administratie"),
    Rol.AFS: N_("aandachtsfunctionaris"),
    Rol.JA: N_("jeugdarts"),
    Rol.AJA: N_("aangewezen arts"),
    Rol.LPA: N_("leerplichtambtenaar"),
    Rol.RMC: N_("doorstroompunt"),
    Rol.SWC: N_("consulent van het samenwerkingsverband"),
    Rol.SWM: N_("monitor van het samenwerkingsverband"),
    Rol.TLD: N_("TLV-deskundige"),
    Rol.JH: N_("jeugdhulp"),
    Rol.OG: N_("ouder met gezag"),
    Rol.OZ: N_("ouder zonder gezag"),
    Rol.LL: N_("leerling"),
    Rol.FG: N_("functionaris gegevensbescherming"),
    Rol.BEH: N_("technisch beheerder"),
}

GEBEURD: dict[str, str] = {
    "casus_begonnen": N_("Er kwam een signaal binnen"),
    "casus_geopend": N_("De casus is geopend"),
    "casus_gesloten": N_("De casus is afgesloten"),
    "casus_overgedragen": N_("De casus is overgedragen"),
    "taak_gekomen": N_("Nieuwe taak: %(titel)s"),
    "taak_afgerond": N_("Klaar: %(titel)s"),
    "stap_doorlopen": N_("Stap gezet: %(titel)s"),
    "toestemming_gevraagd": N_("Toestemming gevraagd: %(titel)s"),
    "toestemming_deels": N_("Een deel van de handtekeningen is er: %(titel)s"),
    "toestemming_compleet": N_("Toestemming gegeven: %(titel)s"),
    "toestemming_geweigerd": N_("Geen toestemming: %(titel)s"),
    "toestemming_ingetrokken": N_("Toestemming ingetrokken: %(titel)s"),
    "stuk_verbeterd": N_("Tekst verbeterd: %(titel)s"),
}
"""What happened, said so that everybody understands it; `titel` is the name of the step or the purpose."""

VOLGORDE = (
    "casus_begonnen", "taak_afgerond", "casus_geopend", "toestemming_gevraagd", "stap_doorlopen", "taak_gekomen",
    "casus_gesloten",
)  # fmt: skip
"""How events of one and the same moment follow each other."""

STATUS: dict[str, tuple[str, str]] = {
    "signaal": (N_("We kijken of er zorg is"), "oranje"),
    "lopend": (N_("We zijn ermee bezig"), ""),
    "gesloten": (N_("Afgesloten"), "groen"),
    "overgedragen": (N_("Overgedragen"), "groen"),
}
"""The state of a casus in kind words, and its colour."""

TOESTEMMING: dict[StatusToestemming, tuple[str, str]] = {
    StatusToestemming.GEVRAAGD: (N_("Gevraagd, nog geen antwoord"), "oranje"),
    StatusToestemming.DEELS: (N_("Nog niet iedereen heeft geantwoord"), "oranje"),
    StatusToestemming.COMPLEET: (N_("Gegeven"), "groen"),
    StatusToestemming.GEWEIGERD: (N_("Niet gegeven"), ""),
    StatusToestemming.INGETROKKEN: (N_("Ingetrokken"), ""),
    StatusToestemming.VERLOPEN: (N_("Verlopen"), ""),
    StatusToestemming.HERBEVESTIGING_NODIG: (N_("Opnieuw vragen"), "oranje"),
}

GEDAAN: dict[str, str] = {
    "casus_gelezen": N_("Je bekeek deze casus"),
    "schema_gelezen": N_("Je bekeek het schema van de route"),
    "taak_gelezen": N_("Je opende een taak"),
    "taak_afgerond": N_("Je rondde een taak af"),
    "voorbeeld_gelezen": N_("Je bekeek wie wat leest"),
    "document_gelezen": N_("Je opende een document"),
    "stuk_verbeterd": N_("Je verbeterde een tekst"),
    "verbetering_gelezen": N_("Je opende een tekst om die te verbeteren"),
    "toestemming": N_("Je legde een besluit over toestemming vast"),
    "toestemming_gevraagd": N_("Je vroeg toestemming"),
    "toestemmingen_gelezen": N_("Je bekeek de toestemmingen"),
}
"""What the reader did, as the log says it back."""

VAAG: dict[str, str] = {
    "procesfeit": N_("Jij mag weten dat hier iets is vastgelegd, en wanneer. Wat er staat, is niet voor jouw rol."),
    "samenvatting": N_("Voor jouw rol is er alleen een samenvatting. De hele tekst is niet voor jouw rol."),
    "op_verzoek": N_(
        "Dit mag je lezen als je erom vraagt. Vraag het aan de school of aan wie het schreef. "
        "Zij kijken eerst of er iets van een ander in staat."
    ),
    "geaggregeerd": N_("Hiervan zie je alleen aantallen, nooit de tekst over één leerling."),
    "nee": N_("Hier is iets vastgelegd. Lezen is niet voor jouw rol."),
}
"""Why a known part is closed and what to do, by the answer of the table."""


def gebeurd(soort: str) -> str:
    """The sentence of a kind of event; a kind without one reads as its own words."""
    return GEBEURD.get(soort) or soort.replace("_", " ").capitalize()


def rang(soort: str) -> int:
    """The place of an event among those of the same moment."""
    return VOLGORDE.index(soort) if soort in VOLGORDE else len(VOLGORDE) // 2


def gedaan(handeling: str) -> str:
    """The sentence of an act of the reader."""
    return GEDAAN.get(handeling) or handeling.replace("_", " ").capitalize()
