"""What steps inside the school do beside the dossier: signal, consent, agreements, and the end of a casus."""

from __future__ import annotations

from typing import Any

from casus.domain.casus import Casus, Status, Taak
from casus.forms import Antwoorden
from casus.services import toestemmingen
from casus.services.casussen import meld
from casus.services.gevolgen.gevolg import Gevolg, eigenschap
from casus.services.kern import Kern
from casus.storage import Transactie, casussen, melders


def signaal_beoordeeld(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """A worrying signal opens the casus; another is closed with its reason. Who gave it must hear of it."""
    if antwoorden.vlaggen.get("zorgelijk") == "ja":
        casus.status, casus.geopend_op = Status.LOPEND, db.nu
        casus.nummer = casus.nummer or casussen.next_number(db)
        casussen.journal(db, casus.id, "casus_geopend", "D23")
    else:
        casus.sluitreden = "signaal_niet_zorgelijk"
    return {"melder": "ja" if melders.list_wachtend(db, casus.id) else "nee"}


def teruggekoppeld(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """Whoever gave the signal knows what was done with it."""
    for signaal in melders.list_wachtend(db, casus.id):
        signaal.teruggekoppeld_op = db.nu
    return {}


def toestemming_gevraagd(
    kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden
) -> dict[str, Any]:
    """Ask consent for the purpose (`doel`) that the step names; the route may find it given already."""
    doel = eigenschap(kern, casus, taak, "doel")
    row = toestemmingen.vraag(kern, db, casus, doel)
    return {f"{doel}_stand": str(row.status)}


def afspraken_gemaakt(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """The evaluation of agreements runs beside the journey, on the date that they name."""
    meld(kern, db, casus, "advies_evalueren", evaluatie_op=antwoorden.vlaggen["evaluatie_op"])
    return {}


def overgedragen(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """The pupil changed school: this casus is handed over."""
    casus.status, casus.gesloten_op, casus.sluitreden = Status.OVERGEDRAGEN, db.nu, "andere_school"
    casussen.journal(db, casus.id, "casus_overgedragen", "D23")
    return {}


def per_abuis_gesloten(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """The casus was opened by mistake; it closes as such when its last step is done."""
    casus.sluitreden = "per_abuis_geopend"
    return {}


GEVOLGEN: dict[str, Gevolg] = {
    "signaal_beoordeeld": signaal_beoordeeld,
    "teruggekoppeld": teruggekoppeld,
    "toestemming_gevraagd": toestemming_gevraagd,
    "afspraken_gemaakt": afspraken_gemaakt,
    "overgedragen": overgedragen,
    "per_abuis_gesloten": per_abuis_gesloten,
}
