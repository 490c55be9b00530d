"""Where views are read from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from casus.domain.actor import Actor
from casus.domain.fouten import Geweigerd, NietGevonden
from casus.engine import Catalogue
from casus.forms import Formulieren
from casus.storage import Database, Transactie


@dataclass(frozen=True)
class Bron:
    """The database, the models with their names and help, and the forms with their questions."""

    database: Database
    catalogue: Catalogue
    formulieren: Formulieren

    @contextmanager
    def lezen(self, actor: Actor) -> Iterator[Transactie]:
        """A read-only transaction; a refusal is recorded.

        Raises:
            Geweigerd, NietGevonden: passed on after it is in the audit log.
        """
        try:
            with self.database.reading(actor) as db:
                yield db
        except (Geweigerd, NietGevonden) as refusal:
            self.database.record_refusal(actor, refusal)
            raise
