"""The clock of timers: SpiffWorkflow reads `datetime.now`, here it reads the moment of the step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, tzinfo

import SpiffWorkflow.bpmn.specs.event_definitions.timer as spiff_timer

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


class _StepDatetime(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        moment = _moment.get()
        if moment is None:
            raise RuntimeError("a timer is read outside a step: the engine sets the moment")
        return moment.astimezone(tz or UTC)


spiff_timer.datetime = _StepDatetime


@contextmanager
def step_at(moment: datetime) -> Iterator[None]:
    """Timers inside see this moment as now."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
