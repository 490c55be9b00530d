"""From FEEL text to a function: `compile_expression("weken >= 4")({"weken": Decimal(5)})`."""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, DecimalException
from functools import cache, partial
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Transformer, Tree, UnexpectedInput, v_args

from casus.feel.values import CONTEXT, Duration, Range, number, order, same

Scope = Mapping[str, Any]
Compiled = Callable[[Scope], Any]

CANDIDATE = "?"


class FeelError(ValueError):
    """The text is not an expression of our FEEL, or it cannot be computed."""


def compare(sign: str, left: Any, right: Any) -> bool | None:
    """`left sign right`; null wherever the two do not compare."""
    if sign in ("=", "!="):
        equal = same(left, right)
        return None if equal is None else equal is (sign == "=")
    result = order(left, right)
    if result is None:
        return None
    return bool({"<": result < 0, "<=": result <= 0, ">": result > 0, ">=": result >= 0}[sign])


def matches(value: Any, wanted: Any) -> bool | None:
    """The meaning of a bare cell: in the range, in the list, or equal."""
    if isinstance(wanted, Range):
        return wanted.holds(value)
    if isinstance(wanted, list) and not isinstance(value, list):
        return any(matches(value, item) is True for item in wanted)
    return same(value, wanted)


def calculate(sign: str, left: Any, right: Any) -> Any:
    """Arithmetic on numbers, text (+), dates and durations; null for anything else."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _numbers(sign, left, right)
    if sign == "+" and isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(right, Duration) and sign in "+-":
        signed = right if sign == "+" else Duration(-right.months, -right.rest)
        if isinstance(left, date):
            return signed.added_to(left)
        if isinstance(left, Duration) and left.comparable(signed):
            return Duration(left.months + signed.months, left.rest + signed.rest)
    if isinstance(left, Duration) and isinstance(right, date) and sign == "+":
        return left.added_to(right)
    if isinstance(left, date) and isinstance(right, date) and sign == "-":
        return Duration(0, timedelta(days=(left - right).days))
    return None


def _numbers(sign: str, left: Decimal, right: Decimal) -> Decimal | None:
    functions = {
        "+": CONTEXT.add,
        "-": CONTEXT.subtract,
        "*": CONTEXT.multiply,
        "/": CONTEXT.divide,
        "**": CONTEXT.power,
    }
    try:
        return functions[sign](left, right)
    except DecimalException:
        return None


def _date(text: Any) -> date | None:
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


FUNCTIONS: dict[str, tuple[int, Callable[..., Any]]] = {
    "not": (1, lambda value: (not value) if isinstance(value, bool) else None),
    "count": (1, lambda items: Decimal(len(items)) if isinstance(items, list) else None),
    "list contains": (
        2,
        lambda items, wanted: any(same(i, wanted) is True for i in items) if isinstance(items, list) else None,
    ),
    "string length": (1, lambda text: Decimal(len(text)) if isinstance(text, str) else None),
    "contains": (
        2,
        lambda text, part: part in text if isinstance(text, str) and isinstance(part, str) else None,
    ),
    "date": (1, _date),
    "duration": (1, lambda text: Duration.parse(text) if isinstance(text, str) else None),
}


def _logic(parts: list[Compiled], decisive: bool) -> Compiled:
    """Three-valued and/or: the decisive value wins, else null wins, else the other value."""

    def evaluate(scope: Scope) -> Any:
        unknown = False
        for part in parts:
            value = part(scope)
            if value is decisive:
                return decisive
            if not isinstance(value, bool):
                unknown = True
        return None if unknown else not decisive

    return evaluate


@v_args(inline=True)
class _Compiler(Transformer[Token, Compiled]):
    """Each node of the parse tree becomes a function of the scope."""

    def number(self, token: Token) -> Compiled:
        value = number(token)
        return lambda _: value

    def string(self, token: Token) -> Compiled:
        try:
            value = json.loads(token, strict=False)
        except ValueError as error:
            raise FeelError(f"not a text of FEEL: {token}") from error
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

    def list(self, *items: Compiled | None) -> Compiled:
        parts = [item for item in items if item is not None]
        return lambda scope: [part(scope) for part in parts]

    def call(self, function: Token, *arguments: Compiled | None) -> Compiled:
        parts = [part for part in arguments if part is not None]
        count, body = FUNCTIONS[str(function)]
        if len(parts) != count:
            raise FeelError(f"{function}() takes {count} argument(s), not {len(parts)}")
        return lambda scope: body(*(part(scope) for part in parts))

    def conditional(self, condition: Compiled, yes: Compiled, no: Compiled) -> Compiled:
        return lambda scope: yes(scope) if condition(scope) is True else no(scope)

    def quantified(self, kind: Token, name: Token, items: Compiled, test: Compiled) -> Compiled:
        def evaluate(scope: Scope) -> Any:
            values = items(scope)
            if not isinstance(values, builtins.list):
                return None
            tests = [partial(lambda value, _: test({**scope, str(name): value}), value) for value in values]
            return _logic([*tests], decisive=str(kind) == "some")(scope)

        return evaluate

    def any_of(self, *parts: Compiled) -> Compiled:
        return _logic([*parts], decisive=True)

    def all_of(self, *parts: Compiled) -> Compiled:
        return _logic([*parts], decisive=False)

    def compare(self, left: Compiled, sign: Token, right: Compiled) -> Compiled:
        return lambda scope: compare(str(sign), left(scope), right(scope))

    def member(self, value: Compiled, wanted: Compiled) -> Compiled:
        return lambda scope: matches(value(scope), wanted(scope))

    def member_compare(self, value: Compiled, sign: Token, bound: Compiled) -> Compiled:
        return lambda scope: compare(str(sign), value(scope), bound(scope))

    def member_tests(self, value: Compiled, *tests: Compiled) -> Compiled:
        return lambda scope: _logic([*tests], decisive=True)({**scope, CANDIDATE: value(scope)})

    def operate(self, left: Compiled, sign: Token, right: Compiled) -> Compiled:
        return lambda scope: calculate(str(sign), left(scope), right(scope))

    def signed(self, sign: Token, value: Compiled) -> Compiled:
        factor = Decimal(-1 if sign == "-" else 1)
        return lambda scope: calculate("*", factor, value(scope))

    def range(self, low: Compiled, high: Compiled) -> Compiled:
        return lambda scope: Range(low(scope), high(scope), False, False)

    def range_from(self, low: Compiled, high: Compiled) -> Compiled:
        return lambda scope: Range(low(scope), high(scope), True, False)

    def range_upto(self, low: Compiled, high: Compiled) -> Compiled:
        return lambda scope: Range(low(scope), high(scope), False, True)

    def range_both(self, low: Compiled, high: Compiled) -> Compiled:
        return lambda scope: Range(low(scope), high(scope), True, True)

    def compares(self, sign: Token, bound: Compiled) -> Compiled:
        return lambda scope: compare(str(sign), scope.get(CANDIDATE), bound(scope))

    def matches(self, wanted: Compiled) -> Compiled:
        return lambda scope: matches(scope.get(CANDIDATE), wanted(scope))

    def condition(self, body: Compiled) -> Compiled:
        return body

    def expression(self, body: Compiled) -> Compiled:
        return body

    def tests(self, *tests: Compiled) -> Compiled:
        return _logic([*tests], decisive=True)


@cache
def _parser() -> Lark:
    grammar = files("casus.feel").joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", start=["expression", "tests"], maybe_placeholders=False)


def _parse(text: str, start: str, names: Iterable[str]) -> Tree[Token]:
    try:
        return _parser().parse(_quote(text, names), start=start)
    except UnexpectedInput as error:
        raise FeelError(f"not understood near character {error.pos_in_stream}: {text.strip()}") from error


def _quote(text: str, names: Iterable[str]) -> str:
    """Put declared names with spaces between backticks, outside strings; longest first."""
    spaced = sorted((name for name in names if not name.isidentifier()), key=len, reverse=True)
    if not spaced:
        return text
    parts = text.split('"')
    for index in range(0, len(parts), 2):
        for place, name in enumerate(spaced):
            parts[index] = parts[index].replace(name, f"`\0{place}`")
        for place, name in enumerate(spaced):
            parts[index] = parts[index].replace(f"`\0{place}`", f"`{name}`")
    return '"'.join(parts)


def _guarded(body: Compiled) -> Compiled:
    def evaluate(scope: Scope) -> Any:
        try:
            return body(scope)
        except (ArithmeticError, OverflowError, RecursionError) as error:
            raise FeelError(f"cannot be computed: {error}") from error

    return evaluate


@cache
def compile_expression(text: str, names: tuple[str, ...] = ()) -> Compiled:
    """The function of a FEEL expression; a leading `=` (as in Camunda models) is allowed.

    Raises:
        FeelError: the text is not our FEEL.
    """
    tree = _parse(text.strip().removeprefix("="), "expression", names)
    return _guarded(_transform(tree))


@cache
def compile_tests(text: str, names: tuple[str, ...] = ()) -> Compiled:
    """The function of a decision cell; the value under test stands in the scope as `?`.

    Raises:
        FeelError: the text is not a list of unary tests of our FEEL.
    """
    cell = text.strip()
    if cell in ("", "-"):
        return lambda _: True
    if (inner := _negated(cell)) is not None:
        positive = compile_tests(inner, names)

        def negation(scope: Scope) -> bool | None:
            value = positive(scope)
            return None if value is None else not value

        return negation
    tree = _parse(cell, "tests", names)
    for node in tree.iter_subtrees():
        if node.data == "matches" and any(part.data == "candidate" for part in node.iter_subtrees()):
            node.data = Token("RULE", "condition")
    return _guarded(_transform(tree))


def _transform(tree: Tree[Token]) -> Compiled:
    try:
        return _Compiler().transform(tree)
    except FeelError:
        raise
    except Exception as error:
        raise FeelError(str(error.__context__ or error)) from error


def _negated(cell: str) -> str | None:
    """What stands inside `not( … )` when that is the whole cell."""
    if not cell.startswith("not") or not cell.removeprefix("not").lstrip().startswith("("):
        return None
    opened = cell.index("(")
    depth, quoted = 0, False
    for place in range(opened, len(cell)):
        quoted ^= cell[place] == '"' and cell[place - 1] != "\\"
        if not quoted:
            depth += (cell[place] == "(") - (cell[place] == ")")
            if depth == 0:
                return cell[opened + 1 : place] if place == len(cell) - 1 else None
    return None


def names_in(text: str, *, tests: bool = False, names: tuple[str, ...] = ()) -> frozenset[str]:
    """The variable names an expression (or a cell) reads.

    Raises:
        FeelError: the text is not our FEEL.
    """
    text = text.strip()
    if tests and text in ("", "-"):
        return frozenset()
    if tests and (inner := _negated(text)) is not None:
        text = inner
    tree = _parse(text.removeprefix("="), "tests" if tests else "expression", names)
    bound = {str(node.children[1]) for node in tree.find_data("quantified")}
    found = {str(node.children[0]).strip("`") for node in tree.find_data("name")}
    return frozenset(found - bound)


__all__ = ["FeelError", "compile_expression", "compile_tests", "names_in"]
