"""What people read: rows, then the gate, then frozen views. The only supplier of templates, exports and API."""

from casus.overview.bron import Bron
from casus.overview.casus import lees_casus
from casus.overview.casus_route import lees_schema
from casus.overview.correctie import lees_correctie
from casus.overview.document import lees_document
from casus.overview.taak import lees_taak
from casus.overview.toestemmingen import lees_mijn_toestemming, lees_mijn_toestemmingen, lees_toestemmingen
from casus.overview.voorbeeld import lees_voorbeeld
from casus.overview.werklijst import lees_werklijst

__all__ = [
    "Bron",
    "lees_casus",
    "lees_correctie",
    "lees_document",
    "lees_mijn_toestemming",
    "lees_mijn_toestemmingen",
    "lees_schema",
    "lees_taak",
    "lees_toestemmingen",
    "lees_voorbeeld",
    "lees_werklijst",
]
