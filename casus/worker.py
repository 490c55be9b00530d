"""The worker: timers that are due, and the work of each day. Wiring only."""

from __future__ import annotations

import signal
from threading import Event, Thread

from casus.app import open_om_te_dienen
from casus.settings import Settings

KIJKEN = 0.5
"""Seconds between two looks at whether a signal came."""


def eenmaal(settings: Settings) -> int:
    """Walk one round; gives how much was done."""
    huis = open_om_te_dienen(settings)
    try:
        return huis.nachtwerk.ronde()
    finally:
        huis.kern.database.close()


def blijf(settings: Settings) -> None:
    """Walk rounds until SIGTERM or SIGINT; the job in hand is finished, and no other begun."""
    huis = open_om_te_dienen(settings)
    stop, asked = Event(), []
    for number in (signal.SIGTERM, signal.SIGINT):
        # The handler only notes: setting an Event from it could wait for a lock that this thread holds.
        signal.signal(number, lambda number, _frame: asked.append(number))
    rounds = Thread(target=huis.nachtwerk.blijf, args=(stop,), name="worker")
    rounds.start()
    while rounds.is_alive() and not asked:
        rounds.join(KIJKEN)
    stop.set()
    rounds.join()
    huis.kern.database.close()
