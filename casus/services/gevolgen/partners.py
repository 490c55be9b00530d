"""What the steps of leerplicht, OPP, Variawet, aanbod and terugkeer do beside the dossier."""

from __future__ import annotations

from casus.services.gevolgen.gevolg import Gevolg

GEVOLGEN: dict[str, Gevolg] = {}
