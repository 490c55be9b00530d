"""Decision tables: what they hold, and how they decide. `dmn` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casus.feel import (
    CANDIDATE,
    checked,
    compile_expression,
    compile_tests,
    from_json,
    names_in,
    plain,
    same,
)

SEVERAL = ("COLLECT", "RULE ORDER")
HIT_POLICIES = ("UNIQUE", "ANY", "FIRST", *SEVERAL)


class DecisionError(ValueError):
    """A decision that cannot be loaded, or that has no single answer; the message says why."""

    def __init__(self, message: str, element: str = "bestand") -> None:
        super().__init__(message)
        self.element = element


@dataclass(frozen=True)
class Kolom:
    """One column, or one input of the table: its expression or name, its type, what it may hold."""

    id: str
    text: str
    kind: str = "Any"
    allowed: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True)
class Regel:
    """One row of the table."""

    id: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class Uitkomst:
    """What the table says as FEEL values (`feel.plain` makes them JSON), and which rows said it."""

    waarde: Any
    regels: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """One decision with one decision table."""

    id: str
    name: str
    hit_policy: str
    inputs: tuple[Kolom, ...]
    outputs: tuple[Kolom, ...]
    rules: tuple[Regel, ...]
    declared: tuple[Kolom, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(kolom.text for kolom in self.declared)

    def reads(self) -> frozenset[str]:
        """The flags that the table asks for."""
        asked = (names_in(kolom.text, names=self.names) for kolom in self.inputs)
        return frozenset().union(*asked, *(self.cell_reads(regel) for regel in self.rules))

    def cell_reads(self, regel: Regel) -> frozenset[str]:
        """The names that the cells of a row ask for themselves."""
        tests = (names_in(cell, tests=True, names=self.names) for cell in regel.inputs)
        values = (names_in(cell, names=self.names) for cell in regel.outputs if cell)
        return frozenset().union(*tests, *values) - {CANDIDATE}

    def unknown(self, given: Mapping[str, Any]) -> dict[str, frozenset[str]]:
        """By row: the names that its cells read though no input has them (a text without quotes, say)."""
        known = {kolom.text for kolom in (*self.inputs, *self.declared)} | given.keys()
        found = {regel.id: self.cell_reads(regel) - known for regel in self.rules}
        return {ident: names for ident, names in found.items() if names}

    def decide(self, given: Mapping[str, Any]) -> Uitkomst:
        """The outcome by output name: a list of them for COLLECT and RULE ORDER, None when no row hits.

        Raises:
            DecisionError: a value is of the wrong type or outside what the table allows, a cell reads a name
                that nobody gave, or several rows hit where the hit policy allows one.
        """
        try:
            scope = self._scope(given)
            values = [self._admit(k, compile_expression(k.text, self.names)(scope), scope) for k in self.inputs]
            hits = [regel for regel in self.rules if self.hits(regel, values, scope)]
            return self._outcome(hits, scope)
        except DecisionError:
            raise
        except ValueError as error:
            raise DecisionError(str(error)) from error

    def _scope(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """What was given, as values of the types that the table declares."""
        for ident, names in self.unknown(given).items():
            raise DecisionError(f"row {ident} reads {', '.join(sorted(names))}, which nobody gave", ident)
        kinds = {kolom.text: kolom.kind for kolom in (*self.declared, *self.inputs) if kolom.kind != "Any"}
        scope = {name: from_json(value, kinds.get(name)) for name, value in given.items()}
        for kolom in self.declared:
            self._admit(kolom, scope.get(kolom.text), scope)
        return scope

    def _admit(self, kolom: Kolom, value: Any, scope: Mapping[str, Any]) -> Any:
        """The value, when the column may hold it."""
        checked(value, kolom.kind)
        tests = (compile_tests(text, self.names) for text in kolom.allowed)
        if value is not None and not all(test({**scope, CANDIDATE: value}) is True for test in tests):
            raise DecisionError(f"{kolom.text} = {plain(value)!r} is not among the values that the table allows")
        return value

    def hits(self, regel: Regel, values: list[Any], scope: Mapping[str, Any]) -> bool:
        """Whether every cell of the row holds for the values of the columns."""
        cells = zip(regel.inputs, values, strict=True)
        return all(compile_tests(cell, self.names)({**scope, CANDIDATE: value}) is True for cell, value in cells)

    def _row(self, cells: tuple[str, ...], scope: dict[str, Any]) -> dict[str, Any]:
        return {kolom.text: self._output(kolom, cell, scope) for kolom, cell in zip(self.outputs, cells, strict=True)}

    def _output(self, kolom: Kolom, cell: str, scope: dict[str, Any]) -> Any:
        value = compile_expression(cell, self.names)(scope) if cell else None
        plain(value, exact=True)  # raises for what could not be told: a range
        return self._admit(kolom, value, scope)

    def _outcome(self, hits: list[Regel], scope: dict[str, Any]) -> Uitkomst:
        hits = hits[:1] if self.hit_policy == "FIRST" else hits
        rows, ids = [self._row(regel.outputs, scope) for regel in hits], tuple(regel.id for regel in hits)
        if self.hit_policy in SEVERAL:
            return Uitkomst(rows, ids)
        if not hits:
            defaults = tuple(kolom.default for kolom in self.outputs)
            return Uitkomst(self._row(defaults, scope) if any(defaults) else None, ())
        if len(hits) > 1 and (self.hit_policy == "UNIQUE" or not all(same(row, rows[0]) for row in rows)):
            raise DecisionError(f"{self.hit_policy}: the rows {', '.join(ids)} hit together", ids[0])
        return Uitkomst(rows[0], ids)
