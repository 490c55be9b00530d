"""What the steps of the Variawet do beside the dossier: nothing missing, and a period that the law allows."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from casus.domain.casus import Casus, Taak
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.kalender import Schoolkalender, maanden_na
from casus.forms import Antwoorden
from casus.services import casussen
from casus.services.gevolgen.gevolg import Gevolg, dag_van
from casus.services.kern import Kern
from casus.storage import Transactie, kalenders

ONDERDEEL = re.compile(r"^(?:[abcd]\d+|d_instemming)$")
"""The keys of the checklist A1…D10, and the instemming that an application needs."""
SYMBIOSE_MAANDEN = 3
WAARSCHUWING = 10
"""Schooldagen before the end of the period (decision 16)."""
LOOPT = "variawet_loopt"

ONTBREEKT = N_("Er ontbreekt nog iets in het dossier. Vul aan: ")
PERIODE = N_("De laatste dag ligt voor de eerste dag. Kijk de data na.")
SCHOOLJAAR = N_("De periode moet binnen één schooljaar van de school vallen. Kijk de data na.")
SYMBIOSE = N_("Het hele programma op een WEC-school mag hoogstens drie maanden duren. Kies een eerdere laatste dag.")
BEWIJS_VERLOPEN = N_("Dit bewijs geldt niet meer. Vraag een nieuw bewijs.")


def variawet_nagekeken(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """Go on only with a complete checklist.

    Raises:
        OngeldigeInvoer: parts are missing, they are named; or the period cannot be.
    """
    missing = ontbrekend(kern, antwoorden)
    if missing:
        raise OngeldigeInvoer(ONTBREEKT + ", ".join(missing))
    van, tot = dag_van(antwoorden, "periode_van"), dag_van(antwoorden, "periode_tot")
    if van is None or tot is None:
        return {"variawet_besluit": "niet_nodig"}
    kalender = kalenders.read_kalender(db, casus.school_id)
    _check_period(kalender, van, tot)
    if antwoorden.waarden.get("variawet_symbiose") == "ja" and tot > maanden_na(van, SYMBIOSE_MAANDEN):
        raise OngeldigeInvoer(SYMBIOSE)
    if antwoorden.formulier == "variawet-dossier-c":
        _warn_before(kern, db, casus, kalender, van, tot)
    return {"variawet_besluit": "aangevraagd" if antwoorden.formulier == "variawet-dossier-d" else "niet_nodig"}


def ontbrekend(kern: Kern, antwoorden: Antwoorden) -> list[str]:
    """The codes of the shown parts of the checklist that are not ticked or filled."""
    shown = kern.formulieren.read(antwoorden.formulier).zichtbaar(antwoorden.waarden)
    parts = [veld.key for veld in shown if ONDERDEEL.match(veld.key)]
    return [_code(key) for key in parts if _empty(antwoorden.waarden.get(key))]


def _empty(value: Any) -> bool:
    """Zero hours at school is an answer."""
    return value is None or value is False or value == ""


def _code(key: str) -> str:
    return "instemming" if key == "d_instemming" else key.upper()


def variawet_besloten(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """The decision of the Inspectie; an allowed period lies within one schooljaar of the school.

    Raises:
        OngeldigeInvoer: it does not.
    """
    van, tot = dag_van(antwoorden, "besluit_van"), dag_van(antwoorden, "besluit_tot")
    if antwoorden.vlaggen.get("variawet_besluit") != "toegestaan" or van is None or tot is None:
        return {}
    kalender = kalenders.read_kalender(db, casus.school_id)
    _check_period(kalender, van, tot)
    _warn_before(kern, db, casus, kalender, van, tot)
    return {}


def variawet_zonder_aanvraag(
    kern: Kern,
    db: Transactie,
    casus: Casus,
    taak: Taak,
    antwoorden: Antwoorden,
) -> dict[str, Any]:
    """The proof of B or C is sealed; no application is needed.

    Raises:
        OngeldigeInvoer: the proof holds no longer.
    """
    until = dag_van(antwoorden, "bewijs_geldig_tot")
    if until is None or until < db.lezer.dag:
        raise OngeldigeInvoer(BEWIJS_VERLOPEN)
    return {"variawet_besluit": "niet_nodig"}


def variawet_geen_categorie(
    kern: Kern,
    db: Transactie,
    casus: Casus,
    taak: Taak,
    antwoorden: Antwoorden,
) -> dict[str, Any]:
    """No place and no staff are no category: zorgplicht and aanbod go on."""
    return {"variawet_besluit": "geen_categorie"}


def _check_period(kalender: Schoolkalender, van: date, tot: date) -> None:
    if tot < van:
        raise OngeldigeInvoer(PERIODE)
    if not any(van in jaar and tot in jaar for jaar in kalender.schooljaren):
        raise OngeldigeInvoer(SCHOOLJAAR)


def _warn_before(kern: Kern, db: Transactie, casus: Casus, kalender: Schoolkalender, van: date, tot: date) -> None:
    """Let the casus open the task that prepares the end, beside everything else."""
    warning = waarschuwing(kalender, van, tot)
    casussen.meld(kern, db, casus, LOOPT, variawet_waarschuwing=warning.isoformat())


def waarschuwing(kalender: Schoolkalender, van: date, tot: date) -> date:
    """The 10th schooldag before the end of the period, but never before its begin."""
    try:
        return max(van, kalender.voor(tot, WAARSCHUWING))
    except LookupError:  # the calendar begins with this period
        return van


GEVOLGEN: dict[str, Gevolg] = {
    "variawet_nagekeken": variawet_nagekeken,
    "variawet_besloten": variawet_besloten,
    "variawet_zonder_aanvraag": variawet_zonder_aanvraag,
    "variawet_geen_categorie": variawet_geen_categorie,
}
