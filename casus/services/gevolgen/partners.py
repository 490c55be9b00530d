"""What the steps of leerplicht, OPP, Variawet, aanbod and terugkeer do beside the dossier."""

from __future__ import annotations

from casus.services.gevolgen import aanbod, leerplicht, opp, terugkeer, variawet
from casus.services.gevolgen.gevolg import Gevolg

GEVOLGEN: dict[str, Gevolg] = {
    **leerplicht.GEVOLGEN,
    **opp.GEVOLGEN,
    **variawet.GEVOLGEN,
    **aanbod.GEVOLGEN,
    **terugkeer.GEVOLGEN,
}
