"""A figure with its spread, and the clock that takes it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

MS = 1000


@dataclass(frozen=True)
class Meting:
    """One figure: its middle, and where the lowest and highest tenth of the runs begin."""

    naam: str
    waarde: float
    eenheid: str
    laag: float
    hoog: float
    keer: int


def van_reeks(naam: str, eenheid: str, reeks: Sequence[float]) -> Meting:
    """The figure of many runs."""
    ordered = sorted(reeks)
    tenth = len(ordered) // 10
    return Meting(naam, median(ordered), eenheid, ordered[tenth], ordered[-1 - tenth], len(ordered))


def los(naam: str, eenheid: str, waarde: float) -> Meting:
    """A figure that was counted or divided, not spread."""
    return Meting(naam, waarde, eenheid, waarde, waarde, 1)


def cpu_ms(act: Callable[[], object]) -> float:
    """Processor milliseconds of this process for one call."""
    begin = time.process_time()
    act()
    return (time.process_time() - begin) * MS


def klok_ms(act: Callable[[], object]) -> float:
    """Milliseconds on the wall for one call."""
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * MS


def percentiel(reeks: Sequence[float], deel: float) -> float:
    """The value below which this part of the runs lies."""
    return sorted(reeks)[min(len(reeks) - 1, int(len(reeks) * deel))]


def als_tabel(metingen: Iterable[Meting]) -> str:
    """For people."""
    rows = [(m.naam, f"{m.waarde:,.2f}", m.eenheid, f"{m.laag:,.2f} – {m.hoog:,.2f}", str(m.keer)) for m in metingen]
    head = ("what", "middle", "unit", "10 % – 90 %", "runs")
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [head, *rows]
    )


def als_json(metingen: Iterable[Meting]) -> str:
    """For programs: name to figure."""
    return json.dumps({m.naam: {k: v for k, v in asdict(m).items() if k != "naam"} for m in metingen}, indent=2)
