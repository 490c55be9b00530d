"""What a partner takes along to the file of their own system: all that they may read of a casus, as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casus.domain.actor import Actor
from casus.overview.bron import Bron
from casus.overview.casus import CasusBeeld, lees_casus
from casus.overview.casus_verzuim import Verzuimbeeld, verzuim_van
from casus.overview.zicht import kijk
from casus.policy import Handeling, require
from casus.storage import overzichten


@dataclass(frozen=True)
class KopieBeeld:
    """The casus as this reader may see it, with whom to call."""

    casus: CasusBeeld
    geboren: date | None
    contact: str
    contact_email: str
    verzuim: Verzuimbeeld | None


def lees_kopie(bron: Bron, actor: Actor, casus_id: UUID) -> KopieBeeld:
    """Everything of this casus that the reader may read.

    Raises:
        Geweigerd: this role works in Casus itself.
        NietGevonden: not there, or the reader may not know of it.
    """
    require(actor, Handeling.TEKST_OVERNEMEN)
    beeld = lees_casus(bron, actor, casus_id)
    with bron.lezen(actor) as db:
        casus, leerling, blik = kijk(db, casus_id)
        named = blik.besluit("D01").ja
        school = casus.school_id if named else None
        who, email = overzichten.contacten(db, [school]).get(school, ("", "")) if school else ("", "")
        born, absence = leerling.geboortedatum if named else None, verzuim_van(db, leerling.id, blik)
        found = KopieBeeld(beeld, born, who, email, absence)
    bron.database.record(actor, "tekst_gelezen", "ja", casus_id)
    return found
