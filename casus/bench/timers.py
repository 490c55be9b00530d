"""Timers on a full database: many casussen wait, some are due, and workers in processes of their own wake those."""

from __future__ import annotations

import multiprocessing
import resource
import time
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import event

from casus.app import open_house
from casus.bench.meting import MS, Meting, los
from casus.bench.rijen import als_tekst
from casus.bench.toneel import VANDAAG
from casus.bench.vulling import Gevuld
from casus.domain.actor import SYSTEEM
from casus.domain.casus import Casus
from casus.settings import Settings

_NU = als_tekst(VANDAAG)


@dataclass(frozen=True)
class Gewekt:
    """What one worker did."""

    casussen: int
    geladen: int
    """Rows of casussen that it read."""
    statements: int
    cpu_s: float
    """Seconds of the processor of this worker; those of the database server are not in it."""
    kib_voor: int
    kib_na: int
    """The most memory that the process ever had, before and after."""


def meet(stage: Gevuld, rijp: int) -> list[Meting]:
    """So many timers come due, first for one worker, then for two."""
    found = []
    for workers in (1, 2):
        _rijp(stage, rijp)
        seconds, done = _laat_werken(stage.huis.settings, workers)
        woken, loaded = sum(one.casussen for one in done), sum(one.geladen for one in done)
        name = f"{workers}_worker" + "s" * (workers > 1)
        found += [
            los(f"{name}_cases_per_second", "cases/s", woken / seconds),
            los(f"{name}_cpu_ms_per_case", "ms", sum(one.cpu_s for one in done) * MS / woken),
            los(f"{name}_woken", "cases", woken),
            los(f"{name}_statements_per_case", "statements", sum(one.statements for one in done) / woken),
            los(f"{name}_other_cases_loaded", "cases", loaded - woken),
            los(f"{name}_memory_before", "MiB", max(one.kib_voor for one in done) / 1024),
            los(f"{name}_memory_after", "MiB", max(one.kib_na for one in done) / 1024),
        ]
    return [
        *found,
        los("still_waiting", "timers", _tel(stage, ">")),
        los("still_due", "timers", _tel(stage, "<=")),
    ]


def _rijp(stage: Gevuld, aantal: int) -> None:
    """Let so many of the waiting timers come due."""
    due = als_tekst(VANDAAG - timedelta(minutes=1))
    some = f"SELECT id FROM timer WHERE moment > '{_NU}' AND NOT vast LIMIT {aantal}"  # noqa: S608
    _sql(stage, f"UPDATE timer SET moment = '{due}' WHERE id IN ({some})")  # noqa: S608


def _sql(stage: Gevuld, statement: str) -> None:
    with stage.huis.kern.database.transaction(SYSTEEM) as db:
        connection = db.session.connection()
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
        connection.exec_driver_sql(statement)


def _tel(stage: Gevuld, sinds: str) -> int:
    """The timers whose moment is over, or is not: `<=` or `>`."""
    with stage.huis.kern.database.reading(SYSTEEM) as db:
        asked = f"SELECT count(*) FROM timer WHERE moment {sinds} '{_NU}'"  # noqa: S608
        return int(db.session.connection().exec_driver_sql(asked).scalar_one())


def _laat_werken(settings: Settings, aantal: int) -> tuple[float, list[Gewekt]]:
    """Seconds from the word go until the last worker finds nothing, and what each did."""
    context = multiprocessing.get_context("spawn")
    lines, processes = [], []
    for _ in range(aantal):
        ours, theirs = context.Pipe()
        process = context.Process(target=werk, args=(settings, theirs))
        process.start()
        lines.append(ours)
        processes.append(process)
    for line in lines:
        line.recv()
    begin = time.perf_counter()
    for line in lines:
        line.send("go")
    done = [line.recv() for line in lines]
    seconds = time.perf_counter() - begin
    for process in processes:
        process.join()
    return seconds, done


def werk(settings: Settings, lijn: Connection) -> None:
    """One worker process: open the house, say so, wait for the word, wake all that is due, tell."""
    huis = open_house(settings, lambda: VANDAAG)
    loaded = asked = 0

    @event.listens_for(Casus, "load")
    def _load(*_: Any) -> None:
        nonlocal loaded
        loaded += 1

    @event.listens_for(huis.kern.database.engine, "before_cursor_execute")
    def _ask(*_: Any) -> None:
        nonlocal asked
        asked += 1

    with huis.kern.database.reading(SYSTEEM) as db:
        first = db.session.connection().exec_driver_sql("SELECT spec_hash FROM casus LIMIT 1")
        huis.kern.engine.catalogue.model(str(first.scalar_one()))  # read once a process
    lijn.send("ready")
    lijn.recv()
    before, cpu, loaded, asked = _geheugen(), time.process_time(), 0, 0
    woken = huis.nachtwerk.wek()
    lijn.send(Gewekt(woken, loaded, asked, time.process_time() - cpu, before, _geheugen()))
    huis.kern.database.close()


def _geheugen() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
