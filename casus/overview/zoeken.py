"""Search: casussen that the reader may know, found by number, name, birth date or school; never by dossier text."""

from __future__ import annotations

from casus.domain.actor import Actor
from casus.domain.casus import Casus
from casus.overview.bron import Bron
from casus.overview.lijst import CasusRegel, regels
from casus.policy import casus_bekend, leesbaar
from casus.storage import zoeken


def zoek(bron: Bron, actor: Actor, tekst: str) -> tuple[CasusRegel, ...]:
    """What answers to the words and may be seen; not found and not allowed look alike."""
    with bron.lezen(actor) as db:
        visible = casus_bekend(db.lezer) & leesbaar(db.lezer, None, "D01")
        ids = [row.Casus.id for row in zoeken.list_gevonden(db, tekst, visible)]
        found = regels(bron, db, Casus.id.in_(ids)) if ids else ()
    bron.database.record(actor, "gezocht", casussen=[line.id for line in found])
    return found
