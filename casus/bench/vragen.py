"""What a database is asked: how many statements, and the milliseconds that it needs for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

from casus.bench.meting import MS


@dataclass(frozen=True)
class Vraag:
    """One statement with its values, and the milliseconds that executing it took."""

    tekst: str
    waarden: Any
    ms: float

    @property
    def leest(self) -> bool:
        return self.tekst.startswith("SELECT")


@contextmanager
def luister(engine: Engine) -> Iterator[list[Vraag]]:
    """Every statement that an engine sends meanwhile."""
    vragen: list[Vraag] = []
    begin = 0.0

    def before(*_: Any) -> None:
        nonlocal begin
        begin = time.perf_counter()

    def after(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        vragen.append(Vraag(statement, parameters, (time.perf_counter() - begin) * MS))

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    try:
        yield vragen
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "after_cursor_execute", after)


def sql_ms(engine: Engine, act: Callable[[], object]) -> tuple[float, int]:
    """Milliseconds in the database for one act, with the rows that come back, and its number of statements.

    SQLite finds its rows while they are fetched, which no event times: what was read is asked once more of the
    driver itself, rows included; what was written counts as it was executed.
    """
    with luister(engine) as vragen:
        act()
    reads = [vraag for vraag in vragen if vraag.leest]
    written = sum(vraag.ms for vraag in vragen if not vraag.leest)
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        begin = time.perf_counter()
        for vraag in reads:
            cursor.execute(vraag.tekst, vraag.waarden)
            cursor.fetchall()
        read = (time.perf_counter() - begin) * MS
    finally:
        connection.rollback()
        connection.close()
    return read + written, len(vragen)
