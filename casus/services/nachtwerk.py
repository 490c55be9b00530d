"""Work that nobody clicks for: timers that are due, jobs that wait, and what is done once a day."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from threading import Event
from typing import Any
from uuid import UUID

from casus.domain.actor import SYSTEEM
from casus.services.berichten import meld_geparkeerd
from casus.services.casussen import Casussen, wek_opnieuw
from casus.services.herinneringen import herinner
from casus.services.kern import Kern
from casus.services.signalen import evalueer
from casus.services.werkbank import Werk, Werkbank
from casus.storage import Transactie, audit, jobs, klokken

LOG = logging.getLogger(__name__)
RUST = 5.0
"""Seconds between two rounds that found nothing to do."""
DEEL = 100
"""Pupils in one job of the night."""


def nacht(kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
    """The work of one day as jobs, so that many workers share it and one bad pupil holds nobody up."""
    dag = gegevens["dag"]
    for number, part in enumerate(klokken.chunks(klokken.all_leerlingen(db), DEEL)):
        jobs.vraag_werk(
            db, "leerlingen", sleutel=f"leerlingen:{dag}:{number}", leerlingen=[str(ident) for ident in part]
        )
    jobs.vraag_werk(db, "herinneringen", sleutel=f"herinneringen:{dag}")
    jobs.vraag_werk(db, "opruimen", sleutel=f"opruimen:{dag}")


def leerlingen(kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
    """Clocks and rules of some pupils are brought to today."""
    evalueer(kern, db, [UUID(ident) for ident in gegevens["leerlingen"]], alle=False)


def opruimen(kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
    """What was done long ago is forgotten."""
    jobs.ruim_op(db)


WERK: Mapping[str, Werk] = {
    "nacht": nacht,
    "leerlingen": leerlingen,
    "herinneringen": herinner,
    "opruimen": opruimen,
    "wekken": wek_opnieuw,
}


class Nachtwerk:
    """The rounds of the worker; the worker and the demo walk the same ones."""

    def __init__(self, kern: Kern, casussen: Casussen, werkbank: Werkbank) -> None:
        self.kern = kern
        self.casussen = casussen
        self.werkbank = werkbank
        self._gevraagd: date | None = None

    def wek(self) -> int:
        """Let every timer fire that is due; gives how many casussen were woken."""
        woken = 0
        while self.casussen.wek_een():
            woken += 1
        return woken

    def nacht(self) -> bool:
        """Do the work of this day, unless it was asked for before; whether it was done now."""
        asked = self._vraag_nacht()
        self.werkbank.alles()
        return asked

    def _vraag_nacht(self) -> bool:
        with self.kern.database.reading(SYSTEEM) as db:
            today = db.lezer.dag
            if self._gevraagd == today or jobs.is_gevraagd(db, f"nacht:{today}"):
                self._gevraagd = today
                return False
        with self.kern.database.transaction(SYSTEEM) as db:
            jobs.vraag_werk(db, "nacht", sleutel=f"nacht:{today}", dag=today.isoformat())
        self._gevraagd = today
        return True

    def ronde(self) -> int:
        """One round: timers, the work of the day, all jobs that are due, and the seal on the audit log.

        Gives how much was done.
        """
        done = self.wek()
        self._vraag_nacht()
        with self.kern.database.transaction(SYSTEEM) as db:
            meld_geparkeerd(self.kern, db, jobs.parkeer_afgebroken(db))
        done += self.werkbank.alles()
        while self._zegel():
            pass
        return done

    def _zegel(self) -> bool:
        """Seal a part of the audit log; whether more may wait."""
        with self.kern.database.transaction(SYSTEEM) as db:
            return audit.zegelen(db.session, db.nu) == audit.PER_ZEGEL

    def blijf(self, stop: Event, rust: float = RUST) -> None:
        """Walk rounds until told to stop; a database that is away for a while comes back."""
        while not stop.is_set():
            try:
                busy = self.ronde()
            except Exception as error:  # the next round tries again
                LOG.warning("a round of the worker failed: %s", type(error).__name__)
                busy = 0
            if not busy:
                stop.wait(rust)
