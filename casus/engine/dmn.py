"""Reading DMN: one decision with one decision table. What we do not support does not load."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from lxml import etree

from casus.engine.decisions import HIT_POLICIES, SEVERAL, Decision, DecisionError, Kolom, Regel
from casus.engine.names import DMN_SPACES, XmlError, ident, local, read_xml
from casus.feel import KINDS, FeelError, base, compile_expression, compile_tests

Type = tuple[str, tuple[str, ...]]
"""A name of `KINDS`, and unary tests that a value of it passes."""
REFUSED = {
    "businessKnowledgeModel": "a business knowledge model is not supported",
    "decisionService": "a decision service is not supported",
    "import": "an import is not supported",
    "requiredDecision": "a decision that requires another decision is not supported",
    "requiredKnowledge": "a decision that requires knowledge is not supported",
    "importedValues": "imported values are not supported",
    "typeConstraint": "a type constraint is not supported",
}


def load_decision(data: bytes) -> Decision:
    """Read the one decision of a DMN file and compile every cell.

    Raises:
        DecisionError: not exactly one decision table, a hit policy, a type or a cell we refuse.
    """
    try:
        root = read_xml(data)
    except XmlError as error:
        raise DecisionError(str(error)) from error
    space = f"{{{etree.QName(root).namespace}}}"
    if space not in DMN_SPACES or local(root) != "definitions":
        raise DecisionError(f"not a DMN file: <{local(root)}> of {space}")
    decisions = root.findall(f"{space}decision")
    if len(decisions) != 1 or decisions[0].find(f"{space}decisionTable") is None:
        raise DecisionError("the file must hold exactly one decision with a decision table")
    _refuse(root, space)
    decision = _Reader(root, space).decision(decisions[0])
    _compile(decision)
    return decision


def _refuse(root: etree._Element, space: str) -> None:
    for node in root.iter(f"{space}*"):
        if local(node) in REFUSED:
            raise DecisionError(REFUSED[local(node)], ident(node))
        for attribute in ("expressionLanguage", "typeLanguage"):
            if "feel" not in node.get(attribute, "feel").lower():
                raise DecisionError(f"the language {node.get(attribute)} is refused: write FEEL", ident(node))


@dataclass(frozen=True)
class _Reader:
    """One file, in the namespace of its version of DMN."""

    root: etree._Element
    space: str

    def decision(self, node: etree._Element) -> Decision:
        table = next(node.iterchildren(f"{self.space}decisionTable"))
        policy, outputs = self._policy(table), self._outputs(node, table)
        if policy in SEVERAL and any(kolom.default for kolom in outputs):
            raise DecisionError(f"{policy} with a default output is refused", ident(table))
        return Decision(
            id=node.get("id", ""),
            name=node.get("name", ""),
            hit_policy=policy,
            inputs=tuple(self._input(item) for item in self._all(table, "input")),
            outputs=outputs,
            rules=tuple(self._rule(item, place) for place, item in enumerate(self._all(table, "rule"), 1)),
            declared=tuple(self._declared(item) for item in self._all(self.root, "inputData")),
        )

    def _policy(self, table: etree._Element) -> str:
        policy = table.get("hitPolicy", "UNIQUE")
        if policy not in HIT_POLICIES:
            raise DecisionError(f"hit policy {policy} is refused; use one of {', '.join(HIT_POLICIES)}", ident(table))
        if table.get("aggregation"):
            raise DecisionError(f"{policy} with aggregation {table.get('aggregation')} is refused", ident(table))
        return policy

    def _all(self, node: etree._Element, name: str) -> list[etree._Element]:
        return node.findall(f"{self.space}{name}")

    def _text(self, node: etree._Element | None, name: str = "") -> str:
        """What `<text>` says, of the node or of the element of that name in it."""
        path = f"{self.space}{name}/{self.space}text" if name else f"{self.space}text"
        text = None if node is None else node.find(path)
        if text is not None and len(text):
            raise DecisionError("a text with elements in it is refused", ident(text))
        return "" if text is None else (text.text or "").strip()

    def _input(self, item: etree._Element) -> Kolom:
        expression = item.find(f"{self.space}inputExpression")
        kind, allowed = self._type(None if expression is None else expression.get("typeRef"), item)
        own = self._text(item, "inputValues")
        return Kolom(ident(item), self._text(expression), kind, (*allowed, *([own] if own else [])))

    def _outputs(self, node: etree._Element, table: etree._Element) -> tuple[Kolom, ...]:
        """The output columns: one alone has the name of the decision, and its type says what they may hold."""
        items = self._all(table, "output")
        variable = node.find(f"{self.space}variable")
        named, ref = ("", None) if variable is None else (variable.get("name", ""), variable.get("typeRef"))
        own = (named or node.get("name", "") or node.get("id", "")) if len(items) == 1 else ""
        found = []
        for item in items:
            name = item.get("name", "") or own
            kind, allowed = self._type(item.get("typeRef"), item)
            if item.get("typeRef") is None and ref is not None:
                kind, allowed = self._part(ref, None if own else name, item)
            may = self._text(item, "outputValues")
            default = self._text(item, "defaultOutputEntry")
            found.append(Kolom(ident(item), name, kind, (*allowed, *([may] if may else [])), default))
        if not found or not all(k.text for k in found) or len({k.text for k in found}) != len(found):
            raise DecisionError("every output column needs a name of its own", ident(table))
        return tuple(found)

    def _rule(self, item: etree._Element, place: int) -> Regel:
        def cells(name: str) -> tuple[str, ...]:
            return tuple(self._text(cell) for cell in self._all(item, name))

        return Regel(item.get("id") or f"regel_{place}", cells("inputEntry"), cells("outputEntry"))

    def _declared(self, item: etree._Element) -> Kolom:
        variable = item.find(f"{self.space}variable")
        name, ref = ("", None) if variable is None else (variable.get("name", ""), variable.get("typeRef"))
        kind, allowed = self._type(ref, item)
        return Kolom(ident(item), name or item.get("name", ""), kind, allowed)

    def _type(self, ref: str | None, where: etree._Element, seen: tuple[str, ...] = ()) -> Type:
        """The FEEL type behind a typeRef, and the values that it allows; lists and contexts are `Any`."""
        name = base(ref)
        if name in seen:
            raise DecisionError(f"the type {name} is defined by itself", ident(where))
        if (item := self._definition(name)) is not None:
            return self._defined(item, where, (*seen, name))
        if name not in KINDS:
            raise DecisionError(f"the type {ref} is not supported", ident(where))
        return name, ()

    def _defined(self, item: etree._Element, where: etree._Element, seen: tuple[str, ...] = ()) -> Type:
        inner = item.findtext(f"{self.space}typeRef")
        if inner is None or item.get("isCollection") == "true":
            return self._loose(item)
        kind, inherited = self._type(inner, where, seen)
        own = self._text(item, "allowedValues")
        return kind, ((own,) if own else inherited)

    def _part(self, ref: str, name: str | None, where: etree._Element, seen: tuple[str, ...] = ()) -> Type:
        """The type of one row of the decision: of the member of that name, or of the whole."""
        if base(ref) in seen:
            raise DecisionError(f"the type {ref} is defined by itself", ident(where))
        item = self._definition(base(ref))
        inner = None if item is None else item.findtext(f"{self.space}typeRef")
        if item is not None and inner and (name or item.get("isCollection") == "true"):
            return self._part(inner, name, where, (*seen, base(ref)))
        if name is None:
            return self._type(ref, where)
        members = [] if item is None else self._all(item, "itemComponent")
        return next((self._defined(m, where) for m in members if m.get("name") == name), ("Any", ()))

    def _definition(self, name: str) -> etree._Element | None:
        return next((item for item in self._all(self.root, "itemDefinition") if item.get("name") == name), None)

    def _loose(self, item: etree._Element) -> Type:
        """A list or a context: anything, as long as no limits are laid on what is in it."""
        todo, seen = [item], set[etree._Element]()
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            if next(node.iter(f"{self.space}allowedValues"), None) is not None:
                raise DecisionError("allowed values inside a list or context are not supported", ident(item))
            inner = (self._definition(base(ref.text)) for ref in node.iter(f"{self.space}typeRef"))
            todo += [definition for definition in inner if definition is not None]
        return "Any", ()


def _compile(decision: Decision) -> None:
    """Compile all texts now, so that a mistake stops the start and not a user."""
    width = (len(decision.inputs), len(decision.outputs))
    tests, value = partial(_try, compile_tests, decision.names), partial(_try, compile_expression, decision.names)
    for kolom in decision.inputs:
        value([kolom.text], kolom.id, f"input {kolom.text}")
    for kolom in (*decision.inputs, *decision.outputs, *decision.declared):
        tests(kolom.allowed, kolom.id, f"the values of {kolom.text}")
        value(filter(None, [kolom.default]), kolom.id, f"the default of {kolom.text}")
    for regel in decision.rules:
        if (len(regel.inputs), len(regel.outputs)) != width:
            raise DecisionError(f"row {regel.id} has not as many cells as the table has columns", regel.id)
        tests(regel.inputs, regel.id, f"row {regel.id}")
        value(filter(None, regel.outputs), regel.id, f"row {regel.id}")


def _try(
    compile_: Callable[[str, tuple[str, ...]], object],
    names: tuple[str, ...],
    texts: Iterable[str],
    element: str,
    where: str,
) -> None:
    for text in texts:
        try:
            compile_(text, names)
        except FeelError as error:
            raise DecisionError(f"{where}: {error}", element) from error
