"""Putting right what was written: a new entry takes the place of the old one, which stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.forms import Antwoorden
from casus.overview.correctie import questions_of, verbeterbaar
from casus.services.kern import Kern
from casus.storage import casussen, dossiers

LEEG = N_("Er blijft niets over. Schrijf op wat er wel moet staan.")


class Dossier:
    """The entries of a casus, one transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def verbeter(self, stuk_id: UUID, waarden: dict[str, Any], actor: Actor) -> UUID:
        """Write the entry anew; what steered the route stays as it was.

        Raises:
            NietGevonden: not there, a file, replaced already, or the actor may not know of it.
            Geweigerd: the actor may read it, not put it right.
            OngeldigeInvoer: nothing would be left.
        """
        with self.kern.database.transaction(actor) as db:
            stuk = verbeterbaar(db, stuk_id, self.kern.formulieren)
            casus = casussen.read_casus(db, stuk.casus_id)
            before = list(dossiers.open_json(db, stuk).get("vragen", []))
            form = questions_of(self.kern.formulieren.read(stuk.formulier or ""), stuk.domein, before)
            keys = {veld.key for veld in form.invoer}
            parts = Antwoorden.van(form, {key: value for key, value in waarden.items() if key in keys}).delen
            if not parts:
                raise OngeldigeInvoer(LEEG)
            kept = [item for item in before if item[0] not in keys]
            fresh = dossiers.write_stuk(
                db, casus, stuk.domein, {"vragen": kept + parts[0].inhoud()["vragen"]}, stap=stuk.stap,
                formulier=stuk.formulier, betreft_id=stuk.betreft_id, overleg_id=stuk.overleg_id,
                afgeschermd=parts[0].afgeschermd, vervangt_id=stuk.id,
            )  # fmt: skip
            casussen.journal(db, casus.id, "stuk_verbeterd", stuk.domein)
            db.audit("stuk_verbeterd", casus_id=casus.id, stuk=fresh.id, vervangt=stuk.id, domeinen=[stuk.domein])
            return casus.id
