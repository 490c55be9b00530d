"""What people read: rows, then the gate, then frozen views. The only supplier of templates, exports and API."""

from casus.overview.bron import Bron
from casus.overview.casus import lees_casus
from casus.overview.taak import lees_taak
from casus.overview.werklijst import lees_werklijst

__all__ = ["Bron", "lees_casus", "lees_taak", "lees_werklijst"]
