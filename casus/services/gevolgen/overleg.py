"""What the steps of a meeting do beside the dossier: plan it, tell the parents, hold it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from casus.domain.actor import AMSTERDAM
from casus.domain.casus import Casus, Taak
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.overleg import Genodigde, Overleg
from casus.domain.rol import CLIENT, SCHOOL, Rol
from casus.forms import Antwoorden
from casus.policy import DEELNEMEN
from casus.services.gevolgen.gevolg import Gevolg
from casus.services.kern import Kern
from casus.storage import Transactie, casussen, mensen, overleggen

GEEN_OVERLEG = N_("Er is nog geen overleg gepland. Plan het eerst.")


def overleg_gepland(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """A meeting with those invited; what is decided there they may read later."""
    given = antwoorden.waarden
    moment = datetime.fromisoformat(f"{given['overleg_op']}T{given['overleg_tijd']}").replace(tzinfo=AMSTERDAM)
    overleg = Overleg(casus_id=casus.id, soort=given["overleg_soort"], moment=moment)
    db.add(overleg)
    db.flush()
    for code in given["overleg_genodigden"]:
        who = mensen.bezetting(db, casus, Rol(code))
        person = who.persoon_id if who.rol in DEELNEMEN.op_naam else None
        db.add(Genodigde(overleg_id=overleg.id, rol=who.rol, organisatie_id=who.organisatie_id, persoon_id=person))
    casussen.journal(db, casus.id, "overleg_gepland", "D18")
    return {}


def ouders_geinformeerd(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """Now that the parents know, those invited from outside take part in the casus."""
    overleg = _laatste(db, casus)
    overleg.ouders_vooraf_geinformeerd = True
    for guest in overleggen.list_genodigden(db, overleg.id):
        if guest.rol not in SCHOOL | CLIENT:
            casussen.ensure_grant(db, casus.id, guest.rol, guest.organisatie_id, guest.persoon_id, "overleg")
    return {}


def overleg_gehouden(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """Who was there."""
    present = set(antwoorden.waarden["overleg_aanwezig"])
    for guest in overleggen.list_genodigden(db, _laatste(db, casus).id):
        guest.aanwezig = guest.rol in present
    casussen.journal(db, casus.id, "overleg_gehouden", "D18")
    return {}


def _laatste(db: Transactie, casus: Casus) -> Overleg:
    overleg = overleggen.find_laatste(db, casus.id)
    if overleg is None:
        raise OngeldigeInvoer(GEEN_OVERLEG)
    return overleg


GEVOLGEN: dict[str, Gevolg] = {
    "overleg_gepland": overleg_gepland,
    "ouders_geinformeerd": ouders_geinformeerd,
    "overleg_gehouden": overleg_gehouden,
}
