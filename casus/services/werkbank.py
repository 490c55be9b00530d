"""Where work is done that somebody asked for: leased, done in the transaction that says it is done, tried again.

A worker that is killed loses nothing: its lease runs out and another takes the job. One that was only asleep finds
the fence closed, and what it did is rolled back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from threading import Event
from time import monotonic
from typing import Any, Protocol

from casus.domain.actor import SYSTEEM
from casus.logs import event, plek, soorten
from casus.services.berichten import POST, meld_geparkeerd
from casus.services.kern import Kern
from casus.storage import Transactie, jobs

LOG = logging.getLogger(__name__)

GEDULD: Mapping[str, timedelta] = {POST: timedelta(minutes=5)}
"""How long the first wait is of work that others hold up: a mail server is often away for an hour."""
Werk = Callable[[Kern, Transactie, Mapping[str, Any]], None]
"""Does one kind of job inside the transaction that marks it done."""


class Buitenwerk(Protocol):
    """A job that speaks with the outside world, where nothing can be rolled back: at least once, and repeatable."""

    def lees(self, kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> Any:
        """What is needed outside, read in a transaction; None when there is nothing to do any more."""

    def doe(self, wat: Any) -> Any:
        """Do it, without a transaction: the outside world may be slow."""

    def schrijf(self, kern: Kern, db: Transactie, gegevens: Mapping[str, Any], uitkomst: Any) -> None:
        """Write what came of it, in the transaction that marks the job done."""


class Werkbank:
    """Takes jobs from the table, one at a time."""

    def __init__(
        self, kern: Kern, werk: Mapping[str, Werk], buitenwerk: Mapping[str, Buitenwerk] | None = None
    ) -> None:
        self.kern = kern
        self.werk = werk
        self.buitenwerk = buitenwerk or {}

    def een(self) -> bool:
        """Do the oldest job that is due; False when none is."""
        with self.kern.database.transaction(SYSTEEM) as db:
            gehuurd = jobs.huur(db)
        if gehuurd is None:
            return False
        begun, said = monotonic(), {}
        try:
            self._doe(gehuurd)
            outcome = "done"
        except jobs.TeLaat:
            outcome = "lease over"
        except Exception as error:  # whatever it is: the job is tried again, and in the end shown
            outcome = self._mislukt(gehuurd, type(error).__name__)
            said = {"error": soorten(error), "where": plek(error)}
        event(
            LOG, "job", level=logging.INFO if outcome == "done" else logging.WARNING, job=gehuurd.id,
            kind=gehuurd.soort, attempt=gehuurd.poging, outcome=outcome, ms=round((monotonic() - begun) * 1000), **said,
        )  # fmt: skip
        return True

    def alles(self, limiet: int | None = None, stop: Event | None = None) -> int:
        """Do jobs until none is due, or so many, or until told to stop; gives how many."""
        done = 0
        while (limiet is None or done < limiet) and not (stop and stop.is_set()) and self.een():
            done += 1
        return done

    def _doe(self, gehuurd: jobs.Huur) -> None:
        """Do one job.

        Raises:
            TeLaat: the lease was over before it was done.
            KeyError: nobody knows this kind of work.
        """
        if gehuurd.soort in self.buitenwerk:
            self._buiten(gehuurd, self.buitenwerk[gehuurd.soort])
            return
        work = self.werk[gehuurd.soort]
        with self.kern.database.transaction(SYSTEEM) as db:
            jobs.hek(db, gehuurd)
            work(self.kern, db, gehuurd.gegevens)
            jobs.klaar(db, gehuurd)

    def _buiten(self, gehuurd: jobs.Huur, work: Buitenwerk) -> None:
        with self.kern.database.transaction(SYSTEEM) as db:
            jobs.hek(db, gehuurd)
            wanted = work.lees(self.kern, db, gehuurd.gegevens)
        outcome = None if wanted is None else work.doe(wanted)
        with self.kern.database.transaction(SYSTEEM) as db:
            jobs.hek(db, gehuurd)
            if wanted is not None:
                work.schrijf(self.kern, db, gehuurd.gegevens, outcome)
            jobs.klaar(db, gehuurd)

    def _mislukt(self, gehuurd: jobs.Huur, fout: str) -> str:
        """Give it back; gives what became of it."""
        try:
            with self.kern.database.transaction(SYSTEEM) as db:
                parked = jobs.mislukt(db, gehuurd, fout, GEDULD.get(gehuurd.soort, jobs.EERSTE_WACHT))
                if parked:
                    meld_geparkeerd(self.kern, db, [gehuurd.soort])
                return "parked" if parked else "failed"
        except jobs.TeLaat:
            return "lease over"
