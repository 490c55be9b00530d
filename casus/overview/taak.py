"""One task: its form, its help, and what was kept half-filled."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Casus, StatusTaak, Taak
from casus.domain.fouten import AlAfgerond
from casus.domain.rol import LANES
from casus.engine import Catalogue
from casus.engine.tekening import volgorde
from casus.forms import Formulier
from casus.overview.bron import Bron
from casus.overview.lezers import Lezers, lezers_van
from casus.overview.zicht import aanduiding, kijk
from casus.overview.zinnen import DOMEINNAAM, ROLNAAM
from casus.policy import Blik, Handeling, grant_op_casus, voorwaarde
from casus.storage import Transactie, mensen, taken


@dataclass(frozen=True)
class TaakBeeld:
    """What the page of a task shows."""

    id: UUID
    casus_id: UUID
    titel: str
    uitleg: str
    leerling: str
    nummer: str
    termijn: date
    voor: str
    waarnemer: str
    formulier: Formulier
    concept: dict[str, Any]
    domeinen: tuple[str, ...]
    hierna: tuple[tuple[str, str], ...]
    """The steps that can come next, each with its role, as far as the reader may know them."""
    lezers: tuple[tuple[str, Lezers], ...]
    """Each kind of data of the form, and who reads it."""
    voorbeeld: bool
    """Show what others will read before saving."""


def lees_taak(bron: Bron, actor: Actor, taak_id: UUID) -> TaakBeeld:
    """The page of an open task.

    Raises:
        NietGevonden: no such task for this actor.
        AlAfgerond: it is not open any more.
    """
    with bron.lezen(actor) as db:
        taak, _ = taken.read_with_words(db, taak_id, voorwaarde(Handeling.TAAK_ZIEN, db.lezer), {})
        if taak.status is not StatusTaak.OPEN:
            raise AlAfgerond(casus_id=taak.casus_id)
        casus, leerling, blik = kijk(db, taak.casus_id, grant_op_casus)
        element = bron.catalogue.model(casus.spec_hash).elements[taak.proces, taak.stap]
        stand_in = mensen.waarnemers(db, [taak.persoon_id]).get(taak.persoon_id) if taak.persoon_id else None
        people = mensen.names(db, [taak.persoon_id, stand_in])
        formulier = bron.formulieren.read(taak.formulier or "")
        beeld = TaakBeeld(
            id=taak.id,
            casus_id=casus.id,
            titel=element.naam,
            uitleg=element.uitleg,
            leerling=aanduiding(casus, leerling, blik),
            nummer=casus.nummer or "",
            termijn=taak.termijn,
            voor=people.get(taak.persoon_id, "") if taak.persoon_id else "",
            waarnemer=people.get(stand_in, "") if stand_in else "",
            formulier=formulier,
            concept=_kept(db, taak.id),
            domeinen=formulier.domeinen,
            hierna=_next_steps(bron.catalogue, casus, taak, blik),
            lezers=tuple(
                (DOMEINNAAM[code], lezers_van(code, leerling.leeftijd(db.lezer.dag))) for code in formulier.domeinen
            ),
            voorbeeld=element.eigenschappen.get("voorbeeld") == "ja",
        )
    bron.database.record(actor, "taak_gelezen", "ja", beeld.casus_id, taak=taak_id)
    return beeld


def _kept(db: Transactie, taak_id: UUID) -> dict[str, Any]:
    """What this reader kept half-filled; nobody else's."""
    kept = None if db.actor.persoon_id is None else taken.find_concept(db, taak_id, db.actor.persoon_id)
    if kept is None:
        return {}
    place = ("concept", kept.id, kept.casus_id, kept.domein, kept.sleutel_versie)
    loaded: dict[str, Any] = json.loads(db.ontzegel(*place, kept.inhoud))
    return loaded


def _next_steps(catalogue: Catalogue, casus: Casus, taak: Taak, blik: Blik) -> tuple[tuple[str, str], ...]:
    """The names of what can follow, without what the reader may not know of."""
    order = volgorde(catalogue.tekening(casus.spec_hash, taak.proces), taak.proces)
    elements = catalogue.model(casus.spec_hash).elements
    found = []
    for ident in order.hierna(taak.stap):
        element = elements[taak.proces, ident]
        if element.domein and blik.weet(element.domein):
            rol = LANES.get(order.lanes.get(ident, ""))
            found.append((element.naam, ROLNAAM[rol] if rol else ""))
    return tuple(found)
