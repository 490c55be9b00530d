"""The test of the access table, run by the worker when who supervises asks for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.policy import Handeling, require
from casus.policy.toets import SOORT, UITSLAG, Toets, Uitslag
from casus.services.kern import Kern
from casus.storage import Transactie, jobs
from casus.storage.instellingen import zet_instelling


class Toetser:
    """The work behind a job of kind `toets`: long, and with nothing of anybody in it."""

    def lees(self, kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> Toets:  # noqa: ARG002
        """The table of this version."""
        return Toets()

    def doe(self, wat: Toets) -> Uitslag:
        """Ask everything."""
        return wat.alles()

    def schrijf(self, kern: Kern, db: Transactie, gegevens: Mapping[str, Any], uitkomst: Uitslag) -> None:  # noqa: ARG002
        """Keep the outcome with its moment."""
        kept = asdict(uitkomst) | {"op": db.nu.isoformat(), "door": gegevens["door"]}
        zet_instelling(db, UITSLAG, json.dumps(kept))
        outcome = "ja" if uitkomst.goed else "fout"
        db.audit("tabel_getoetst", outcome, vragen=uitkomst.vragen, fouten=uitkomst.fouten, tabel=uitkomst.tabel)


class Toetsen:
    """One transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def vraag(self, actor: Actor) -> None:
        """Ask for the test; once a minute is enough.

        Raises:
            Geweigerd: not for this role.
        """
        with self.kern.database.transaction(actor) as db:
            require(actor, Handeling.TABEL_TOETSEN)
            who: UUID | None = actor.persoon_id
            jobs.vraag_werk(db, SOORT, sleutel=f"{SOORT}:{db.nu:%Y%m%d%H%M}", door=str(who))
            db.audit("toets_gevraagd")
