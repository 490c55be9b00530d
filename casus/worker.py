"""The worker: timers that are due, and the work of each day. Wiring only."""

from __future__ import annotations

from threading import Event

from casus.app import open_house
from casus.settings import Settings


def run(settings: Settings, *, eenmaal: bool) -> int:
    """Walk one round, or rounds until the process is ended; gives how many casussen were woken in one round."""
    huis = open_house(settings)
    try:
        if eenmaal:
            return huis.nachtwerk.ronde()
        huis.nachtwerk.blijf(Event())
    finally:
        huis.kern.database.close()
    return 0
