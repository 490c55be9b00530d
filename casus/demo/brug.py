"""Where the demo meets the services that begin a casus and take absence in."""

from __future__ import annotations

from datetime import date
from typing import Protocol, cast
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.fouten import NietGevonden
from casus.domain.leerling import Leerling
from casus.services import casussen
from casus.storage import casussen as store
from casus.web.huis import Huis


class Importeur(Protocol):
    """The import service, as far as the demo uses it."""

    def importeer(
        self, actor: Actor, school_id: UUID, data: bytes, formaat: str = "csv", *, tot: date | None = None
    ) -> object:
        """Take a file of one school in; `tot` is the day until which the school told everything."""


def importeur(huis: Huis) -> Importeur | None:
    """The import service of the house, when it has one."""
    return cast("Importeur | None", getattr(huis, "verzuim", None))


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
