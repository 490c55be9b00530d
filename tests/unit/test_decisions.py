"""Decision tables: each hit policy, and what does not load."""

import json

import pytest
from click.testing import CliRunner

from casus.cli import cli
from casus.engine import DecisionError, load_decision
from casus.engine.lint_dmn import lint_dmn

COLUMN = '<input id="i{n}"><inputExpression typeRef="{kind}"><text>{text}</text></inputExpression></input>'
SPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def table(*rows, policy="UNIQUE", kinds=("number",), extra="", attributes=""):
    """A table over x0, x1 … with one output `uit`; each row is its input cells and then its output."""
    inputs = "".join(COLUMN.format(n=n, kind=kind, text=f"x{n}") for n, kind in enumerate(kinds))
    body = ""
    for place, row in enumerate(rows, 1):
        cells = "".join(f"<inputEntry><text>{c.replace('<', '&lt;')}</text></inputEntry>" for c in row[:-1])
        body += f'<rule id="r{place}">{cells}<outputEntry><text>{row[-1]}</text></outputEntry></rule>'
    return (
        f'<definitions xmlns="{SPACE}"><decision id="d" name="D">{extra}<decisionTable hitPolicy="{policy}"{attributes}>'
        f'{inputs}<output name="uit"/>{body}</decisionTable></decision></definitions>'
    ).encode()


@pytest.mark.parametrize(
    ("policy", "value", "regels"),
    [
        ("FIRST", {"uit": "a"}, ("r1",)),
        ("RULE ORDER", [{"uit": "a"}, {"uit": "b"}], ("r1", "r2")),
        ("COLLECT", [{"uit": "a"}, {"uit": "b"}], ("r1", "r2")),
    ],
)
def test_hit_policy(policy, value, regels):
    outcome = load_decision(table(("> 1", '"a"'), ("> 2", '"b"'), policy=policy)).decide({"x0": 5})
    assert (outcome.waarde, outcome.regels) == (value, regels)


def test_unique_refuses_two_rows_and_any_refuses_two_answers():
    for policy in ("UNIQUE", "ANY"):
        decision = load_decision(table(("> 1", '"a"'), ("> 2", '"b"'), policy=policy))
        assert decision.decide({"x0": 2}).waarde == {"uit": "a"}
        with pytest.raises(DecisionError):
            decision.decide({"x0": 3})
    assert load_decision(table(("> 1", '"a"'), ("> 2", '"a"'), policy="ANY")).decide({"x0": 3}).waarde == {"uit": "a"}


def test_no_row_gives_nothing():
    assert load_decision(table(("> 1", '"a"'))).decide({"x0": 0}).waarde is None


@pytest.mark.parametrize(
    "data",
    [
        table(("> 1", '"a"'), policy="PRIORITY"),
        table(("> 1", '"a"'), policy="OUTPUT ORDER"),
        table(("> 1", '"a"'), policy="COLLECT", attributes=' aggregation="SUM"'),
        table(("floor(x) > 1", '"a"')),
        table(("> 1", "floor(2.5)")),
        table(("> 1", '"a"'), extra='<informationRequirement><requiredDecision href="#e"/></informationRequirement>'),
        b"<definitions/>",
        b"geen xml",
        f'<definitions xmlns="{SPACE}"><decision id="a"/><decision id="b"/></definitions>'.encode(),
    ],
)
def test_what_we_refuse_does_not_load(data):
    with pytest.raises(DecisionError):
        load_decision(data)


def test_wrong_type_is_an_error_and_not_an_answer():
    with pytest.raises(DecisionError):
        load_decision(table(("> 1", '"a"'))).decide({"x0": "veel"})
    with pytest.raises(DecisionError):
        load_decision(table(("true", '"a"'), kinds=("boolean",))).decide({"x0": "ja"})


def test_lint_finds_overlap_and_gap_of_unique():
    texts = [str(m) for m in lint_dmn("t.dmn", table(("< 5", '"a"'), ("> 3", '"b"')))]
    assert any("overlapt" in text for text in texts)
    assert any("gat" in str(m) for m in lint_dmn("t.dmn", table(("< 5", '"a"'), ("> 5", '"b"'))))
    assert lint_dmn("t.dmn", table(("< 5", '"a"'), (">= 5", '"b"'))) == []
    assert any("gat" in str(m) for m in lint_dmn("t.dmn", table(('"a"', "1"), kinds=("string",))))


def test_command_prints_outcome_and_rows(tmp_path):
    file = tmp_path / "t.dmn"
    file.write_bytes(table(("> 1", '"a"')))
    done = CliRunner().invoke(cli, ["decide", str(file), "--input", '{"x0": 5}'])
    assert json.loads(done.output) == {"uitkomst": {"uit": "a"}, "regels": ["r1"]}
    file.write_bytes(table(("> 1", '"a"'), policy="PRIORITY"))
    refused = CliRunner().invoke(cli, ["decide", str(file), "--input", "{}"])
    assert refused.exit_code == 2
    assert "PRIORITY" in refused.output
