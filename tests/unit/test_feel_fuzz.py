"""Drawn cells against a slow, obvious reading of them; drawn nonsense never gives another error than ours."""

import json
import operator
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.engine import DecisionError, load_decision
from casus.engine.lint_dmn import lint_dmn
from casus.feel import FeelError, compile_expression, compile_tests, constants, from_json, names_in, plain
from casus.forms import FormulierFout, lees_formulier
from tests.unit.test_dmn_norm import column, result, table, wrap

SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "!=": operator.ne}
NUMBERS = st.integers(-6, 6)
WORDS = st.text(st.sampled_from('ab"\\ ,()[]?é-'), max_size=3)


def written(value):
    """A value as FEEL writes it."""
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


# One test of a cell is a tuple; `text` writes it, `holds` reads it in plain Python.
def drawn_tests(values):
    return st.one_of(
        st.tuples(st.just("is"), values),
        st.tuples(st.just("sign"), st.sampled_from(list(SIGNS)), values),
        st.tuples(st.just("range"), st.sampled_from("[(]"), values, values, st.sampled_from("])[")),
        st.tuples(st.just("list"), st.lists(values, min_size=1, max_size=3)),
        st.tuples(st.just("asked"), st.sampled_from(["and", "or"]), st.sampled_from(list(SIGNS)), values, st.sampled_from(list(SIGNS)), values),
        st.tuples(st.just("between"), values, values),
        st.tuples(st.just("in"), st.lists(values, min_size=2, max_size=3)),
    )  # fmt: skip


def cells_of(values):
    return st.tuples(st.booleans(), st.lists(drawn_tests(values), min_size=1, max_size=3))


def text(test):
    match test:
        case ("is", value):
            return written(value)
        case ("sign", sign, value):
            return f"{sign} {written(value)}"
        case ("range", opened, low, high, closed):
            return f"{opened}{written(low)}..{written(high)}{closed}"
        case ("list", values):
            return f"[{', '.join(map(written, values))}]"
        case ("asked", word, one, low, two, high):
            return f"? {one} {written(low)} {word} ? {two} {written(high)}"
        case ("between", low, high):
            return f"? between {written(low)} and {written(high)}"
        case ("in", values):
            return f"? in ({', '.join(map(written, values))})"


def holds(test, value):
    match test:
        case ("is", wanted):
            return value == wanted
        case ("sign", sign, wanted):
            return SIGNS[sign](value, wanted)
        case ("range", opened, low, high, closed):
            above = value >= low if opened == "[" else value > low
            below = value <= high if closed == "]" else value < high
            return above and below
        case ("list", values) | ("in", values):
            return value in values
        case ("asked", word, one, low, two, high):
            both = (SIGNS[one](value, low), SIGNS[two](value, high))
            return all(both) if word == "and" else any(both)
        case ("between", low, high):
            return low <= value <= high


def cell(drawn):
    negated, tests = drawn
    words = ", ".join(map(text, tests))
    return f"not({words})" if negated else words


def cell_holds(drawn, value):
    negated, tests = drawn
    return any(holds(test, value) for test in tests) != negated


@pytest.mark.parametrize("values", [NUMBERS, WORDS], ids=["integers", "strings"])
@settings(max_examples=600, deadline=None)
@given(data=st.data())
def test_a_cell_holds_as_plain_python_reads_it(values, data):
    drawn, value = data.draw(cells_of(values)), data.draw(values)
    assert compile_tests(cell(drawn))({"?": from_json(value)}) is cell_holds(drawn, value), cell(drawn)


# Expressions: (text, value) pairs, built together, so that the value never goes through our parser.
def calculations():
    def grow(inner):
        pairs = st.tuples(inner, inner)
        return st.one_of(
            st.tuples(pairs, st.sampled_from(["+", "-", "*"])).map(
                lambda d: (f"({d[0][0][0]} {d[1]} {d[0][1][0]})", {"+": operator.add, "-": operator.sub, "*": operator.mul}[d[1]](d[0][0][1], d[0][1][1]))
            ),
            inner.map(lambda d: (f"-{d[0]}", -d[1])),
            pairs.map(lambda d: (f"(if {d[0][0]} < {d[1][0]} then {d[0][0]} else {d[1][0]})", min(d[0][1], d[1][1]))),
        )  # fmt: skip

    leaf = st.integers(0, 99).map(lambda n: (str(n), n))
    return st.recursive(leaf, grow, max_leaves=8)


@settings(max_examples=400, deadline=None)
@given(calculations())
def test_arithmetic_is_that_of_whole_numbers(drawn):
    words, value = drawn
    assert compile_expression(words)({}) == value


def unknowns():
    """Three-valued logic: `None` is not known."""

    def grow(inner):
        return st.one_of(
            st.tuples(inner, inner).map(lambda d: (f"({d[0][0]} and {d[1][0]})", _and(d[0][1], d[1][1]))),
            st.tuples(inner, inner).map(lambda d: (f"({d[0][0]} or {d[1][0]})", _not(_and(_not(d[0][1]), _not(d[1][1]))))),
            inner.map(lambda d: (f"not({d[0]})", _not(d[1]))),
        )  # fmt: skip

    return st.recursive(st.sampled_from([("true", True), ("false", False), ("null", None)]), grow, max_leaves=10)


def _and(one, two):
    if one is False or two is False:
        return False
    return None if one is None or two is None else True


def _not(value):
    return None if value is None else not value


@settings(max_examples=400, deadline=None)
@given(unknowns())
def test_logic_has_three_values(drawn):
    assert compile_expression(drawn[0])({}) is drawn[1]


ROWS = st.lists(st.tuples(cells_of(NUMBERS), cells_of(WORDS), st.integers(0, 2)), min_size=1, max_size=4)


@settings(max_examples=200, deadline=None)
@given(
    rows=ROWS, number=NUMBERS, word=WORDS, policy=st.sampled_from(["UNIQUE", "ANY", "FIRST", "RULE ORDER", "COLLECT"])
)
def test_a_table_decides_as_plain_python_reads_it(rows, number, word, policy):
    hits = [(f"r{n}", out) for n, (a, b, out) in enumerate(rows, 1) if cell_holds(a, number) and cell_holds(b, word)]
    data = rows_as_table(rows, policy)
    if len(hits) > 1 and (policy == "UNIQUE" or (policy == "ANY" and len({out for _, out in hits}) > 1)):
        with pytest.raises(DecisionError):
            load_decision(data).decide({"x": number, "y": word})
        return
    found = load_decision(data).decide({"x": number, "y": word})
    if policy in ("RULE ORDER", "COLLECT"):
        expected, ids = [{"uit": out} for _, out in hits], [ident for ident, _ in hits]
    else:
        expected = {"uit": hits[0][1]} if hits else None
        ids = [ident for ident, _ in (hits[:1] if policy == "FIRST" else hits)]
    assert (plain(found.waarde), list(found.regels)) == (expected, ids)


def rows_as_table(rows, policy):
    """The table with cells put in afterwards: they may hold the bars that `table` splits on."""
    lines = [f"A{n}A | B{n}B -> {out}" for n, (_, _, out) in enumerate(rows)]
    data = wrap(
        table([column("x", "number"), column("y", "string")], lines, [result("uit", "number")], policy)
    ).decode()
    for n, (one, two, _) in enumerate(rows):
        for mark, drawn in ((f"A{n}A", one), (f"B{n}B", two)):
            data = data.replace(mark, cell(drawn).replace("&", "&amp;").replace("<", "&lt;"))
    return data.encode()


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(cells_of(NUMBERS), min_size=1, max_size=4))
def test_lint_finds_every_overlap_and_gap_over_whole_numbers(rows):
    data = wrap(table([column("x", "integer")], [f"{cell(drawn)} -> 1" for drawn in rows]))
    found = [melding.tekst for melding in lint_dmn("t.dmn", data)]
    counts = [sum(cell_holds(drawn, value) for drawn in rows) for value in range(-9, 10)]
    if any("past nooit" in text for text in found):
        return  # said first
    assert any("overlapt" in text for text in found) == any(count > 1 for count in counts)
    assert any("gat" in text for text in found) == (0 in counts)


WORDS_OF_FEEL = st.sampled_from(
    ["if ", " then ", " else ", "some ", "every ", " in ", " satisfies ", " and ", " or ", "not(", "date(", "duration(", "count(", "list contains(", "string length(",
     "contains(", "true", "false", "null", "?", "-", "+", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "(", ")", "[", "]", "..", ",", ".", "`", '"', "\\", '"a"', '"2026-10-05"',
     '"P1D"', "x", "y", "x y", "0", "1", "99", "1.5", "9e9", "between", " ", "\n", "é", "\0", "\ud800", "🐎", "{", "}", ":", ";", "@", "#", "٣"]
)  # fmt: skip
NONSENSE = st.one_of(st.text(max_size=20), st.lists(WORDS_OF_FEEL, max_size=12).map("".join))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=5), st.sampled_from(["2026-10-05", "P1D", "ja"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abxy"), inner, max_size=3)), max_leaves=6,
)  # fmt: skip


@settings(max_examples=800, deadline=None)
@given(words=NONSENSE, x=VALUES, y=VALUES, names=st.sampled_from([(), ("x y",), ("x", "y ", "")]))
def test_nonsense_raises_nothing_but_our_own_error(words, x, y, names):
    try:
        scope = {"x": from_json(x), "y": from_json(y), "?": from_json(x)}
    except ValueError:
        scope = {}
    for read in (compile_expression, compile_tests):
        try:
            read(words, names)(scope)
        except FeelError:
            continue
    for ask in (names_in, lambda words: names_in(words, tests=True), constants):
        try:
            ask(words)
        except FeelError:
            continue


@pytest.mark.parametrize(
    "words",
    [
        "(" * 5000 + "1" + ")" * 5000,
        "-" * 5000 + "1",
        "not(" * 3000 + "true" + ")" * 3000,
        "1+" * 20000 + "1",
        "[" * 4000 + "]" * 4000,
        "9**" * 50 + "9",
        "if true then " * 2000 + "1" + " else 2" * 2000,
    ],
)
def test_what_is_very_deep_or_long_is_answered_or_refused(words):
    for read in (compile_expression, compile_tests, names_in, constants):
        try:
            found = read(words)
            if callable(found):
                found({"?": Decimal(1)})
        except FeelError:
            continue


@settings(max_examples=300, deadline=None)
@given(
    cells=st.lists(NONSENSE, min_size=3, max_size=3),
    kind=st.sampled_from(["number", "string", "boolean", "date", "dayTimeDuration", "Any", "int", ""]),
    policy=st.sampled_from(["UNIQUE", "ANY", "COLLECT", "X"]),
    given_=st.dictionaries(st.sampled_from("xyz"), VALUES, max_size=3),
)
def test_a_table_of_nonsense_is_decided_or_refused(cells, kind, policy, given_):
    spots = wrap(table([column("SPOT0", kind or None)], ["SPOT1 -> SPOT2"], policy=policy)).decode()
    for n, words in enumerate(cells):
        clean = "".join(c for c in words if c.isprintable() or c == "\n").replace("&", "&amp;").replace("<", "&lt;")
        spots = spots.replace(f"SPOT{n}", clean)
    try:
        data = spots.encode()
    except UnicodeEncodeError:
        return
    with suppress(DecisionError):
        json.dumps(plain(load_decision(data).decide(given_).waarde))
    for melding in lint_dmn("t.dmn", data):
        assert melding.element
        assert melding.tekst


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=60))
def test_bytes_that_are_no_table_are_refused(data):
    with pytest.raises(DecisionError):
        load_decision(data)


KEYS = st.sampled_from(
    [
        "id",
        "type",
        "key",
        "label",
        "components",
        "properties",
        "values",
        "validate",
        "conditional",
        "hide",
        "min",
        "required",
        "domein",
        "value",
        "text",
        "appearance",
        "pattern",
    ]
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.text(max_size=4), st.sampled_from(["f", "textfield", "radio", "group", "text", "number", "D04", "=x", "("])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)), max_leaves=15,
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(
        JSON,
        st.lists(st.dictionaries(KEYS, JSON, max_size=6), max_size=3).map(
            lambda parts: {"id": "f", "components": parts}
        ),
    )
)
def test_a_form_of_nonsense_is_read_or_refused(document):
    refused = "f: "
    try:
        lees_formulier(json.dumps(document).encode(), "f")
    except FormulierFout as error:
        refused = str(error)
    assert refused.startswith("f: ")
