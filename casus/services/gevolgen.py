"""What a step does beside the dossier: the words that a model may put in `gevolg`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casus.domain.casus import Casus, Status, Taak
from casus.forms import Antwoorden
from casus.services.kern import Kern
from casus.storage import Transactie, casussen

Gevolg = Callable[[Kern, Transactie, Casus, Taak, Antwoorden], Mapping[str, Any]]
"""Does it, inside the transaction of the step, and gives flags for the route."""


def signaal_beoordeeld(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:  # noqa: ARG001
    """A worrying signal opens the casus; another is closed with its reason."""
    if antwoorden.vlaggen.get("zorgelijk") == "ja":
        casus.status, casus.geopend_op = Status.LOPEND, db.nu
        casus.nummer = casus.nummer or casussen.next_number(db)
        casussen.journal(db, casus.id, "casus_geopend", "D23")
    else:
        casus.sluitreden = "signaal_niet_zorgelijk"
    return {}


GEVOLGEN: dict[str, Gevolg] = {"signaal_beoordeeld": signaal_beoordeeld}
