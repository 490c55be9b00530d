"""Where the demo meets the services that begin a casus and take absence in."""

from __future__ import annotations

from typing import Protocol, cast
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.fouten import NietGevonden
from casus.domain.leerling import Leerling
from casus.services import casussen
from casus.web.huis import Huis


class Importeur(Protocol):
    """The import service, as far as the demo uses it."""

    def importeer(self, school_id: UUID, naam: str, data: bytes, actor: Actor) -> object:
        """Take a file of one school in."""


def importeur(huis: Huis) -> Importeur | None:
    """The import service of the house, when it has one."""
    return cast("Importeur | None", getattr(huis, "verzuim", None))


def begin_casus(huis: Huis, leerling_id: UUID, actor: Actor) -> UUID:
    """Begin the casus of a pupil.

    Raises:
        NietGevonden: there is no such pupil.
    """
    with huis.kern.database.transaction(actor) as db:
        leerling = db.get(Leerling, leerling_id)
        if leerling is None:
            raise NietGevonden
        ident: UUID = casussen.begin(huis.kern, db, leerling).id
        return ident
