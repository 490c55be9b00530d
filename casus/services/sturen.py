"""The coordinator tells a casus that something happened outside it; only flags and dates go in."""

from __future__ import annotations

from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.fouten import N_, Geweigerd, OngeldigeInvoer
from casus.overview.sturen import BERICHTEN
from casus.policy import Handeling, casus_bekend, gate_of, kolommen
from casus.services.casussen import meld
from casus.services.kern import Kern
from casus.storage import casussen

ONBEKEND = N_("Kies wat er gebeurd is.")
WACHT_NIET = N_("Dat kan nu niet in deze casus. Er is niets veranderd.")


class Sturen:
    """Messages to a casus, one transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def stuur(self, casus_id: UUID, bericht: str, actor: Actor) -> None:
        """Tell the casus.

        Raises:
            NietGevonden: not there, or this actor may not know of it.
            Geweigerd: the actor may know it but not steer it.
            OngeldigeInvoer: no such message, or the casus does not wait for it.
        """
        with self.kern.database.transaction(actor) as db:
            handeling = BERICHTEN[bericht][0] if bericht in BERICHTEN else Handeling.CASUS_STUREN
            asked = kolommen(handeling, db.lezer)
            _, _, held = casussen.read_with_words(db, casus_id, casus_bekend(db.lezer), asked)
            gate = gate_of(handeling, {word: word in held for word in asked})
            if gate is not None:
                raise Geweigerd(handeling, gate, casus_id)
            if bericht not in BERICHTEN:
                raise OngeldigeInvoer(ONBEKEND)
            casus = casussen.read_casus(db, casus_id)
            if not meld(self.kern, db, casus, bericht):
                raise OngeldigeInvoer(WACHT_NIET)
            casussen.journal(db, casus_id, bericht, "D23")
            db.audit("casus_gestuurd", casus_id=casus_id, bericht=bericht)
