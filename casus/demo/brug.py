"""Where the demo meets the service that begins a casus."""

from __future__ import annotations

from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.fouten import NietGevonden
from casus.domain.leerling import Leerling
from casus.services import casussen
from casus.storage import casussen as store
from casus.web.huis import Huis


def begin_casus(huis: Huis, leerling_id: UUID, actor: Actor) -> UUID:
    """The casus of a pupil: the one that a signal began, else a new one.

    Raises:
        NietGevonden: there is no such pupil.
    """
    with huis.kern.database.transaction(actor) as db:
        leerling = db.get(Leerling, leerling_id)
        if leerling is None:
            raise NietGevonden
        casus = store.find_open_casus(db, leerling_id, casussen.REIS) or casussen.begin(huis.kern, db, leerling)
        ident: UUID = casus.id
        return ident
