"""Timers on a full database: many casussen wait, some are due, and workers in processes of their own wake those."""

from __future__ import annotations

import multiprocessing
import resource
import time
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import event, func, select, update

from casus.app import open_house
from casus.bench.meting import Meting, los
from casus.bench.toneel import VANDAAG
from casus.bench.vulling import Gevuld
from casus.domain.actor import SYSTEEM
from casus.domain.casus import Casus, Timer
from casus.settings import Settings


@dataclass(frozen=True)
class Gewekt:
    """What one worker did."""

    casussen: int
    geladen: int
    """Rows of casussen that it read."""
    statements: int
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
            los(f"{name}_woken", "cases", woken),
            los(f"{name}_statements_per_case", "statements", sum(one.statements for one in done) / woken),
            los(f"{name}_other_cases_loaded", "cases", loaded - woken),
            los(f"{name}_memory_before", "MiB", max(one.kib_voor for one in done) / 1024),
            los(f"{name}_memory_after", "MiB", max(one.kib_na for one in done) / 1024),
        ]
    return [*found, los("still_waiting", "timers", _wachtend(stage)), los("still_due", "timers", _wachtend(stage, rijp=True))]


def _rijp(stage: Gevuld, aantal: int) -> None:
    """Let so many of the waiting timers come due, a second apart."""
    with stage.huis.kern.database.transaction(SYSTEEM) as db:
        some = select(Timer.id).where(Timer.moment > db.nu, ~Timer.vast).limit(aantal)
        for second, ident in enumerate(db.session.scalars(some).all(), 1):
            moment = VANDAAG - timedelta(seconds=second)
            db.session.execute(update(Timer).where(Timer.id == ident).values(moment=moment))


def _wachtend(stage: Gevuld, *, rijp: bool = False) -> int:
    with stage.huis.kern.database.reading(SYSTEEM) as db:
        due = Timer.moment <= db.nu
        return db.session.scalar(select(func.count()).select_from(Timer).where(due if rijp else ~due)) or 0


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
        huis.kern.engine.catalogue.model(db.session.scalars(select(Casus.spec_hash).limit(1)).one())
    lijn.send("ready")
    lijn.recv()
    before, loaded, asked = _geheugen(), 0, 0
    woken = huis.nachtwerk.wek()
    lijn.send(Gewekt(woken, loaded, asked, before, _geheugen()))
    huis.kern.database.close()


def _geheugen() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
