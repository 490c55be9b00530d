"""Putting right what was written: a new entry takes the place of the old one, which stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Casus
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.medisch import Medisch
from casus.forms import Antwoorden
from casus.overview.correctie import questions_of, verbeterbaar
from casus.policy import WACHT
from casus.services.kern import Kern
from casus.services.wacht import bewaak, hou_achter, leg_lek_vast, staat_van, verberg
from casus.storage import Transactie, casussen, dossiers, medisch

LEEG = N_("Er blijft niets over. Schrijf op wat er wel moet staan.")


class Dossier:
    """The entries of a casus, one transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def verbeter(self, stuk_id: UUID, waarden: dict[str, Any], actor: Actor, reden: str = "") -> UUID:
        """Write the entry anew; what steered the route stays as it was.

        Medical words that this takes out are sealed with the old entry; `reden`: why such words must stay.

        Raises:
            NietGevonden: not there, a file, replaced already, or the actor may not know of it.
            Geweigerd: the actor may read it, not put it right.
            MedischGevonden: medical words stand in it, and it cannot stay, or not without a reason.
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
            found = bool(bewaak(db, parts, reden))
            held = found or stuk.medisch is Medisch.MOGELIJK  # what waits for a judgement waits on
            kept = [item for item in before if item[0] not in keys]
            inhoud = {
                "vragen": kept + parts[0].inhoud()["vragen"],
                **({"reden": reden.strip()} if reden.strip() else {}),
            }
            fresh = dossiers.write_stuk(
                db, casus, stuk.domein, inhoud, stap=stuk.stap, medisch=staat_van(held),
                formulier=stuk.formulier, betreft_id=stuk.betreft_id, overleg_id=stuk.overleg_id,
                afgeschermd=parts[0].afgeschermd, vervangt_id=stuk.id,
            )  # fmt: skip
            self._oude_tekst(db, casus, stuk, found=found)
            if held:
                hou_achter(self.kern, db, casus, fresh)
            casussen.journal(db, casus.id, "stuk_verbeterd", stuk.domein)
            db.audit("stuk_verbeterd", casus_id=casus.id, stuk=fresh.id, vervangt=stuk.id, domeinen=[stuk.domein])
            return casus.id

    def _oude_tekst(self, db: Transactie, casus: Casus, stuk: Dossierstuk, *, found: bool) -> None:
        """Old texts with medical words do not stay readable under the new one."""
        if not WACHT.zoekt(stuk.domein, db.actor.rol):
            return
        eigen = [row.woord for row in medisch.list_eigen_woorden(db, db.actor.organisatie_id)]
        older = (dossiers.open_json(db, item).get("vragen", []) for item in dossiers.keten(db, stuk))
        if stuk.medisch is Medisch.MOGELIJK or any(
            WACHT.vind(str(q[3]), eigen) for questions in older for q in questions
        ):
            verberg(db, stuk, Medisch.MOGELIJK if found else Medisch.VERZEGELD)
            if not found:
                leg_lek_vast(self.kern, db, casus, stuk)
