"""What a move to another gemeente does: only the leerplichtambtenaar changes, the journey goes on at the same step."""

from __future__ import annotations

from typing import Any

from casus.domain.casus import Casus, Taak
from casus.domain.rol import Rol
from casus.forms import Antwoorden
from casus.services.gevolgen.gevolg import Gevolg
from casus.services.kern import Kern
from casus.storage import Transactie, casussen, mensen, taken

VAN_DE_GEMEENTE = frozenset({Rol.LPA, Rol.RMC})


def gemeente_gewijzigd(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """Grants and open tasks of the old gemeente go to the new one; without leerplicht nothing changes."""
    for grant in casussen.live_grants(db, casus.id):
        if grant.rol in VAN_DE_GEMEENTE:
            grant.tot = db.nu
            new = mensen.bezetting(db, casus, grant.rol)
            casussen.ensure_grant(db, casus.id, grant.rol, new.organisatie_id, None, grant.reden)
    for open_task in taken.open_of_casus(db, casus.id):
        if open_task.rol in VAN_DE_GEMEENTE:
            new = mensen.bezetting(db, casus, open_task.rol)
            open_task.organisatie_id, open_task.persoon_id = new.organisatie_id, new.persoon_id
    casussen.journal(db, casus.id, "gemeente_gewijzigd", "D23")
    return {}


GEVOLGEN: dict[str, Gevolg] = {"gemeente_gewijzigd": gemeente_gewijzigd}
