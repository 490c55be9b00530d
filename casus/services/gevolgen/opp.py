"""What the steps of the OPP do beside the dossier: its six weeks, and who may agree."""

from __future__ import annotations

from typing import Any

from casus.domain.casus import Casus, Taak
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.kalender import maanden_na
from casus.domain.leerling import Leerling
from casus.forms import Antwoorden
from casus.services.gevolgen.gevolg import Gevolg, dag_van
from casus.services.kern import Kern
from casus.storage import Transactie

MEERDERJARIG = 18
LEERLING_BESLIST = N_("De leerling is 18 of ouder en beslist zelf. Kies: de leerling.")
OUDERS_BESLISSEN = N_("De leerling is nog geen 18. Kies: de ouders met gezag.")
EVALUATIE = N_("Kies een dag om terug te kijken, binnen een jaar nadat het OPP is vastgesteld.")


def opp_begonnen(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """All later steps share the last day of the six weeks that began with this one."""
    return {"opp_uitkomst": "loopt", "opp_uiterlijk": taak.termijn.isoformat()}


def opp_instemming_gevraagd(
    kern: Kern,
    db: Transactie,
    casus: Casus,
    taak: Taak,
    antwoorden: Antwoorden,
) -> dict[str, Any]:
    """Instemming is of the parents, and from 18 of the pupil.

    Raises:
        OngeldigeInvoer: somebody else is named.
    """
    leerling = db.get(Leerling, casus.leerling_id)
    adult = leerling is not None and leerling.leeftijd(db.lezer.dag) >= MEERDERJARIG
    if adult != (antwoorden.waarden["instemming_wie"] == "leerling"):
        raise OngeldigeInvoer(LEERLING_BESLIST if adult else OUDERS_BESLISSEN)
    return {}


def opp_vastgesteld(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """The OPP holds; it is evaluated within a year.

    Raises:
        OngeldigeInvoer: the evaluation is not in the year after.
    """
    begin, evaluatie = dag_van(antwoorden, "vastgesteld_op"), dag_van(antwoorden, "evaluatie_op")
    if begin is None or evaluatie is None or not begin < evaluatie <= maanden_na(begin, 12):
        raise OngeldigeInvoer(EVALUATIE)
    return {"opp_uitkomst": "vastgesteld"}


GEVOLGEN: dict[str, Gevolg] = {
    "opp_begonnen": opp_begonnen,
    "opp_instemming_gevraagd": opp_instemming_gevraagd,
    "opp_vastgesteld": opp_vastgesteld,
}
