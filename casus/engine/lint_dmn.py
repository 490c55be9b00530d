"""What a decision may not say: overlaps and gaps in UNIQUE tables, besides what does not load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from casus.engine.decisions import Decision, DecisionError, Kolom, load_decision
from casus.engine.lint import Melding
from casus.feel import compile_tests

MAX_POINTS = 200_000
OTHER = "\0anders"
_NUMBER = re.compile(r'(?<![\w"-])-?\d+(?:\.\d+)?')
_STRING = re.compile(r'"((?:\\.|[^"\\])*)"')
_DATE = re.compile(r'date\("(\d{4}-\d\d-\d\d)"\)')


def lint_dmn(bestand: str, data: bytes) -> list[Melding]:
    """Everything that is wrong with one DMN file."""
    try:
        decision = load_decision(data)
    except DecisionError as error:
        return [Melding(bestand, "bestand", str(error))]
    found = [Melding(bestand, element, tekst) for element, tekst in _columns(decision)]
    if not found and decision.hit_policy == "UNIQUE":
        found = [Melding(bestand, element, tekst) for element, tekst in _coverage(decision)]
    return found


def _columns(decision: Decision) -> Iterator[tuple[str, str]]:
    for kolom in decision.inputs:
        if kolom.kind is None:
            yield kolom.id or kolom.text, "de kolom heeft geen type (typeRef)"


def points(decision: Decision, place: int) -> list[Any]:
    """Values of one column such that every cell of it changes its answer only between them."""
    kolom = decision.inputs[place]
    cells = " ; ".join([*(regel.inputs[place] for regel in decision.rules), kolom.allowed or ""])
    kind = (kolom.kind or "").rpartition(":")[2]
    values: list[Any]
    if kind == "boolean":
        values = [True, False]
    elif kind == "date":
        values = sorted({day + timedelta(days=n) for day in _dates(cells) for n in (-1, 0, 1)})
    elif kind in ("number", "integer", "long", "double"):
        step = Decimal(1) if kind in ("integer", "long") else Decimal("0.5")
        found = [Decimal(text) for text in _NUMBER.findall(_STRING.sub("", cells))]
        values = sorted({number + n * step for number in found for n in (-1, 0, 1)}) or [Decimal(0)]
    else:
        values = [*dict.fromkeys(_STRING.findall(cells)), OTHER]
    return [value for value in values if _allowed(kolom, value)]


def _dates(cells: str) -> list[date]:
    return [date.fromisoformat(text) for text in _DATE.findall(cells)] or [date(2026, 1, 1)]


def _allowed(kolom: Kolom, value: Any) -> bool:
    return not kolom.allowed or compile_tests(kolom.allowed)({"?": value}) is True


def _coverage(decision: Decision) -> Iterator[tuple[str, str]]:
    columns = [points(decision, place) for place in range(len(decision.inputs))]
    total = 1
    for column in columns:
        total *= max(len(column), 1)
    if total > MAX_POINTS:
        yield decision.id, f"te groot om op overlap en gaten na te gaan ({total} gevallen)"
        return
    seen: set[str] = set()
    for case in product(*columns):
        hits = [
            regel.id
            for regel in decision.rules
            if all(compile_tests(c, decision.names)({"?": v}) is True for c, v in zip(regel.inputs, case, strict=True))
        ]
        if len(hits) != 1:
            yield from _once(decision, case, hits, seen)


def _once(decision: Decision, case: tuple[Any, ...], hits: list[str], seen: set[str]) -> Iterator[tuple[str, str]]:
    key = "+".join(hits)
    if key in seen:
        return
    seen.add(key)
    texts = ("anders" if value == OTHER else value for value in case)
    example = ", ".join(f"{kolom.text} = {text}" for kolom, text in zip(decision.inputs, texts, strict=True))
    if hits:
        yield hits[0], f"overlapt met {', '.join(hits[1:])}, bijvoorbeeld bij {example}"
    else:
        yield decision.id, f"een gat: geen rij past bij {example}"
