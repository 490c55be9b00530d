"""The clock of the demo: real time, a number of days on or back; standing still while a story is told."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from casus.clock import utc_now
from casus.domain.actor import AMSTERDAM

DAGEN = "demo_dagen"


class Demoklok:
    """Callable like the real clock."""

    def __init__(self) -> None:
        self.dagen = 0
        self._stil: datetime | None = None

    def __call__(self) -> datetime:
        return self._stil or utc_now() + timedelta(days=self.dagen)

    def zet(self, dag: date, uur: int, minuut: int = 0) -> None:
        """Stand still at a moment in the Netherlands."""
        self._stil = datetime.combine(dag, time(uur, minuut), AMSTERDAM)

    def loop_vanaf(self, dag: date) -> int:
        """Go on from that day, at the time of day that it really is; gives the days to keep."""
        self._stil = None
        self.dagen = (dag - utc_now().astimezone(AMSTERDAM).date()).days
        return self.dagen
