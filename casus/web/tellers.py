"""Counts of this process in the text of OpenMetrics: requests by route and class of status, and how long they took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

SOORT = "application/openmetrics-text; version=1.0.0; charset=utf-8"
GRENZEN = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds."""


@dataclass(frozen=True)
class Meting:
    """One value with its labels."""

    waarde: float
    labels: Mapping[str, str]
    achter: str = ""
    """What comes after the name: `_bucket`, `_count`, `_sum`, `_total`, `_info`."""


@dataclass(frozen=True)
class Reeks:
    """A metric: its name, its type, what it means, its values."""

    naam: str
    soort: str
    uitleg: str
    metingen: tuple[Meting, ...]

    def regels(self) -> Iterator[str]:
        yield f"# TYPE {self.naam} {self.soort}"
        yield f"# HELP {self.naam} {_escaped(self.uitleg)}"
        for meting in self.metingen:
            labels = ",".join(f'{name}="{_escaped(text)}"' for name, text in meting.labels.items())
            yield f"{self.naam}{meting.achter}{'{' + labels + '}' if labels else ''} {_getal(meting.waarde)}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _getal(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def als_tekst(reeksen: Iterable[Reeks]) -> str:
    """The whole page."""
    return "\n".join([*(line for reeks in reeksen for line in reeks.regels()), "# EOF", ""])


class Tellers:
    """How many requests ended when, by route and class of status; safe under threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._vakken: dict[tuple[str, str], list[int]] = {}
        self._seconden: dict[tuple[str, str], float] = {}

    def tel(self, route: str, status: int, seconden: float) -> None:
        """One request ended."""
        key = (route, f"{status // 100}xx")
        place = next((place for place, bound in enumerate(GRENZEN) if seconden <= bound), len(GRENZEN))
        with self._lock:
            self._vakken.setdefault(key, [0] * (len(GRENZEN) + 1))[place] += 1
            self._seconden[key] = self._seconden.get(key, 0.0) + seconden

    def reeks(self, proces: str) -> Reeks:
        """The durations of this process as a histogram; its `_count` is the number of requests."""
        with self._lock:
            counted = {key: (list(places), self._seconden[key]) for key, places in self._vakken.items()}
        found: list[Meting] = []
        for (route, status), (places, seconds) in sorted(counted.items()):
            labels = {"route": route, "status": status, "proces": proces}
            for number, bound in enumerate([*map(str, GRENZEN), "+Inf"], 1):
                found.append(Meting(sum(places[:number]), labels | {"le": bound}, "_bucket"))
            found.append(Meting(sum(places), labels, "_count"))
            found.append(Meting(seconds, labels, "_sum"))
        return Reeks("casus_http_request_duration_seconds", "histogram", "Requests of this process.", tuple(found))
