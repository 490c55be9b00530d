"""What happens each night: all clocks and rules are brought to today."""

from __future__ import annotations

from casus.domain.actor import SYSTEEM
from casus.services.kern import Kern
from casus.services.signalen import STAP, Voortgang, evalueer
from casus.storage import klokken


class Nacht:
    """Work that no person asks for."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def nightly(self, voortgang: Voortgang | None = None) -> int:
        """Bring every pupil to today and tell the casussen what they passed; safe to repeat at any moment."""
        with self.kern.database.reading(SYSTEEM) as db:
            everybody = klokken.all_leerlingen(db)
        done = 0
        for part in klokken.chunks(everybody, STAP):
            with self.kern.database.transaction(SYSTEEM) as db:
                evalueer(self.kern, db, part)
            done += len(part)
            if voortgang is not None:
                voortgang(done, len(everybody))
        return done
