"""Work that nobody clicks for: timers that are due, and what is done once a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event

from casus.domain.actor import SYSTEEM
from casus.services.casussen import Casussen
from casus.services.kern import Kern
from casus.storage import instellingen

GEDAAN = "nachtwerk_gedaan"
RONDES = 50
RUST = 30.0


class Nachtwerk:
    """The rounds of the worker; the worker and the demo walk the same ones."""

    def __init__(self, kern: Kern, casussen: Casussen, stappen: Sequence[Callable[[], object]] = ()) -> None:
        self.kern = kern
        self.casussen = casussen
        self.stappen = stappen

    def wek(self) -> int:
        """Let every timer fire that is due; a casus that waits for one more gets its turn in the next round."""
        woken = 0
        for _ in range(RONDES):
            found = self.casussen.wake_due()
            woken += found
            if not found:
                break
        return woken

    def nacht(self) -> bool:
        """Do the work of this day, unless it was done."""
        with self.kern.database.reading(SYSTEEM) as db:
            today = db.lezer.dag.isoformat()
            if instellingen.find_instelling(db, GEDAAN) == today:
                return False
        for stap in self.stappen:
            stap()
        with self.kern.database.transaction(SYSTEEM) as db:
            instellingen.zet_instelling(db, GEDAAN, today)
        return True

    def ronde(self) -> int:
        """One round: the timers, then the work of the day."""
        woken = self.wek()
        self.nacht()
        return woken

    def blijf(self, stop: Event, rust: float = RUST) -> None:
        """Walk rounds until told to stop."""
        while not stop.is_set():
            self.ronde()
            stop.wait(rust)
