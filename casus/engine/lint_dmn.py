"""What a decision may not say besides what does not load: overlaps and gaps in UNIQUE tables, cells that never hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from math import prod
from typing import Any

from casus.engine.decisions import Decision, DecisionError, Kolom
from casus.engine.dmn import load_decision
from casus.engine.lint import Melding
from casus.feel import CANDIDATE, compile_tests, constants, names_in, plain

MAX_POINTS = 200_000
OTHER = "\0anders"


def lint_dmn(bestand: str, data: bytes) -> list[Melding]:
    """Everything that is wrong with one DMN file."""
    try:
        decision = load_decision(data)
    except DecisionError as error:
        return [Melding(bestand, error.element, str(error))]
    found = [*_columns(decision), *_names(decision)]
    try:
        found = found or [*_dead(decision)]
        if not found and decision.hit_policy == "UNIQUE":
            found = [*_coverage(decision)]
    except ValueError as error:
        found = [(decision.id, f"niet na te gaan: {error}")]
    return [Melding(bestand, element, tekst) for element, tekst in found]


Found = Iterator[tuple[str, str]]


def _columns(decision: Decision) -> Found:
    for kolom in decision.inputs:
        if kolom.kind == "Any":
            yield kolom.id, f"de kolom {kolom.text} heeft geen type (typeRef)"


def _names(decision: Decision) -> Found:
    for ident, names in decision.unknown({}).items():
        wie = ", ".join(sorted(names))
        yield ident, f"leest {wie}: geen kolom en geen invoer heet zo (mist een tekst zijn aanhalingstekens?)"


def points(decision: Decision, place: int) -> list[Any]:
    """Values of one column such that every cell of it changes its answer only between them."""
    kolom = decision.inputs[place]
    cells = [regel.inputs[place] for regel in decision.rules] + list(kolom.allowed)
    written = [value for cell in cells for value in constants(cell, decision.names)]
    return [value for value in _around(kolom.kind, written) if _allowed(decision, kolom, value)]


def _around(kind: str, written: Iterable[Any]) -> list[Any]:
    """The values written down, and some on every side of them."""
    if kind == "boolean":
        return [True, False]
    if kind == "string":
        texts = {value for value in written if isinstance(value, str)}
        return [OTHER, *sorted({"", *texts, *(text + "\0" for text in texts)})]
    if kind == "date":
        days = {value for value in written if isinstance(value, date)} or {date(2026, 1, 1)}
        return sorted({day + timedelta(days=n) for day in days for n in (-1, 0, 1)})
    if kind in ("number", "double", "integer", "long"):
        numbers = sorted({value for value in written if isinstance(value, Decimal)} or {Decimal(0)})
        between = [(low + high) / 2 for low, high in pairwise(numbers)]
        steps = [number + n for number in numbers for n in (-1, 0, 1)]
        whole = kind in ("integer", "long")
        return sorted({n for n in (*between, *steps) if not whole or n == n.to_integral_value()})
    return []


def _allowed(decision: Decision, kolom: Kolom, value: Any) -> bool:
    return all(compile_tests(text, decision.names)({CANDIDATE: value}) is True for text in kolom.allowed)


def _dead(decision: Decision) -> Found:
    """Cells that hold for no value of their column: of another type, or a range that is empty."""
    for place, kolom in enumerate(decision.inputs):
        values = [*points(decision, place), None]
        for regel in decision.rules if len(values) > 1 else ():
            cell = regel.inputs[place]
            plain_cell = not names_in(cell, tests=True, names=decision.names)
            test = compile_tests(cell, decision.names)
            if plain_cell and not any(test({CANDIDATE: value}) is True for value in values):
                yield regel.id, f"past nooit: geen waarde van {kolom.text} voldoet aan {cell}"


def _coverage(decision: Decision) -> Found:
    columns = [points(decision, place) for place in range(len(decision.inputs))]
    if not all(columns):
        return  # a duration, or a column in which nothing is allowed
    total = prod(len(column) for column in columns)
    if total > MAX_POINTS:
        yield decision.id, f"te groot om op overlap en gaten na te gaan ({total} gevallen)"
        return
    covered = any(kolom.default for kolom in decision.outputs)
    seen: set[str] = {""} if covered else set()
    texts = [kolom.text for kolom in decision.inputs]
    for case in product(*columns):
        scope = dict(zip(texts, case, strict=True))
        if tuple(scope[text] for text in texts) != case:
            continue  # one expression in two columns has one value
        hits = [regel.id for regel in decision.rules if decision.hits(regel, list(case), scope)]
        if len(hits) != 1 and "+".join(hits) not in seen:
            seen.add("+".join(hits))
            yield _once(decision, scope, hits)


def _once(decision: Decision, case: dict[str, Any], hits: list[str]) -> tuple[str, str]:
    example = ", ".join(f"{name} = {_shown(value)}" for name, value in case.items())
    if hits:
        return hits[0], f"overlapt met {', '.join(hits[1:])}, bijvoorbeeld bij {example}"
    return decision.id, f"een gat: geen rij past bij {example}"


def _shown(value: Any) -> str:
    return "iets anders" if value == OTHER or str(value).endswith("\0") else str(plain(value))
