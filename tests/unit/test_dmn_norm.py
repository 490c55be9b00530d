"""Single decision tables against DMN 1.1 to 1.5: the answer of the standard, or a refusal; never another answer."""

import json
from xml.sax.saxutils import escape, quoteattr

import pytest
from click.testing import CliRunner

from casus.cli import cli
from casus.engine import DecisionError, load_decision
from casus.feel import plain

REFUSED = "refused"
DMN = {
    "1.1": "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "1.1, as Camunda first wrote it": "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
    "1.2": "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
}


def tag(element, /, *inside, **attributes):
    words = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value is not None)
    return f"<{element}{words}>{''.join(inside)}</{element}>"


def text(words):
    return tag("text", escape(words))


def column(expression, kind=None, values=None, **attributes):
    """One input column."""
    return tag(
        "input",
        tag("inputExpression", text(expression), typeRef=kind),
        "" if values is None else tag("inputValues", text(values)),
        **attributes,
    )


def result(name=None, kind=None, values=None, default=None):
    """One output column."""
    return tag(
        "output",
        "" if values is None else tag("outputValues", text(values)),
        "" if default is None else tag("defaultOutputEntry", text(default)),
        name=name, typeRef=kind,
    )  # fmt: skip


def rule(line, place, width):
    """`> 5 | "a" -> 1`: cells between bars, the outputs after the arrow."""
    tests, _, values = line.partition("->")
    cells = [cell.strip() for cell in tests.split("|")] if width else []
    entries = [tag("inputEntry", text(cell)) for cell in cells]
    return tag("rule", *entries, *(tag("outputEntry", text(v.strip())) for v in values.split("|")), id=f"r{place}")


def wrap(*inside, version="1.3", **attributes):
    return tag("definitions", *inside, xmlns=DMN[version], name="test", namespace="urn:test", **attributes).encode()


def table(columns, rows, outputs=None, policy=None, *, variable="", requires="", aggregation=None):
    rules = [rule(line, place, len(columns)) for place, line in enumerate(rows, 1)]
    body = tag(
        "decisionTable", *columns, *(outputs or [result("uit")]), *rules, hitPolicy=policy, aggregation=aggregation
    )
    return tag("decision", variable, requires, body, id="d", name="Besluit")


def given(name, kind=None):
    return tag("inputData", tag("variable", name=name, typeRef=kind), id=f"i_{name[0]}", name=name)


def typed(name, base=None, values=None, **attributes):
    return tag(
        "itemDefinition",
        "" if base is None else tag("typeRef", base),
        "" if values is None else tag("allowedValues", text(values)),
        name=name, **attributes,
    )  # fmt: skip


def answer(data, values):
    """The outcome and the rows, or the word refused."""
    try:
        found = load_decision(data).decide(values)
    except DecisionError as error:
        return REFUSED if len(str(error)) > 10 else str(error)  # a refusal is a sentence
    return plain(found.waarde), found.regels


NUM, TXT, BOO, DAY = column("x", "number"), column("x", "string"), column("x", "boolean"), column("x", "date")
AGE = [column("leeftijd", "number"), column("risico", "string", '"Hoog","Laag"'), column("betaalbaar", "boolean")]
APPROVAL = [
    '>=18 | "Laag" | true -> "ja"',
    '<18 | "Laag" | true -> "nee"',
    '- | "Hoog" | true -> "nee"',
    '- | - | false -> "nee"',
]
OVERLAP = ['> 1 -> "a"', '> 2 -> "b"']
ROW = tag(
    "itemDefinition",
    tag("itemComponent", tag("typeRef", "tW"), name="w"),
    tag("itemComponent", tag("typeRef", "number"), name="g"),
    name="tRij",
)
A, B, NONE = {"uit": "a"}, {"uit": "b"}, (None, ())

CASES = {
    # one table of each version
    **{f"version {v}": (wrap(table(AGE, APPROVAL), version=v), {"leeftijd": 18, "risico": "Laag", "betaalbaar": True}, ({"uit": "ja"}, ("r1",))) for v in DMN},
    "a prefix on every element": (
        wrap(table([NUM], ["1 -> 2"])).replace(b"<", b"<d:").replace(b"<d:/", b"</d:").replace(b"xmlns=", b"xmlns:d="), {"x": 1}, ({"uit": 2}, ("r1",)),
    ),
    "feel: before the type, as DMN 1.1 wrote it": (wrap(table([column("x", "feel:number")], ["> 5 -> 1"]), version="1.1"), {"x": 6}, ({"uit": 1}, ("r1",))),
    "no hit policy is UNIQUE": (wrap(table([NUM], OVERLAP)), {"x": 3}, REFUSED),
    # hit policies
    "UNIQUE, one row": (wrap(table([NUM], OVERLAP, policy="UNIQUE")), {"x": 2}, (A, ("r1",))),
    "UNIQUE, two rows": (wrap(table([NUM], OVERLAP, policy="UNIQUE")), {"x": 3}, REFUSED),
    "UNIQUE, two rows that say the same": (wrap(table([NUM], ['> 1 -> "a"', '> 2 -> "a"'])), {"x": 3}, REFUSED),
    "ANY, two rows that agree": (wrap(table([NUM], ['> 1 -> "a"', '> 2 -> "a"'], policy="ANY")), {"x": 3}, (A, ("r1", "r2"))),
    "ANY, two rows that differ": (wrap(table([NUM], OVERLAP, policy="ANY")), {"x": 3}, REFUSED),
    "ANY, true is not 1": (wrap(table([NUM], ["> 1 -> true", "> 2 -> 1"], policy="ANY")), {"x": 3}, REFUSED),
    "ANY, 1 is 1.0": (wrap(table([NUM], ["> 1 -> 1.0", "> 2 -> 1"], policy="ANY")), {"x": 3}, ({"uit": 1}, ("r1", "r2"))),
    "FIRST": (wrap(table([NUM], OVERLAP, policy="FIRST")), {"x": 3}, (A, ("r1",))),
    "FIRST looks no further": (wrap(table([NUM], ["> 1 -> 5", '> 2 -> "x"'], [result("uit", "number")], "FIRST")), {"x": 3}, ({"uit": 5}, ("r1",))),
    "RULE ORDER": (wrap(table([NUM], OVERLAP, policy="RULE ORDER")), {"x": 3}, ([A, B], ("r1", "r2"))),
    "COLLECT": (wrap(table([NUM], OVERLAP, policy="COLLECT")), {"x": 3}, ([A, B], ("r1", "r2"))),
    "COLLECT keeps what is double": (wrap(table([NUM], ['> 1 -> "a"', '> 2 -> "a"'], policy="COLLECT")), {"x": 3}, ([A, A], ("r1", "r2"))),
    "COLLECT of nothing": (wrap(table([NUM], OVERLAP, policy="COLLECT")), {"x": 0}, ([], ())),
    "RULE ORDER of nothing": (wrap(table([NUM], OVERLAP, policy="RULE ORDER")), {"x": 0}, ([], ())),
    "PRIORITY": (wrap(table([NUM], OVERLAP, policy="PRIORITY")), {"x": 3}, REFUSED),
    "OUTPUT ORDER": (wrap(table([NUM], OVERLAP, policy="OUTPUT ORDER")), {"x": 3}, REFUSED),
    **{f"COLLECT {a}": (wrap(table([NUM], ["> 1 -> 1"], policy="COLLECT", aggregation=a)), {"x": 3}, REFUSED) for a in ("SUM", "MIN", "MAX", "COUNT")},
    "a hit policy that is none": (wrap(table([NUM], OVERLAP, policy="U")), {"x": 3}, REFUSED),
    # no row, no input
    "no row": (wrap(table([NUM], OVERLAP)), {"x": 0}, NONE),
    "no row, a default": (wrap(table([NUM], OVERLAP, [result("uit", default='"z"')])), {"x": 0}, ({"uit": "z"}, ())),
    "no row, one default of two": (wrap(table([NUM], ["> 1 -> 1 | 2"], [result("a", default="7"), result("b")])), {"x": 0}, ({"a": 7, "b": None}, ())),
    "a row, a default": (wrap(table([NUM], OVERLAP, [result("uit", default='"z"')])), {"x": 2}, (A, ("r1",))),
    "a default for FIRST": (wrap(table([NUM], OVERLAP, [result("uit", default="x + 1")], "FIRST")), {"x": 0}, ({"uit": 1}, ())),
    "a default for COLLECT": (wrap(table([NUM], OVERLAP, [result("uit", default='"z"')], "COLLECT")), {"x": 0}, REFUSED),
    "a default for RULE ORDER": (wrap(table([NUM], OVERLAP, [result("uit", default='"z"')], "RULE ORDER")), {"x": 0}, REFUSED),
    "null given": (wrap(table([NUM], ["> 1 -> 1", "- -> 2"])), {"x": None}, ({"uit": 2}, ("r2",))),
    "nothing given": (wrap(table([NUM], ["> 1 -> 1", "null -> 2"])), {}, ({"uit": 2}, ("r2",))),
    "not(…) of null compared": (wrap(table([NUM], ["not(> 1) -> 1"])), {"x": None}, NONE),
    "more given than asked": (wrap(table([NUM], ["1 -> 1"])), {"x": 1, "ander": {"a": [1]}}, ({"uit": 1}, ("r1",))),
    "no columns": (wrap(table([], ['-> "a"'])), {}, (A, ("r1",))),
    "no rows": (wrap(table([NUM], [])), {"x": 1}, NONE),
    # types of what is given
    "a boolean": (wrap(table([BOO], ['true -> "a"', 'false -> "b"'])), {"x": False}, (B, ("r2",))),
    "text for a boolean": (wrap(table([BOO], ['true -> "a"', 'false -> "b"'])), {"x": "true"}, REFUSED),
    "a number for a boolean": (wrap(table([BOO], ['true -> "a"'])), {"x": 1}, REFUSED),
    "text for a number": (wrap(table([NUM], ["5 -> 1"])), {"x": "5"}, REFUSED),
    "a boolean for a number": (wrap(table([NUM], ["1 -> 1"])), {"x": True}, REFUSED),
    "a number for text": (wrap(table([TXT], ['"5" -> 1'])), {"x": 5}, REFUSED),
    "a list for text": (wrap(table([TXT], ['"a" -> 1'])), {"x": ["a", "b"]}, REFUSED),
    "a date, as JSON has it": (wrap(table([DAY], ['< date("2026-10-05") -> "a"', '>= date("2026-10-05") -> "b"'])), {"x": "2026-10-05"}, (B, ("r2",))),
    "a date in a range": (wrap(table([DAY], ['[date("2026-10-01")..date("2026-10-31")] -> 1'])), {"x": "2026-10-31"}, ({"uit": 1}, ("r1",))),
    "a date that is none": (wrap(table([DAY], ["- -> 1"])), {"x": "2026-02-30"}, REFUSED),
    "a date with a time": (wrap(table([DAY], ["- -> 1"])), {"x": "2026-10-05T10:00:00"}, REFUSED),
    "text in a cell for dates": (wrap(table([DAY], ['"2026-10-05" -> 1'])), {"x": "2026-10-05"}, REFUSED),
    "a date without a type": (wrap(table([column("x")], ['date("2026-10-05") -> 1'])), {"x": "2026-10-05"}, REFUSED),
    "a date beside a date": (wrap(table([DAY, column("y", "date")], ["- | > x -> 1"])), {"x": "2026-10-05", "y": "2026-10-06"}, ({"uit": 1}, ("r1",))),
    "days after a date": (wrap(table([column('x + duration("P14D")', "date")], ['> date("2026-10-10") -> 1']), given("x", "date")), {"x": "2026-10-01"}, ({"uit": 1}, ("r1",))),
    "days after text": (wrap(table([column('x + duration("P14D")', "date")], ['> date("2026-10-10") -> 1'])), {"x": "2026-10-01"}, REFUSED),
    "a duration": (wrap(table([column("x", "dayTimeDuration")], ['> duration("P3D") -> 1'])), {"x": "PT96H"}, ({"uit": 1}, ("r1",))),
    "an integer": (wrap(table([column("x", "integer")], ["5 -> 1"])), {"x": 5}, ({"uit": 1}, ("r1",))),
    "half an integer": (wrap(table([column("x", "integer")], ["- -> 1"])), {"x": 2.5}, REFUSED),
    "a long and a double": (wrap(table([column("x", "long"), column("y", "double")], ["5 | 2.5 -> 1"])), {"x": 5, "y": 2.5}, ({"uit": 1}, ("r1",))),
    "0.1 + 0.2": (wrap(table([column("a + b", "number")], ["0.3 -> a + b"])), {"a": 0.1, "b": 0.2}, ({"uit": 0.3}, ("r1",))),
    "a number below zero": (wrap(table([NUM], ["[-5..-1] -> -x"])), {"x": -3}, ({"uit": 3}, ("r1",))),
    "no type at all": (wrap(table([column("x")], ['5, "a", true -> 1'])), {"x": "a"}, ({"uit": 1}, ("r1",))),
    "the type Any": (wrap(table([column("x", "Any")], ["[1, 2] -> 1"])), {"x": [1, 2]}, ({"uit": 1}, ("r1",))),
    **{f"the type {k}": (wrap(table([column("x", k)], ["- -> 1"])), {"x": None}, REFUSED) for k in ("time", "dateTime", "date and time", "int", "tOnbekend", "context")},
    "a member of a context": (wrap(table([column("kind.prijs", "number")], ["> 10 -> true", "<= 10 -> false"])), {"kind": {"prijs": 10}}, ({"uit": False}, ("r2",))),
    "a cell that names a member": (wrap(table([NUM], ["> kind.prijs -> 1"])), {"x": 5, "kind": {"prijs": 4}}, ({"uit": 1}, ("r1",))),
    "a list as input": (wrap(table([column("count(x)", "number")], ["2 -> 1"])), {"x": ["a", "b"]}, ({"uit": 1}, ("r1",))),
    "an input in the list of another": (wrap(table([TXT], ["ziektes -> x + \"!\""]), given("ziektes", "tLijst"), typed("tLijst", "string", isCollection="true")), {"x": "griep", "ziektes": ["griep"]}, ({"uit": "griep!"}, ("r1",))),
    "not a number": (wrap(table([NUM], ["- -> 1"])), {"x": float("nan")}, REFUSED),
    "without end": (wrap(table([NUM], ["> 5 -> 1"])), {"x": float("inf")}, REFUSED),
    "half a character": (wrap(table([TXT], ["- -> x"])), {"x": "\ud800"}, REFUSED),
    # names and expressions
    "a name with spaces": (wrap(table([column("Age of Applicant", "number")], ["> 5 -> Age of Applicant + 1"]), given("Age of Applicant", "number")), {"Age of Applicant": 6}, ({"uit": 7}, ("r1",))),
    "a name with spaces that nobody declares": (wrap(table([column("Age of Applicant", "number")], ["> 5 -> 1"])), {"Age of Applicant": 6}, REFUSED),
    "a name with a hyphen": (wrap(table([column("pre-bureau risk", "string")], ['"LOW" -> 1']), given("pre-bureau risk")), {"pre-bureau risk": "LOW"}, ({"uit": 1}, ("r1",))),
    "an expression as input": (wrap(table([column("uren / weken", "number")], ["> 4 -> uren"])), {"uren": 16, "weken": 2}, ({"uit": 16}, ("r1",))),
    "a condition as input": (wrap(table([column("leeftijd >= 18", "boolean")], ["true -> 1", "false -> 2"])), {"leeftijd": 17}, ({"uit": 2}, ("r2",))),
    "a constant as input": (wrap(table([column("123")], ["123 -> 1"])), {}, ({"uit": 1}, ("r1",))),
    "an input without expression": (wrap(table([column("")], ["- -> 1"])), {}, REFUSED),
    "text without quotes in a cell": (wrap(table([TXT], ["medisch -> 1"])), {"x": "medisch"}, REFUSED),
    "text without quotes as outcome": (wrap(table([NUM], ["5 -> medisch"])), {"x": 5}, REFUSED),
    "a name that is declared and not given": (wrap(table([NUM], ["> grens -> 1", "- -> 2"]), given("grens", "number")), {"x": 5}, ({"uit": 2}, ("r2",))),
    "a function we do not have": (wrap(table([column("floor(x)", "number")], ["- -> 1"])), {"x": 1}, REFUSED),
    "an outcome that is computed": (wrap(table([NUM], ['- -> if x > 3 then "a" else "b"'])), {"x": 5}, (A, ("r1",))),
    "an outcome that is a date": (wrap(table([DAY], ['- -> x + duration("P1M")'], [result("uit", "date")])), {"x": "2026-01-31"}, ({"uit": "2026-02-28"}, ("r1",))),
    "an outcome that is a list": (wrap(table([NUM], ["- -> [x, x + 1]"])), {"x": 5}, ({"uit": [5, 6]}, ("r1",))),
    "an outcome that is a range": (wrap(table([NUM], ["- -> [1..x]"])), {"x": 5}, REFUSED),
    "an outcome left open": (wrap(table([NUM], ["- -> "])), {"x": 5}, ({"uit": None}, ("r1",))),
    "an outcome of a dash": (wrap(table([NUM], ["- -> -"])), {"x": 5}, REFUSED),
    "a cell left open": (wrap(table([NUM], [" -> 1"])), {"x": 5}, ({"uit": 1}, ("r1",))),
    "a cell in CDATA": (wrap(table([NUM], ["CEL -> 1"])).replace(b"CEL", b"<![CDATA[> 4]]>"), {"x": 5}, ({"uit": 1}, ("r1",))),
    "a comment in a cell": (wrap(table([NUM], ["CEL -> 1"])).replace(b"CEL", b"> <!-- drempel -->4"), {"x": 5}, ({"uit": 1}, ("r1",))),
    "an instruction in a cell": (wrap(table([NUM], ["CEL -> 1"])).replace(b"CEL", b"> <?pi 9?>4"), {"x": 5}, ({"uit": 1}, ("r1",))),
    "an element in a cell": (wrap(table([NUM], ["CEL -> 1"])).replace(b"CEL", b"> 4<b/>00"), {"x": 5}, REFUSED),
    # what a column may hold
    "a value that is allowed": (wrap(table([column("x", "number", "[0..10]")], ["- -> 1"])), {"x": 10}, ({"uit": 1}, ("r1",))),
    "a value that is not allowed": (wrap(table([column("x", "string", '"a","b"')], ["- -> 1"])), {"x": "c"}, REFUSED),
    "allowed values left open": (wrap(table([column("x", "string", "")], ["- -> 1"])), {"x": "c"}, ({"uit": 1}, ("r1",))),
    "null is always allowed": (wrap(table([column("x", "string", '"a"')], ["- -> 1"])), {"x": None}, ({"uit": 1}, ("r1",))),
    "an outcome that may be": (wrap(table([NUM], OVERLAP, [result("uit", values='"a","b"')])), {"x": 2}, (A, ("r1",))),
    "an outcome that may not be": (wrap(table([NUM], OVERLAP, [result("uit", values='"b"')])), {"x": 2}, REFUSED),
    "an outcome of another type": (wrap(table([NUM], ['- -> "5"'], [result("uit", "number")])), {"x": 2}, REFUSED),
    "text for an outcome that is a date": (wrap(table([NUM], ['- -> "2026-10-05"'], [result("uit", "date")])), {"x": 2}, REFUSED),
    "the type of the decision": (wrap(table([NUM], ['- -> "5"'], [result()], variable=tag("variable", name="Besluit", typeRef="number"))), {"x": 2}, REFUSED),
    "a type of one's own": (wrap(table([column("x", "tLeeftijd")], ["> 5 -> 1"]), typed("tLeeftijd", "number", "[0..120]")), {"x": 6}, ({"uit": 1}, ("r1",))),
    "outside a type of one's own": (wrap(table([column("x", "tns:tLeeftijd")], ["- -> 1"]), typed("tLeeftijd", "number", "[0..120]")), {"x": 121}, REFUSED),
    "outside the type of the input data": (wrap(table([NUM], ["- -> 1"]), given("x", "tA"), typed("tA", "tB"), typed("tB", "number", "< 9")), {"x": 9}, REFUSED),
    "limits inside a list": (wrap(table([column("x", "tLijst")], ["- -> 1"]), typed("tLijst", "tA", isCollection="true"), typed("tA", "string", '"a"')), {"x": ["b"]}, REFUSED),
    "a list of itself": (wrap(table([NUM], ["- -> 1"], [result()], variable=tag("variable", name="D", typeRef="tA")), typed("tA", "tA", isCollection="true")), {"x": 1}, REFUSED),
    "a type that is itself": (wrap(table([column("x", "tA")], ["- -> 1"]), typed("tA", "tB"), typed("tB", "tA")), {"x": 1}, REFUSED),
    "outside the type of a member of the outcome": (wrap(table([NUM], ['- -> "c" | 2'], [result("w"), result("g")], variable=tag("variable", name="Besluit", typeRef="tRij")), ROW, typed("tW", "string", '"a","b"')), {"x": 2}, REFUSED),
    "inside the types of the members of the outcome": (wrap(table([NUM], ['- -> "a" | 2'], [result("w"), result("g")], "COLLECT", variable=tag("variable", name="Besluit", typeRef="tRijen")), ROW, typed("tRijen", "tRij", isCollection="true"), typed("tW", "string", '"a","b"')), {"x": 2}, ([{"w": "a", "g": 2}], ("r1",))),
    "a list of texts, COLLECT": (wrap(table([NUM], ['> 1 -> "a"', '> 2 -> "b"'], [result()], "COLLECT", variable=tag("variable", name="D", typeRef="tWs")), typed("tWs", "tW", isCollection="true"), typed("tW", "string", '"a","b"')), {"x": 3}, ([{"D": "a"}, {"D": "b"}], ("r1", "r2"))),
    "outside a list of texts, COLLECT": (wrap(table([NUM], ['> 1 -> "a"', '> 2 -> "c"'], [result()], "COLLECT", variable=tag("variable", name="D", typeRef="tWs")), typed("tWs", "tW", isCollection="true"), typed("tW", "string", '"a","b"')), {"x": 3}, REFUSED),
    # outputs
    "two outputs": (wrap(table([NUM], ['> 1 -> "a" | 2'], [result("woord"), result("getal", "number")])), {"x": 3}, ({"woord": "a", "getal": 2}, ("r1",))),
    "two outputs, COLLECT": (wrap(table([NUM], ['> 1 -> "a" | 2', '> 2 -> "b" | 3'], [result("w"), result("g")], "COLLECT")), {"x": 3}, ([{"w": "a", "g": 2}, {"w": "b", "g": 3}], ("r1", "r2"))),
    "two outputs, ANY that differs in one": (wrap(table([NUM], ['> 1 -> "a" | 2', '> 2 -> "a" | 3'], [result("w"), result("g")], "ANY")), {"x": 3}, REFUSED),
    "two outputs without a name": (wrap(table([NUM], ["- -> 1 | 2"], [result(), result()])), {"x": 3}, REFUSED),
    "two outputs of one name": (wrap(table([NUM], ["- -> 1 | 2"], [result("a"), result("a")])), {"x": 3}, REFUSED),
    "one output has the name of the decision": (wrap(table([NUM], ["- -> 1"], [result()])), {"x": 3}, ({"Besluit": 1}, ("r1",))),
    "one output has the name of the variable": (wrap(table([NUM], ["- -> 1"], [result()], variable=tag("variable", name="Uitslag"))), {"x": 3}, ({"Uitslag": 1}, ("r1",))),
    "an output name with a space": (wrap(table([NUM], ["- -> 1"], [result("Route van de casus")])), {"x": 3}, ({"Route van de casus": 1}, ("r1",))),
    "no output": (wrap(table([NUM], ["- -> 1"], [" "])), {"x": 3}, REFUSED),
    "a row with a cell too few": (wrap(table([NUM, column("y", "number")], ["5 -> 1"])), {"x": 5, "y": 5}, REFUSED),
    "a row with a cell too many": (wrap(table([NUM], ["5 | 6 -> 1"])), {"x": 5}, REFUSED),
    "a row without an id": (wrap(table([NUM], ["4 -> 1", "5 -> 2"]).replace(' id="r2"', "")), {"x": 5}, ({"uit": 2}, ("regel_2",))),
    # other logic
    "two decisions": (wrap(table([NUM], ["- -> 1"]), table([NUM], ["- -> 2"])), {"x": 1}, REFUSED),
    "no decision": (wrap(given("x")), {}, REFUSED),
    "a literal expression": (wrap(tag("decision", tag("literalExpression", text("1 + 1")), id="d", name="D")), {}, REFUSED),
    "a context": (wrap(tag("decision", tag("context", tag("contextEntry", tag("literalExpression", text("1")))), id="d", name="D")), {}, REFUSED),
    "a business knowledge model": (wrap(table([NUM], ["- -> 1"]), tag("businessKnowledgeModel", id="b", name="b")), {"x": 1}, REFUSED),
    "a decision service": (wrap(table([NUM], ["- -> 1"]), tag("decisionService", id="s", name="s")), {"x": 1}, REFUSED),
    "a required decision": (wrap(table([NUM], ["- -> 1"], requires=tag("informationRequirement", tag("requiredDecision", href="#e")))), {"x": 1}, REFUSED),
    "required knowledge": (wrap(table([NUM], ["- -> 1"], requires=tag("knowledgeRequirement", tag("requiredKnowledge", href="#k")))), {"x": 1}, REFUSED),
    "a required input": (wrap(table([NUM], ["- -> 1"], requires=tag("informationRequirement", tag("requiredInput", href="#i_x"))), given("x", "number")), {"x": 1}, ({"uit": 1}, ("r1",))),
    "an import": (wrap(tag("import", name="m", namespace="urn:m", importType="x"), table([NUM], ["- -> 1"])), {"x": 1}, REFUSED),
    "another language": (wrap(table([NUM], ["- -> 1"]), expressionLanguage="http://www.w3.org/1999/XPath"), {"x": 1}, REFUSED),
    "another language in one cell": (wrap(table([NUM], ["x -> 1"])).replace(b"<inputEntry>", b'<inputEntry expressionLanguage="javascript">'), {"x": 1}, REFUSED),
    "FEEL, said so": (wrap(table([NUM], ["- -> 1"]), expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/"), {"x": 1}, ({"uit": 1}, ("r1",))),
    "a cell from an entity": (b'<!DOCTYPE d [<!ENTITY c "> 99">]>' + wrap(table([NUM], ["CEL -> 1"])).replace(b"CEL", b"&c;"), {"x": 1}, REFUSED),
    "an empty DOCTYPE": (b'<!DOCTYPE definitions SYSTEM "d.dtd">' + wrap(table([NUM], ["- -> 1"])), {"x": 1}, REFUSED),
    "another namespace": (wrap(table([NUM], ["- -> 1"])).replace(b"20191111", b"20991111"), {"x": 1}, REFUSED),
    "no namespace": (b"<definitions><decision/></definitions>", {}, REFUSED),
    "a BPMN file": (b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', {}, REFUSED),
}  # fmt: skip

MODELER = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/"
  xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="Definitions_1" name="DRD"
  namespace="http://camunda.org/schema/1.0/dmn" exporter="Camunda Modeler" exporterVersion="5.30.0" modeler:executionPlatform="Camunda Cloud">
  <decision id="Decision_1" name="Vervoer">
    <decisionTable id="DecisionTable_1">
      <input id="Input_1" label="Afstand" biodi:width="192" xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0">
        <inputExpression id="InputExpression_1" typeRef="number"><text>afstand</text></inputExpression>
      </input>
      <input id="Input_2"><inputExpression id="InputExpression_2" typeRef="string" expressionLanguage="feel"><text>weer</text></inputExpression>
        <inputValues id="UnaryTests_1"><text>"regen","zon"</text></inputValues></input>
      <output id="Output_1" label="Vervoer" name="vervoer" typeRef="string"><outputValues id="UnaryTests_2"><text>"fiets","bus"</text></outputValues></output>
      <annotation name="Waarom" />
      <rule id="DecisionRule_1"><description>kort en droog</description>
        <inputEntry id="UnaryTests_3"><text>&lt; 5</text></inputEntry><inputEntry id="UnaryTests_4"><text>"zon"</text></inputEntry>
        <outputEntry id="LiteralExpression_1"><text>"fiets"</text></outputEntry></rule>
      <rule id="DecisionRule_2">
        <inputEntry id="UnaryTests_5"><text></text></inputEntry><inputEntry id="UnaryTests_6"><text>"regen"</text></inputEntry>
        <outputEntry id="LiteralExpression_2"><text>"bus"</text></outputEntry></rule>
      <rule id="DecisionRule_3">
        <inputEntry id="UnaryTests_7"><text>&gt;= 5</text></inputEntry><inputEntry id="UnaryTests_8"><text>"zon"</text></inputEntry>
        <outputEntry id="LiteralExpression_3"><text>"bus"</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <dmndi:DMNDI><dmndi:DMNDiagram><dmndi:DMNShape dmnElementRef="Decision_1"><dc:Bounds height="80" width="180" x="160" y="100" /></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>"""


@pytest.mark.parametrize("name", CASES)
def test_a_table_decides_as_the_standard_says_or_is_refused(name):
    data, values, expected = CASES[name]
    assert answer(data, values) == expected


@pytest.mark.parametrize(
    ("values", "vervoer", "regel"),
    [
        ({"afstand": 3, "weer": "zon"}, "fiets", "DecisionRule_1"), ({"afstand": 3, "weer": "regen"}, "bus", "DecisionRule_2"),
        ({"afstand": 5, "weer": "zon"}, "bus", "DecisionRule_3"), ({"weer": "regen"}, "bus", "DecisionRule_2"),
    ],
)  # fmt: skip
def test_what_camunda_modeler_writes_decides(values, vervoer, regel):
    assert answer(MODELER.encode(), values) == ({"vervoer": vervoer}, (regel,))


def test_what_camunda_modeler_writes_in_utf_16_decides_too():
    data = MODELER.replace("UTF-8", "UTF-16").encode("utf-16")
    assert answer(data, {"afstand": 3, "weer": "zon"}) == ({"vervoer": "fiets"}, ("DecisionRule_1",))


@pytest.mark.parametrize(
    ("data", "element"),
    [
        (wrap(table([NUM], ["5 -> 1", "> > 5 -> 2"])), "r2"), (wrap(table([NUM], ["5 -> 1 +"])), "r1"),
        (wrap(table([column("floor(x)", "number", id="kolom")], ["- -> 1"])), "kolom"), (wrap(table([column("x", "time", id="kolom")], [])), "kolom"),
        (wrap(table([NUM], OVERLAP, policy="PRIORITY")), "d"), (b"geen xml", "bestand"), (wrap(table([NUM], ["5 | 6 -> 1"])), "r1"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_element(data, element):
    with pytest.raises(DecisionError) as refused:
        load_decision(data)
    assert refused.value.element == element


def decide(path, given):
    return CliRunner().invoke(cli, ["decide", str(path), "--input", given])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "tabel.dmn"
    path.write_bytes(
        wrap(table([NUM], ['> 1 -> x + 0.2 | "één" | x > 5'], [result("getal"), result("tekst"), result("waar")]))
    )
    return path


def test_the_command_tells_outcome_and_rows_as_json(file):
    told = decide(file, '{"x": 2.1}')
    assert (told.exit_code, told.stderr) == (0, "")
    assert json.loads(told.stdout) == {"uitkomst": {"getal": 2.3, "tekst": "één", "waar": False}, "regels": ["r1"]}
    assert json.loads(decide(file, '{"x": 0}').stdout) == {"uitkomst": None, "regels": []}


def test_the_command_tells_days_durations_and_lists(file):
    cells = ['- -> x + duration("P1M") | x - date("2026-01-01") | [1 / 4, 10 ** 2, 0.0000001, null, true]']
    file.write_bytes(wrap(table([DAY], cells, [result("dag"), result("duur"), result("lijst")])))
    told = json.loads(decide(file, '{"x": "2026-01-31"}').stdout)["uitkomst"]
    assert told == {"dag": "2026-02-28", "duur": "P30D", "lijst": [0.25, 100, 1e-07, None, True]}


def test_the_command_keeps_every_digit(file):
    told = decide(file, '{"x": 12345678901234567890.12345678}').stdout
    assert "12345678901234567890.32345678" in told


@pytest.mark.parametrize(
    "given",
    [
        "", "{", "x", "[1]", "5", "null", '"x"', "{'x': 1}", '{"x": NaN}', '{"x": Infinity}', '{"x": 1,}', '{"x": 1} {}', "[" * 100_000, '{"x": ' + "[" * 800 + "]" * 800 + "}", '{"x": "\\ud800"}', '{"x": "veel"}',
        '{"x": 1, "x": 2}', '{"x": 1e999999}',
    ],
)  # fmt: skip
def test_the_command_refuses_what_is_no_object_of_values(file, given):
    told = decide(file, given)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "Error: " in told.stderr
    assert "Traceback" not in told.stderr
    assert type(told.exception) is SystemExit


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0\1\2\xff\xfe", b"<", b"%PDF-1.7\n\xe2\xe3", b"{}", CASES["two decisions"][0], CASES["a literal expression"][0], CASES["no decision"][0],
        CASES["a business knowledge model"][0], CASES["PRIORITY"][0], CASES["COLLECT SUM"][0], CASES["a cell from an entity"][0], CASES["no namespace"][0],
        b'<?xml version="1.0" encoding="geen"?><a/>',
    ],
)  # fmt: skip
def test_the_command_refuses_a_file_with_a_sentence(file, data):
    file.write_bytes(data)
    told = decide(file, "{}")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "Error: tabel.dmn: " in told.stderr
    assert type(told.exception) is SystemExit


def test_the_command_refuses_what_is_no_file(tmp_path):
    for path in (tmp_path, tmp_path / "weg.dmn"):
        told = decide(path, "{}")
        assert (told.exit_code, told.stdout) == (2, "")
        assert "Error: " in told.stderr
