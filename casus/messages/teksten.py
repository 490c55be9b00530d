"""What each kind of message says. Whoever reads it over a shoulder learns nothing about anybody.

No text here has a place for a name, a task, a kind of data, a school or a number, so none can ever be filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.support import Translations

from casus.domain.bericht import SoortBericht
from casus.domain.fouten import N_

Vertaal = Callable[[str], str]


@dataclass(frozen=True)
class Tekst:
    """The words of one kind of message."""

    onderwerp: str
    """Of the mail: everybody who passes may see it."""
    post: tuple[str, ...]
    """The sentences of the mail."""
    titel: str
    """In the application, for who is logged in."""
    uitleg: str


TEKSTEN: Mapping[SoortBericht, Tekst] = {
    SoortBericht.TAAK: Tekst(
        N_("Er staat iets voor je klaar"),
        (N_("Er staat een nieuwe taak voor je klaar."), N_("Lees in Casus wat er van je wordt gevraagd.")),
        N_("Er staat een nieuwe taak voor je klaar"),
        N_("Open de taak om te lezen wat er van je wordt gevraagd, en wanneer het klaar moet zijn."),
    ),
    SoortBericht.WAARNEMING: Tekst(
        N_("Er staat iets voor je klaar"),
        (
            N_("Er staat een nieuwe taak klaar van iemand voor wie jij waarneemt."),
            N_("Lees in Casus wat er wordt gevraagd."),
        ),
        N_("Er staat een taak klaar voor jou als waarnemer"),
        N_("Je collega is er niet. Bekijk de taak, en kijk of je die kunt oppakken."),
    ),
    SoortBericht.TOESTEMMING_GEVRAAGD: Tekst(
        N_("Er is een vraag voor je"),
        (N_("Er staat een vraag voor je klaar."), N_("Lees hem rustig. Nee zeggen mag altijd.")),
        N_("Er is een vraag over toestemming voor je"),
        N_("Lees de vraag rustig. Nee zeggen mag altijd, en niemand vraagt waarom."),
    ),
    SoortBericht.TOESTEMMING_GESTOPT: Tekst(
        N_("Er is iets veranderd"),
        (N_("Er is iets veranderd dat jij moet weten."), N_("Lees het in Casus.")),
        N_("Een toestemming is gestopt"),
        N_("Wat met deze toestemming te lezen was, is nu dicht. Vraag niet waarom: dat hoeft niemand te zeggen."),
    ),
    SoortBericht.HERINNERING: Tekst(
        N_("Er wacht nog iets op je"),
        (N_("Een taak van jou moet bijna klaar zijn."), N_("Lukt het niet? Vraag op tijd hulp.")),
        N_("Een taak van jou moet bijna klaar zijn"),
        N_("Lukt het niet op tijd? Vraag dan hulp aan een collega of aan de school."),
    ),
    SoortBericht.TERMIJN_VOORBIJ: Tekst(
        N_("Er wacht nog iets op je"),
        (N_("Een taak van jou had al klaar moeten zijn."), N_("Lukt het niet? Vraag hulp, dat mag altijd.")),
        N_("Een taak van jou had al klaar moeten zijn"),
        N_("Doe de taak zo snel als het kan. Lukt het niet? Vraag dan hulp aan een collega of aan de school."),
    ),
    SoortBericht.TERMIJN_WAARNEMER: Tekst(
        N_("Kun jij even meekijken?"),
        (N_("Een taak van een collega blijft liggen."), N_("Kijk in Casus of jij kunt helpen.")),
        N_("Een taak van een collega blijft liggen"),
        N_("Jij neemt waar voor deze collega. Vraag hoe het gaat, en kijk of je de taak kunt oppakken."),
    ),
    SoortBericht.TERMIJN_BEWAKER: Tekst(
        N_("Kun jij even meekijken?"),
        (N_("Een taak waar jij op let, blijft liggen."), N_("Kijk in Casus wat er nodig is.")),
        N_("Een taak waar jij op let, blijft liggen"),
        N_("Neem contact op met wie de taak heeft, en kijk samen wat er nodig is."),
    ),
    SoortBericht.MEDISCHE_TEKST: Tekst(
        N_("Er is een tekst die je moet bekijken"),
        (N_("Er staat een tekst klaar die je moet bekijken."), N_("Lees in Casus wat er nodig is.")),
        N_("Er is een tekst die misschien medisch is"),
        N_("Tot er een oordeel is, leest alleen de schrijver en de verzuimcoördinator deze tekst."),
    ),
    SoortBericht.DATALEK: Tekst(
        N_("Er is iets dat vandaag moet"),
        (N_("Er is iets dat vandaag aandacht nodig heeft."), N_("Lees in Casus wat er is gebeurd.")),
        N_("Er is een mogelijk datalek"),
        N_("Anderen lazen een medische tekst. Vanaf nu lopen er 72 uren om te besluiten of het gemeld moet worden."),
    ),
    SoortBericht.GEPARKEERD: Tekst(
        N_("Casus heeft een beheerder nodig"),
        (N_("Werk van Casus is te vaak mislukt."), N_("Kijk in Casus wat er aan de hand is.")),
        N_("Werk van Casus is te vaak mislukt"),
        N_("Casus heeft het opgegeven. Zoek de oorzaak, en laat het werk daarna opnieuw doen."),
    ),
    SoortBericht.VERNIETIGING: Tekst(
        N_("Er staat iets voor je klaar"),
        (N_("Er staat een voorstel voor je klaar."), N_("Bekijk het in Casus, en besluit erover.")),
        N_("Een voorstel om te vernietigen wacht op jouw besluit"),
        N_("Van oude gegevens is de bewaartermijn voorbij. Bekijk de lijst, en zeg wat er toch bewaard moet blijven."),
    ),
    SoortBericht.NOODKNOP: Tekst(
        N_("Er is iets gebeurd dat jij moet weten"),
        (N_("Er is iets gebeurd dat jij moet weten."), N_("Lees het vandaag in Casus.")),
        N_("De noodknop is gebruikt"),
        N_("Iemand leest met de noodknop in een casus. Kijk wie, waarom en hoe lang. Het wordt achteraf beoordeeld."),
    ),
    SoortBericht.NOODKNOP_BEOORDELEN: Tekst(
        N_("Er staat iets voor je klaar"),
        (N_("Er wordt iets van je gevraagd binnen 5 werkdagen."), N_("Lees in Casus wat je moet doen.")),
        N_("Beoordeel het gebruik van de noodknop"),
        N_("Iemand las met de noodknop in gegevens van jullie. Beoordeel binnen 5 werkdagen of dat terecht was."),
    ),
    SoortBericht.NOODKNOP_NIET_TERECHT: Tekst(
        N_("Er is iets gebeurd dat jij moet weten"),
        (N_("Er is iets gebeurd dat jij moet weten."), N_("Lees het vandaag in Casus.")),
        N_("De noodknop is niet terecht gebruikt"),
        N_("Zo is het beoordeeld. Kijk of het een datalek is, en wat er nu nodig is."),
    ),
}

GROET = N_("Hallo,")
KNOP = N_("Lees het in Casus")
ONDER = (
    N_("Om je privacy te beschermen staat er in een mail nooit over wie het gaat. Meld je aan om het te lezen."),
    N_("Dit is een automatische mail. Antwoorden kan niet."),
)


def vertaler(map_: Path, taal: str) -> Vertaal:
    """How texts are said in the language of a person; Dutch where there is no other word."""
    known = Translations.load(map_, [taal])
    return known.gettext
