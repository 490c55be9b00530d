"""What steps inside the school do beside the dossier."""

from __future__ import annotations

from typing import Any

from casus.domain.casus import Casus, Status, Taak
from casus.forms import Antwoorden
from casus.services import toestemmingen
from casus.services.gevolgen.gevolg import Gevolg, eigenschap
from casus.services.kern import Kern
from casus.storage import Transactie, casussen


def signaal_beoordeeld(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """A worrying signal opens the casus; another is closed with its reason."""
    if antwoorden.vlaggen.get("zorgelijk") == "ja":
        casus.status, casus.geopend_op = Status.LOPEND, db.nu
        casus.nummer = casus.nummer or casussen.next_number(db)
        casussen.journal(db, casus.id, "casus_geopend", "D23")
    else:
        casus.sluitreden = "signaal_niet_zorgelijk"
    return {}


def toestemming_gevraagd(
    kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden
) -> dict[str, Any]:
    """Ask consent for the purpose (`doel`) that the step names."""
    toestemmingen.vraag(kern, db, casus, eigenschap(kern, casus, taak, "doel"))
    return {}


GEVOLGEN: dict[str, Gevolg] = {
    "signaal_beoordeeld": signaal_beoordeeld,
    "toestemming_gevraagd": toestemming_gevraagd,
}
