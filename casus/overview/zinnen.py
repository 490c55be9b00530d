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

DOMEINNAAM: dict[str, str] = {
    "D01": N_("Naam, school en inschrijving"),
    "D02": N_("Gezag, gezin en contact"),
    "D03": N_("Ongeoorloofd verzuim"),
    "D04": N_("Signalen en wat school ziet"),
    "D05": N_("Verslag van het oudergesprek"),
    "D06": N_("Ontwikkelingsperspectief (OPP): het doel"),
    "D07": N_("Ontwikkelingsperspectief (OPP): de aanpak"),
    "D08": N_("Dossier van de jeugdarts"),
    "D09": N_("Advies van de jeugdarts"),
    "D10": N_("Afspraken bij de jeugdarts: of en wanneer"),
    "D11": N_("Melding bij leerplicht en wat daarop volgde"),
    "D12": N_("Onderzoek en gesprek van leerplicht"),
    "D13": N_("Proces-verbaal en Halt"),
    "D14": N_("Vrijstelling"),
    "D15": N_("Verklaring van de arts bij een vrijstelling"),
    "D16": N_("Aanvraag voor minder uren les"),
    "D17": N_("Hulp en aanbod van het samenwerkingsverband (SWV)"),
    "D18": N_("Verslag van het overleg"),
    "D19": N_("Veiligheid"),
    "D20": N_("Wat de ouders vinden"),
    "D21": N_("Jeugdhulp"),
    "D22": N_("Toestemmingen"),
    "D23": N_("Termijnen, signalen en taken"),
    "D24": N_("Logboek"),
    "D25": N_("Afspraken voor in de les"),
    "D26": N_("Reden van het verzuim, zoals verteld"),
    "D27": N_("Wat de leerling zelf zegt"),
    "D28": N_("Familiegroepsplan"),
    "D29": N_("Bewijs bij de aanvraag voor minder uren"),
    "D30": N_("Geoorloofd verzuim, zonder reden"),
}
"""The kinds of data in words that a parent or pupil understands; the table has the exact names."""

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
    "toestemming_herbevestiging_nodig": N_("Toestemming opnieuw gevraagd: %(titel)s"),
    "stuk_verbeterd": N_("Tekst verbeterd: %(titel)s"),
    "signaal_gemeld": N_("Iemand gaf een signaal"),
    "klok_amber": N_("De termijn van twee maanden is bijna voorbij"),
    "klok_deadline": N_("De termijn van twee maanden is voorbij"),
    "klok_deadline_maand": N_("De landelijke grens van drie maanden is voorbij"),
    "aanbod_starten": N_("Er wordt een aanbod voorbereid"),
    "aanbod_begonnen": N_("Een aanbod is begonnen"),
    "aanbod_beeindigd": N_("Het aanbod is gestopt"),
    "groeistap_gezet": N_("Er kwam een stap bij in het terugkeerplan"),
    "terugkeerplan_gesloten": N_("Het terugkeerplan is klaar"),
    "overleg_gepland": N_("Een overleg is gepland"),
    "overleg_gehouden": N_("Het overleg is geweest"),
    "melding_gedaan": N_("De school deed een melding bij leerplicht"),
    "melding_teruggekoppeld": N_("Leerplicht liet weten wat er is gedaan"),
    "school_gewisseld": N_("De leerling ging naar een andere school"),
    "verhuisd": N_("De leerling is verhuisd"),
    "gemeente_gewijzigd": N_("Een andere gemeente neemt het over"),
    "per_abuis_geopend": N_("De casus was per abuis geopend"),
}
"""What happened, said so that everybody understands it; `titel` is the name of the step or the purpose."""

ZONDER_TITEL: dict[str, str] = {"stuk_verbeterd": N_("Een tekst is verbeterd")}
"""The same, for an event that names no step."""

VANZELF = frozenset({"klok_amber", "klok_deadline", "klok_deadline_maand"})
"""What nobody did: a date passed, at whoever's visit it came to light."""

ONDERTEKEND = frozenset(f"toestemming_{status}" for status in StatusToestemming) - {"toestemming_gevraagd"}
"""Who signed or refused stands with the consents, for who records them; it is not for the other parent."""

TUSSENSTAP = frozenset({"taak_gekomen", "stap_doorlopen"})
"""What the route and the open tasks already tell: no line of its own in the timeline."""

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
    "melding_gelezen": N_("Je bekeek de melding"),
    "tekst_gelezen": N_("Je opende de tekst voor je eigen systeem"),
    "casus_gestuurd": N_("Je vertelde de casus dat er iets gebeurde"),
    "noodknop_gezocht": N_("Je zocht deze casus met de noodknop"),
    "noodknop_gebruikt": N_("Je opende deze casus met de noodknop"),
    "noodknop_beeindigd": N_("Je was klaar met de noodknop"),
    "noodknop_gelezen": N_("Je bekeek het gebruik van de noodknop"),
    "noodknop_terecht": N_("Je vond het gebruik van de noodknop terecht"),
    "noodknop_niet_terecht": N_("Je vond het gebruik van de noodknop niet terecht"),
    "signaal_gemeld": N_("Je gaf een signaal"),
    "tekst_beoordeeld": N_("Je opende een tekst om die te beoordelen"),
    "medische_tekst_gehouden": N_("Je bewaarde een tekst die misschien medisch is"),
    "medische_tekst_aangewezen": N_("Je liet weten dat een tekst medisch is"),
    "medische_tekst_vrijgegeven": N_("Je gaf een tekst vrij"),
    "medische_tekst_weggenomen": N_("Je haalde medische woorden uit een tekst"),
    "datalek_vastgelegd": N_("Casus legde vast dat anderen een medische tekst lazen"),
    "datalek_besloten": N_("Je besloot over een datalek"),
    "signaal_teruggekoppeld": N_("Je liet weten wat er met het signaal is gedaan"),
}
"""What the reader did, as the log says it back."""

VAAG: dict[str, str] = {
    "procesfeit": N_(
        "Jij ziet hier alleen of en wanneer er iets is vastgelegd. Wat er staat, is niet voor jouw rol. "
        "Heb je het nodig? Vraag het aan wie het schreef."
    ),
    "samenvatting": N_("Voor jouw rol is er alleen een samenvatting. De hele tekst is niet voor jouw rol."),
    "op_verzoek": N_(
        "Dit mag je lezen als je erom vraagt. Vraag het aan de school of aan wie het schreef. "
        "Zij kijken eerst of er iets van een ander in staat."
    ),
    "geaggregeerd": N_("Hiervan zie je alleen aantallen, nooit de tekst over één leerling."),
    "nee": N_("Lezen is niet voor jouw rol. Heb je het nodig? Vraag het aan wie het schreef."),
}
"""Why a known part is closed and what to do, by the answer of the table."""

POORT: dict[str, str] = {
    "toestemming": N_(
        "Dit gaat voor jou open als iedereen die moet tekenen ja zegt. Niemand hoeft te zeggen waarom niet."
    ),
    "leeftijd": N_("Dat mag niet bij een leerling van deze leeftijd."),
    "rol": N_("Dit hoort niet bij de rol waarin je nu werkt."),
    "rol_op_de_casus": N_("Je werkt niet mee aan deze casus."),
    "stuk_van_mijn_rol": N_("Iemand met een andere rol schreef dit. Alleen die rol kan het verbeteren."),
    "stuk_leesbaar": N_("Deze tekst mag je niet lezen."),
}
"""What a gate means for who stands before it, and what opens it."""


def gebeurd(soort: str, titel: str = "") -> str:
    """The sentence of a kind of event; a kind without one reads as its own words."""
    bare = "" if titel else ZONDER_TITEL.get(soort, "")
    return bare or GEBEURD.get(soort) or soort.replace("_", " ").capitalize()


def poort_zin(poort: str) -> str:
    """Why somebody was refused, by the first gate that has words; empty when none has."""
    return next((POORT[word] for word in poort.split("+") if word in POORT), "")


def rang(soort: str) -> int:
    """The place of an event among those of the same moment."""
    return VOLGORDE.index(soort) if soort in VOLGORDE else len(VOLGORDE) // 2


def gedaan(handeling: str) -> str:
    """The sentence of an act of the reader."""
    return GEDAAN.get(handeling) or handeling.replace("_", " ").capitalize()
