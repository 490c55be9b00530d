"""What who manages the installation does with the work behind the pages."""

from __future__ import annotations

from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.fouten import NietGevonden
from casus.policy import Handeling, require
from casus.services.kern import Kern
from casus.storage import jobs


class Werk:
    """Work that failed too often, one transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def probeer_opnieuw(self, job_id: UUID, actor: Actor) -> None:
        """Let a parked job begin anew.

        Raises:
            Geweigerd: not for this role.
            NietGevonden: it is not parked (any more).
        """
        with self.kern.database.transaction(actor) as db:
            require(actor, Handeling.WERK_BEHEREN)
            if not jobs.zet_terug(db, job_id):
                raise NietGevonden(gevraagd=job_id)
            db.audit("werk_hervat", job=job_id)
