"""FEEL as we read it, and everything that we refuse to read."""

from datetime import date
from decimal import Decimal

import pytest

from casus.feel import Duration, FeelError, compile_expression, compile_tests, from_json, names_in, plain


def value(text, **names):
    return plain(compile_expression(text)({key: from_json(given) for key, given in names.items()}))


def cell(text, given, **names):
    return compile_tests(text)({"?": from_json(given), **{key: from_json(item) for key, item in names.items()}})


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ('=route = "medisch"', {"route": "medisch"}, True),
        ('if a > 3 then "x" else "y"', {"a": 5}, "x"),
        ('if a > 3 then "x" else "y"', {}, "y"),
        ("1 + 2 * 3 ** 2 - 4", {}, 15),
        ("-3 + 5", {}, 2),
        ("0.1 + 0.2 = 0.3", {}, True),
        ("1 / 0", {}, None),
        ("some x in [1, 2, 3] satisfies x > 2", {}, True),
        ("every x in [1, 2, 3] satisfies x > 2", {}, False),
        ("x in [1..3]", {"x": 3}, True),
        ("x in (1..3)", {"x": 3}, False),
        ("x in (1, 3)", {"x": 3}, True),
        ("x in > 2", {"x": 3}, True),
        ("a in (> 4, < 1)", {"a": 0}, True),
        ("null = null", {}, True),
        ("a < 3", {}, None),
        ('a = "3"', {"a": 3}, None),
        ("not(true) or false", {}, False),
        ("true and null", {}, None),
        ("false and null", {}, False),
        ("true or null", {}, True),
        ("count([1, 2])", {}, 2),
        ('list contains(["a"], "a")', {}, True),
        ('string length("abc")', {}, 3),
        ('contains("abc", "b")', {}, True),
        ('date("2026-10-05") + duration("P2M")', {}, "2026-12-05"),
        ('date("2026-12-31") + duration("P2M")', {}, "2027-02-28"),
        ('date("2026-10-05") - date("2026-10-01") = duration("P4D")', {}, True),
    ],
)
def test_expression_means_what_feel_says(text, names, expected):
    assert value(text, **names) == expected


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("-", 1, True), ("4,7", 7, True), ("4,7", 5, False), ("[4..9]", 9, True), ("(9..20]", 9, False), ("> 7", 8, True),
        ("not(7)", 7, False), ("not(7)", 8, True), ("not(4,7,> 7)", 9, False), ("not(4,7,> 7)", 5, True),
        ('"a","b"', "b", True), ("? > 3 and ? < 5", 4, True), ("true", True, True), ("true", False, False),
        ("null", None, True), ("-5", -5, True), ("[1,2,3]", 2, True), ("not(null)", None, False),
    ],
)  # fmt: skip
def test_cell_means_what_feel_says(text, given, expected):
    assert cell(text, given) is expected


@pytest.mark.parametrize(
    "text",
    [
        "for x in y return x", "{a: 1}", "foo(1)", "a[1]", 'date and time("x")', '"a', "x = = 3",
        '@"2020-01-01"', "function(x) x", "__import__('os')", "a.b()", "count(1, 2)", "x; y", "",
    ],
)  # fmt: skip
def test_what_we_do_not_support_does_not_parse(text):
    with pytest.raises(FeelError):
        compile_expression(text)


def test_text_never_silently_meets_a_date():
    with pytest.raises(ValueError, match="compared with a date"):
        compile_expression("a > b")({"a": "2026-01-01", "b": date(2026, 1, 2)})


def test_names_with_spaces_are_read_when_declared():
    assert compile_expression("Applicant Age + 1", ("Applicant Age",))({"Applicant Age": Decimal(3)}) == 4


def test_names_in_leaves_bound_names_out():
    assert names_in("some x in lijst satisfies x > grens") == {"lijst", "grens"}
    assert names_in("x > 1 and (some x in x satisfies x > grens)") == {"x", "grens"}
    assert names_in("not(? > a, b)", tests=True) == {"?", "a", "b"}


def test_duration_never_mixes_months_and_days():
    assert Duration.parse("P1M2D") is None
    assert Duration.parse("P1Y2M") == Duration(14)
