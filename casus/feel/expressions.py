"""From FEEL text to a function: `compile_expression("weken >= 4")({"weken": Decimal(5)})`."""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Transformer, Tree, UnexpectedInput, v_args
from lark.exceptions import VisitError

from casus.feel.values import Duration, Range, calculate, compare, day, matches, negative, number, same, three_valued

Scope = Mapping[str, Any]
Compiled = Callable[[Scope], Any]
Node = Tree[Token]

CANDIDATE = "?"
MAX_DEPTH = 100
"""Levels of an expression: far above what anybody writes, far below what Python can walk."""
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{6}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


class FeelError(ValueError):
    """The text is not an expression of our FEEL, or it cannot be computed."""


FUNCTIONS: dict[str, tuple[tuple[type, ...], Callable[..., Any]]] = {
    "count": ((list,), lambda items: Decimal(len(items))),
    "list contains": ((list, object), lambda items, wanted: any(same(item, wanted) is True for item in items)),
    "string length": ((str,), lambda text: Decimal(len(text))),
    "contains": ((str, str), lambda text, part: part in text),
    "date": ((object,), lambda value: day(value) if isinstance(value, str) else value),
    "duration": ((str,), Duration.parse),
}
"""What each function takes and does; it gives null for anything else."""
GIVES = {"date": date, "duration": Duration}
"""What must come of a function over a literal."""

BOOLEAN = ("compare", "between", "member", "member_tests", "any_of", "all_of", "quantified", "negation")
"""What is true or false by its form."""


def _fit(value: Any, kind: type) -> Any:
    """The argument of a function; one value is a list of one, and the other way round (DMN 10.3.2.9.4)."""
    if kind is list and value is not None and not isinstance(value, list):
        return [value]
    if kind is not list and kind is not object and isinstance(value, list) and len(value) == 1:
        return value[0]
    return value


@v_args(inline=True)
class _Compiler(Transformer[Token, Compiled]):
    """Each node of the parse tree becomes a function of the scope."""

    def number(self, token: Token) -> Compiled:
        value = number(token)
        return lambda _: value

    def string(self, token: Token) -> Compiled:
        value = _text(token)
        return lambda _: value

    def true(self) -> Compiled:
        return lambda _: True

    def false(self) -> Compiled:
        return lambda _: False

    def null(self) -> Compiled:
        return lambda _: None

    def candidate(self) -> Compiled:
        return lambda scope: scope.get(CANDIDATE)

    def name(self, token: Token) -> Compiled:
        key = token.strip("`")
        return lambda scope: scope.get(key)

    def path(self, whole: Compiled, key: Token) -> Compiled:
        def evaluate(scope: Scope) -> Any:
            value = whole(scope)
            if value is not None and not isinstance(value, Mapping):
                raise FeelError(f"'.{key}' is only understood of a context")
            return None if value is None else value.get(str(key))

        return evaluate

    def list(self, *items: Compiled) -> Compiled:
        return lambda scope: [item(scope) for item in items]

    def call(self, function: Token, *arguments: Compiled) -> Compiled:
        kinds, body = FUNCTIONS[str(function)]
        if len(arguments) != len(kinds):
            raise FeelError(f"{function}() takes {len(kinds)} argument(s), not {len(arguments)}")

        def evaluate(scope: Scope) -> Any:
            values = [_fit(part(scope), kind) for part, kind in zip(arguments, kinds, strict=True)]
            fits = all(isinstance(value, kind) for value, kind in zip(values, kinds, strict=True))
            found = body(*values) if fits else None
            return found if isinstance(found, GIVES.get(function, object)) else None

        return evaluate

    def negation(self, value: Compiled) -> Compiled:
        return lambda scope: _opposite(_fit(value(scope), bool))

    def conditional(self, condition: Compiled, yes: Compiled, no: Compiled) -> Compiled:
        return lambda scope: yes(scope) if condition(scope) is True else no(scope)

    def quantified(self, kind: Token, name: Token, items: Compiled, test: Compiled) -> Compiled:
        def evaluate(scope: Scope) -> Any:
            values = _fit(items(scope), builtins.list)
            if values is None:
                return None
            if any(isinstance(value, Range) for value in values):
                raise FeelError(f"{kind} walks along a list, not along a range")
            tests = (test({**scope, str(name): value}) for value in values)
            return three_valued(tests, decisive=kind == "some")

        return evaluate

    def any_of(self, *parts: Compiled) -> Compiled:
        return lambda scope: three_valued((part(scope) for part in parts), decisive=True)

    def all_of(self, *parts: Compiled) -> Compiled:
        return lambda scope: three_valued((part(scope) for part in parts), decisive=False)

    def compare(self, left: Compiled, sign: Token, right: Compiled) -> Compiled:
        return lambda scope: compare(str(sign), left(scope), right(scope))

    def between(self, value: Compiled, low: Compiled, high: Compiled) -> Compiled:
        return lambda scope: Range(low(scope), high(scope)).holds(value(scope))

    def member(self, value: Compiled, wanted: Compiled) -> Compiled:
        return lambda scope: matches(value(scope), wanted(scope))

    def member_tests(self, value: Compiled, *tests: Compiled) -> Compiled:
        holds = self.any_of(*tests)
        return lambda scope: holds({**scope, CANDIDATE: value(scope)})

    def operate(self, left: Compiled, sign: Token, right: Compiled) -> Compiled:
        return lambda scope: calculate(str(sign), left(scope), right(scope))

    def negative(self, _: Token, value: Compiled) -> Compiled:
        return lambda scope: negative(value(scope))

    def range(self, opened: Token, low: Compiled, _: Token, high: Compiled, closed: Token) -> Compiled:
        return lambda scope: Range(low(scope), high(scope), opened == "[", closed == "]")

    def compares(self, sign: Token, bound: Compiled) -> Compiled:
        return lambda scope: compare(str(sign), scope.get(CANDIDATE), bound(scope))

    def matches(self, wanted: Compiled) -> Compiled:
        return lambda scope: matches(scope.get(CANDIDATE), wanted(scope))

    def condition(self, body: Compiled) -> Compiled:
        def evaluate(scope: Scope) -> bool | None:
            value = body(scope)
            if value is not None and not isinstance(value, bool):
                raise FeelError("a test with ? must be true or false")
            return value

        return evaluate

    def expression(self, body: Compiled) -> Compiled:
        return body

    def tests(self, *tests: Compiled) -> Compiled:
        return self.any_of(*tests)

    def none_of(self, *tests: Compiled) -> Compiled:
        holds = self.any_of(*tests)
        return lambda scope: _opposite(holds(scope))


def _opposite(value: Any) -> bool | None:
    return not value if isinstance(value, bool) else None


def _text(token: str) -> str:
    """What a string literal says.

    Raises:
        FeelError: an escape that FEEL does not have, or half a surrogate pair.
    """

    def one(found: re.Match[str]) -> str:
        return chr(int(found[1][1:], 16)) if len(found[1]) > 1 else _ESCAPES[found[1]]

    try:
        return _ESCAPE.sub(one, token[1:-1]).encode("utf-16", "surrogatepass").decode("utf-16")
    except (KeyError, ValueError) as error:
        raise FeelError(f"not a text of FEEL: {token}") from error


@cache
def _parser() -> Lark:
    grammar = files("casus.feel").joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", start=["expression", "tests"], maybe_placeholders=False)


def _parse(text: str, start: str, names: tuple[str, ...]) -> Node:
    try:
        tree = _parser().parse(_quote(text, names), start=start)
    except UnexpectedInput as error:
        raise FeelError(f"not understood near character {error.pos_in_stream}: {text.strip()}") from error
    if _is_deep(tree):
        raise FeelError(f"more than {MAX_DEPTH} levels deep: {text.strip()[:40]}…")
    return _unary(tree) if start == "tests" else _settled(tree)


def _is_deep(tree: Node) -> bool:
    level = [tree]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in _branches(node)]
    return bool(level)


def _quote(text: str, names: tuple[str, ...]) -> str:
    """Put declared names that are more than one word between backticks, outside strings; longest first."""
    spaced = {" ".join(name.split()): name for name in names if name.split() and not name.isidentifier()}
    if not spaced:
        return text
    words = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(spaced, key=len, reverse=True))
    found = re.compile(rf'("(?:\\.|[^"\\])*"|`[^`]*`)|(?<!\w)(?:{words})(?!\w)', re.DOTALL)
    return found.sub(lambda hit: hit[1] or f"`{spaced[' '.join(hit[0].split())]}`", text)


def _unary(tree: Node) -> Node:
    """The tests of a cell: `not(…)` around all of it, and what a test with `?` in it means."""
    if len(tree.children) == 1 and _is_negation(tree.children[0]):
        tree = Tree("none_of", tree.children[0].children[0].children)  # type: ignore[union-attr]
    tests: list[Node | Token] = []
    for test in _branches(tree):
        body = _settled(test, in_cell=True)
        asks = body.data == "matches" and any(body.find_data("candidate"))
        alone = asks and _branches(body)[0].data == "candidate"
        tests.append(Tree("condition", body.children) if asks and not alone else body)
    return Tree(tree.data, tests)


def _is_negation(test: Node | Token) -> bool:
    return isinstance(test, Tree) and test.data == "matches" and _branches(test)[0].data == "negation"


def _branches(tree: Node) -> list[Node]:
    return [child for child in tree.children if isinstance(child, Tree)]


def _settled(tree: Node, *, in_cell: bool = False) -> Node:
    """The tree in which every `not` is the function over one value.

    Raises:
        FeelError: `not` over tests inside an expression; `?` where it names no column; a test after `in` that
            is no test; a literal that is no day.
    """
    if tree.data == "candidate" and not in_cell:
        raise FeelError("? stands only in a cell of a decision table")
    children: list[Node | Token] = []
    for place, child in enumerate(tree.children):
        asks = in_cell and (place == 0 or tree.data != "member_tests")  # after `in (`, ? would be the value before it
        children.append(_settled(child, in_cell=asks) if isinstance(child, Tree) else child)
    if tree.data == "negation":
        if len(children) != 1 or _branches(tree)[0].data != "matches":
            raise FeelError("inside an expression, not(…) takes one value")
        return Tree("negation", children[0].children)  # type: ignore[union-attr]
    if tree.data == "member" and _branches(tree)[1].data in BOOLEAN:
        raise FeelError("after 'in' stands a value, a list, a range or tests")
    if tree.data == "call":
        _refuse_bad_literal(tree)
    return Tree(tree.data, children)


def _refuse_bad_literal(call: Node) -> None:
    function, *arguments = call.children
    for argument in arguments:
        if function in GIVES and isinstance(argument, Tree) and argument.data == "string":
            text = _text(str(argument.children[0]))
            if FUNCTIONS[str(function)][1](text) is None:
                raise FeelError(f"{text!r} is not a {function}")


def _compile(tree: Node) -> Compiled:
    try:
        body: Compiled = _Compiler().transform(tree)
    except VisitError as error:
        raise FeelError(str(error.__context__ or error)) from error

    def evaluate(scope: Scope) -> Any:
        try:
            return body(scope)
        except (ArithmeticError, ValueError) as error:
            raise error if isinstance(error, FeelError) else FeelError(f"cannot be computed: {error}") from error

    return evaluate


def _expression(text: str, names: tuple[str, ...]) -> Node:
    return _parse(text.strip().removeprefix("="), "expression", names)


def _cell(text: str, names: tuple[str, ...]) -> Node | None:
    """The tests of a cell; None for a cell that holds always."""
    return None if text.strip() in ("", "-") else _parse(text, "tests", names)


@cache
def compile_expression(text: str, names: tuple[str, ...] = ()) -> Compiled:
    """The function of a FEEL expression; a leading `=` (as in Camunda models) is allowed.

    Raises:
        FeelError: the text is not our FEEL.
    """
    return _compile(_expression(text, names))


@cache
def compile_tests(text: str, names: tuple[str, ...] = ()) -> Compiled:
    """The function of a decision cell; the value under test stands in the scope as `?`.

    Raises:
        FeelError: the text is not a list of unary tests of our FEEL.
    """
    tree = _cell(text, names)
    return (lambda _: True) if tree is None else _compile(tree)


@cache
def names_in(text: str, *, tests: bool = False, names: tuple[str, ...] = ()) -> frozenset[str]:
    """The variable names an expression (or a cell, with its `?`) reads.

    Raises:
        FeelError: the text is not our FEEL.
    """
    tree = _cell(text, names) if tests else _expression(text, names)
    return frozenset() if tree is None else frozenset(_free(tree))


def _free(tree: Node) -> set[str]:
    if tree.data == "name":
        return {str(tree.children[0]).strip("`")}
    if tree.data == "candidate":
        return {CANDIDATE}
    found = [_free(child) for child in _branches(tree)]
    if tree.data == "quantified":
        found[1].discard(str(tree.children[1]))
    return set().union(*found)


@cache
def constants(text: str, names: tuple[str, ...] = ()) -> tuple[Any, ...]:
    """The numbers, texts, days and durations that a cell itself writes: where its answer can change.

    Raises:
        FeelError: the text is not a list of unary tests of our FEEL.
    """
    tree = _cell(text, names)
    return () if tree is None else tuple(_constants(tree))


def _constants(tree: Node) -> Iterator[Any]:
    for node in tree.iter_subtrees():
        if node.data in ("number", "string", "negative", "operate", "call") and not _free(node):
            yield _compile(node)({})


__all__ = ["FeelError", "compile_expression", "compile_tests", "constants", "names_in"]
