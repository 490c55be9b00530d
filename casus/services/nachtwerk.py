"""Work that nobody clicks for: timers that are due, jobs that wait, and what is done once a day."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Mapping
from datetime import date
from threading import Event
from time import monotonic
from typing import Any
from uuid import UUID

from casus.domain.actor import SYSTEEM
from casus.logs import event, plek, soorten
from casus.services.berichten import meld_geparkeerd
from casus.services.casussen import Casussen, wek_opnieuw
from casus.services.herinneringen import herinner
from casus.services.kern import Kern
from casus.services.ondertekening import herzie
from casus.services.signalen import evalueer
from casus.services.vernietigen import stel_voor, verdeel, vernietig_regel
from casus.services.werkbank import Werk, Werkbank
from casus.storage import Transactie, audit, jobs, klokken, pogingen, sessies, toestemmingen, tweedestap, werk

LOG = logging.getLogger(__name__)
RUST = 5.0
"""Seconds between two rounds that found nothing to do."""
DEEL = 100
"""Pupils in one job of the night."""
HAP = 25
"""Casussen woken, and jobs done, in one round of a worker that stays: then it shows that it lives."""


def nacht(kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
    """The work of one day as jobs, so that many workers share it and one bad pupil holds nobody up."""
    dag = gegevens["dag"]
    whom = {
        "leerlingen": klokken.all_leerlingen(db),
        "ondertekenaars": toestemmingen.leerlingen_met_lopend(db),
    }
    for soort, pupils in whom.items():
        for number, part in enumerate(klokken.chunks(pupils, DEEL)):
            idents = [str(ident) for ident in part]
            jobs.vraag_werk(db, soort, sleutel=f"{soort}:{dag}:{number}", leerlingen=idents)
    jobs.vraag_werk(db, "herinneringen", sleutel=f"herinneringen:{dag}")
    jobs.vraag_werk(db, "vernietigingsvoorstel", sleutel=f"vernietigingsvoorstel:{dag[:7]}", dag=dag)
    jobs.vraag_werk(db, "opruimen", sleutel=f"opruimen:{dag}")


def leerlingen(kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
    """Clocks and rules of some pupils are brought to today."""
    evalueer(kern, db, [UUID(ident) for ident in gegevens["leerlingen"]], alle=False)


def ondertekenaars(kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
    """The consents of some pupils follow who must sign today."""
    herzie(kern, db, [UUID(ident) for ident in gegevens["leerlingen"]])


def opruimen(kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
    """What was done long ago is forgotten."""
    jobs.ruim_op(db)
    werk.ruim_op(db)
    pogingen.ruim_op(db)
    sessies.ruim_op(db)
    tweedestap.ruim_op(db)


WERK: Mapping[str, Werk] = {
    "nacht": nacht,
    "leerlingen": leerlingen,
    "ondertekenaars": ondertekenaars,
    "herinneringen": herinner,
    "opruimen": opruimen,
    "wekken": wek_opnieuw,
    "vernietigingsvoorstel": stel_voor,
    "vernietigen": verdeel,
    "vernietig": vernietig_regel,
}


class Nachtwerk:
    """The rounds of the worker; the worker and the demo walk the same ones."""

    def __init__(self, kern: Kern, casussen: Casussen, werkbank: Werkbank, versie: str = "") -> None:
        self.kern = kern
        self.versie = versie
        self.casussen = casussen
        self.werkbank = werkbank
        self._gevraagd: date | None = None

    def wek(self, limiet: int | None = None, stop: Event | None = None) -> int:
        """Let every timer fire that is due, or so many, or until told to stop; gives how many casussen were woken."""
        woken = 0
        while (limiet is None or woken < limiet) and not (stop and stop.is_set()) and self.casussen.wek_een():
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

    def ronde(self, limiet: int | None = None, stop: Event | None = None) -> int:
        """One round: timers, the work of the day, jobs that are due, and the seal on the audit log.

        Gives how much was done; with a `limiet` the rest is for the next round.
        """
        done = self.wek(limiet, stop)
        self._vraag_nacht()
        with self.kern.database.transaction(SYSTEEM) as db:
            meld_geparkeerd(self.kern, db, jobs.parkeer_afgebroken(db))
        done += self.werkbank.alles(limiet, stop)
        while self._zegel():
            pass
        return done

    def _zegel(self) -> bool:
        """Seal a part of the audit log; whether more may wait."""
        with self.kern.database.transaction(SYSTEEM) as db:
            return audit.zegelen(db.session, db.nu) == audit.PER_ZEGEL

    def blijf(self, stop: Event, rust: float = RUST) -> None:
        """Walk rounds until told to stop, showing that it lives; a database that is away for a while comes back.

        Told to stop, it finishes the job in its hands and no other.
        """
        me = f"{socket.gethostname()}:{os.getpid()}"
        event(LOG, "worker begins", worker=me)
        while not stop.is_set():
            if not self._ronde_van(me, stop):
                stop.wait(rust)
        try:
            with self.kern.database.transaction(SYSTEEM) as db:
                werk.stop(db, me)
        except Exception as error:  # it is ending: the row is forgotten by itself
            event(LOG, "heartbeat stays", level=logging.WARNING, error=soorten(error))
        event(LOG, "worker ended", worker=me)

    def klop(self, worker: str) -> None:
        """Show that this worker is alive now."""
        with self.kern.database.transaction(SYSTEEM) as db:
            werk.klop(db, worker, self.versie)

    def _ronde_van(self, worker: str, stop: Event) -> int:
        """One round with its heartbeat and its line in the log; gives how much was done."""
        begun, said, done = monotonic(), {}, 0
        try:
            self.klop(worker)
            done = self.ronde(HAP, stop)
        except Exception as error:  # the next round tries again
            said = {"error": soorten(error), "where": plek(error)}
        if said or done:
            level = logging.WARNING if said else logging.INFO
            event(LOG, "round", level=level, done=done, ms=round((monotonic() - begun) * 1000), **said)
        return done
