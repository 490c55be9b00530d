"""DMN decision tables: read, checked, decided. What we do not support does not load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from casus.engine.names import DMN_SPACES, local, read_xml
from casus.feel import FeelError, compile_expression, compile_tests, from_json, names_in, plain

HIT_POLICIES = ("UNIQUE", "ANY", "FIRST", "RULE ORDER", "COLLECT")


class DecisionError(ValueError):
    """A decision that cannot be loaded, or that has no single answer; the message says why."""


@dataclass(frozen=True)
class Kolom:
    """One input or output column: its expression or name, its type, what it may hold."""

    id: str
    text: str
    kind: str | None
    allowed: str | None = None
    default: str | None = None


@dataclass(frozen=True)
class Regel:
    """One row of the table."""

    id: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class Uitkomst:
    """What the table says, and which rows said it."""

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
    declared: tuple[tuple[str, str | None], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.declared)

    def reads(self) -> frozenset[str]:
        """The flags that the table asks for."""
        found: set[str] = set()
        for kolom in self.inputs:
            found |= names_in(kolom.text, names=self.names)
        for regel in self.rules:
            for cell in regel.inputs:
                found |= names_in(cell, tests=True, names=self.names)
            for cell in regel.outputs:
                found |= names_in(cell, names=self.names)
        return frozenset(found)

    def decide(self, given: Mapping[str, Any]) -> Uitkomst:
        """The outcome by output name: a list of them for COLLECT and RULE ORDER, None when no row hits.

        Raises:
            DecisionError: an input is of the wrong type or outside what the table allows, or several
                rows hit where the hit policy allows one.
        """
        try:
            scope = self._scope(given)
            values = [self._input(kolom, scope) for kolom in self.inputs]
            hits = [regel for regel in self.rules if self._hits(regel, values, scope)]
            return self._outcome(hits, scope)
        except (FeelError, ValueError) as error:
            raise error if isinstance(error, DecisionError) else DecisionError(str(error)) from error

    def _scope(self, given: Mapping[str, Any]) -> dict[str, Any]:
        kinds = dict(self.declared)
        return {name: from_json(value, kinds.get(name)) for name, value in given.items()}

    def _input(self, kolom: Kolom, scope: dict[str, Any]) -> Any:
        value = compile_expression(kolom.text, self.names)(scope)
        if value is not None and kolom.kind:
            value = from_json(value, kolom.kind)
        if (
            value is not None
            and kolom.allowed
            and compile_tests(kolom.allowed, self.names)({**scope, "?": value}) is not True
        ):
            raise DecisionError(f"{kolom.text} = {plain(value)!r} is not among the values that the table allows")
        return value

    def _hits(self, regel: Regel, values: list[Any], scope: dict[str, Any]) -> bool:
        cells = zip(regel.inputs, values, strict=True)
        return all(compile_tests(cell, self.names)({**scope, "?": value}) is True for cell, value in cells)

    def _row(self, regel: Regel, scope: dict[str, Any]) -> dict[str, Any]:
        cells = zip(self.outputs, regel.outputs, strict=True)
        return {kolom.text: self._output(kolom, cell, scope) for kolom, cell in cells}

    def _output(self, kolom: Kolom, cell: str, scope: dict[str, Any]) -> Any:
        if not cell.strip() or cell.strip() == "-":
            return None
        value = compile_expression(cell, self.names)(scope)
        return plain(from_json(plain(value), kolom.kind) if isinstance(value, str) else value)

    def _outcome(self, hits: list[Regel], scope: dict[str, Any]) -> Uitkomst:
        ids = tuple(regel.id for regel in hits)
        if self.hit_policy in ("COLLECT", "RULE ORDER"):
            return Uitkomst([self._row(regel, scope) for regel in hits], ids)
        if not hits:
            return Uitkomst(self._default(scope), ())
        if self.hit_policy == "FIRST":
            return Uitkomst(self._row(hits[0], scope), ids[:1])
        rows = [self._row(regel, scope) for regel in hits]
        if len(hits) > 1 and (self.hit_policy == "UNIQUE" or any(row != rows[0] for row in rows)):
            raise DecisionError(f"{self.hit_policy}: the rows {', '.join(ids)} hit together")
        return Uitkomst(rows[0], ids)

    def _default(self, scope: dict[str, Any]) -> dict[str, Any] | None:
        if all(kolom.default is None for kolom in self.outputs):
            return None
        return {k.text: None if k.default is None else self._output(k, k.default, scope) for k in self.outputs}


def load_decision(data: bytes) -> Decision:
    """Read the one decision of a DMN file and compile every cell.

    Raises:
        DecisionError: not exactly one decision table, a hit policy or a cell we refuse.
    """
    try:
        root = read_xml(data)
    except etree.XMLSyntaxError as error:
        raise DecisionError(f"not XML: {error}") from error
    space = f"{{{etree.QName(root).namespace}}}"
    if space not in DMN_SPACES:
        raise DecisionError(f"not a DMN file: <{local(root)}> of {space}")
    decisions = root.findall(f"{space}decision")
    if len(decisions) != 1 or decisions[0].find(f"{space}decisionTable") is None:
        raise DecisionError("the file must hold exactly one decision with a decision table")
    _refuse_other_logic(root, decisions[0], space)
    decision = _read(root, decisions[0], space)
    try:
        _compile(decision)
    except FeelError as error:
        raise DecisionError(str(error)) from error
    return decision


def _refuse_other_logic(root: etree._Element, node: etree._Element, space: str) -> None:
    for name in ("businessKnowledgeModel", "decisionService"):
        if root.find(f"{space}{name}") is not None:
            raise DecisionError(f"a {name} is not supported")
    if node.find(f"{space}informationRequirement/{space}requiredDecision") is not None:
        raise DecisionError("a decision that requires another decision is not supported")


def _read(root: etree._Element, node: etree._Element, space: str) -> Decision:
    table = node.find(f"{space}decisionTable")
    if table is None:
        raise DecisionError("the decision has no decision table")
    policy = table.get("hitPolicy", "UNIQUE")
    if policy not in HIT_POLICIES:
        raise DecisionError(f"hit policy {policy} is refused; use one of {', '.join(HIT_POLICIES)}")
    if table.get("aggregation"):
        raise DecisionError(f"COLLECT with aggregation {table.get('aggregation')} is refused")
    variable = node.find(f"{space}variable")
    own = (variable.get("name") if variable is not None else None) or node.get("name") or node.get("id", "")
    types = _item_types(root, space)
    outputs = tuple(_output_column(item, space, types, own) for item in table.findall(f"{space}output"))
    if len({kolom.text for kolom in outputs}) != len(outputs) or not outputs:
        raise DecisionError("every output column needs a name of its own")
    return Decision(
        id=node.get("id", ""),
        name=node.get("name", ""),
        hit_policy=policy,
        inputs=tuple(_input_column(item, space, types) for item in table.findall(f"{space}input")),
        outputs=outputs,
        rules=tuple(_rule(item, place, space) for place, item in enumerate(table.findall(f"{space}rule"), 1)),
        declared=_declared(root, space, types),
    )


def _output_column(item: etree._Element, space: str, types: dict[str | None, str | None], own: str | None) -> Kolom:
    kind = item.get("typeRef")
    name = item.get("name") or item.get("label") or own or ""
    default = item.findtext(f"{space}defaultOutputEntry/{space}text")
    return Kolom(item.get("id", ""), name, types.get(kind, kind), default=default)


def _item_types(root: etree._Element, space: str) -> dict[str | None, str | None]:
    """Own types that are another name of a simple type, by their name."""
    found: dict[str | None, str | None] = {}
    for item in root.findall(f"{space}itemDefinition"):
        base = item.findtext(f"{space}typeRef")
        found[item.get("name")] = None if item.get("isCollection") == "true" or base is None else base
    return found


def _input_column(item: etree._Element, space: str, types: dict[str | None, str | None]) -> Kolom:
    expression = item.find(f"{space}inputExpression")
    text = "" if expression is None else (expression.findtext(f"{space}text") or "").strip()
    kind = None if expression is None else expression.get("typeRef")
    allowed = item.findtext(f"{space}inputValues/{space}text")
    return Kolom(item.get("id", ""), text, types.get(kind, kind), allowed)


def _rule(item: etree._Element, place: int, space: str) -> Regel:
    def cells(name: str) -> tuple[str, ...]:
        return tuple((cell.findtext(f"{space}text") or "").strip() for cell in item.findall(f"{space}{name}"))

    return Regel(item.get("id") or f"regel_{place}", cells("inputEntry"), cells("outputEntry"))


def _declared(
    root: etree._Element, space: str, types: dict[str | None, str | None]
) -> tuple[tuple[str, str | None], ...]:
    found: list[tuple[str, str | None]] = []
    for item in root.findall(f"{space}inputData"):
        variable = item.find(f"{space}variable")
        kind = None if variable is None else variable.get("typeRef")
        name = (None if variable is None else variable.get("name")) or item.get("name")
        found.append((name or "", types.get(kind, kind)))
    return tuple(found)


def _compile(decision: Decision) -> None:
    """Compile all texts now, so that a mistake stops the start and not a user."""
    width = (len(decision.inputs), len(decision.outputs))
    tests = [kolom.allowed for kolom in decision.inputs if kolom.allowed]
    texts = [kolom.text for kolom in decision.inputs] + [k.default for k in decision.outputs if k.default]
    for regel in decision.rules:
        if (len(regel.inputs), len(regel.outputs)) != width:
            raise DecisionError(f"row {regel.id} has not as many cells as the table has columns")
        tests += regel.inputs
        texts += [cell for cell in regel.outputs if cell not in ("", "-")]
    for cell in tests:
        compile_tests(cell, decision.names)
    for text in texts:
        compile_expression(text, decision.names)
