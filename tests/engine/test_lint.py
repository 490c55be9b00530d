"""Every rule of the lint fires on a model that breaks it, and names the element."""

import pytest

from casus.domain.kalender import is_termijn
from casus.engine import Bekend, lint_bpmn
from tests.engine.bpmn import message, node, process, subprocess, timer, users

KNOWN = Bekend(
    lanes=frozenset({"mentor"}), domeinen=frozenset({"D01"}), formulieren=frozenset({"f"}), gevolgen=frozenset({"g"}),
    is_termijn=is_termijn, processen=frozenset({"p"}), beslissingen=frozenset({"d"}),
)  # fmt: skip
START, END = node("startEvent", "s"), node("endEvent", "e")


def found(*parts, path, messages=()):
    data = process("p", START, END, *parts, path=path, messages=messages)
    return {(m.element, m.tekst) for m in lint_bpmn("x.bpmn", data, KNOWN) if "tekening" not in m.tekst}


@pytest.mark.parametrize(
    ("element", "words", "parts", "path"),
    [
        ("x", "scripttaak", [node("scriptTask", "x")], "s -> x -> e"),
        ("x", "complexe gateway", [node("complexGateway", "x")], "s -> x -> e"),
        ("x", "link-event", [node("intermediateThrowEvent", "x", "<bpmn:linkEventDefinition name='a'/>")], "s -> x -> e"),
        ("x", "compensatie", [node("intermediateThrowEvent", "x", "<bpmn:compensateEventDefinition/>")], "s -> x -> e"),
        ("x", "zonder naam", [node("receiveTask", "x")], "s -> x -> e"),
        ("x", "zonder naam", [node("intermediateCatchEvent", "x", "<bpmn:messageEventDefinition/>")], "s -> x -> e"),
        ("x", "geen ISO-duur", [node("intermediateCatchEvent", "x", timer("timeDuration", "5 dagen"))], "s -> x -> e"),
        ("x", "geen FEEL", [node("intermediateCatchEvent", "x", timer("timeDuration", "=os.system()"))], "s -> x -> e"),
        ("x", "geen formulier", [users("x")], "s -> x -> e"),
        ("x", "in geen lane", [users("x")], "s -> x -> e"),
        ("x", "geen termijn", [users("x")], "s -> x -> e"),
        ("x", "loopt dood", [users("x")], "s -> x"),
        ("x", "nooit bereikt", [users("x")], "s -> e\nx -> e"),
        ("x", "standaardpijl", [node("exclusiveGateway", "x"), users("a")], "s -> x -> a -> e\nx -> e: =y = 1"),
        ("x_a", "een naam nodig", [node("exclusiveGateway", "x"), users("a")], "s -> x -> a -> e\nx -> e: =y = 1"),
        ("x_e", "begint met '='", [node("exclusiveGateway", "x"), users("a")], "s -> x -> a -> e\nx -> e: y = 1"),
        ("x", "onbekend proces", [node("callActivity", "x", calledElement="q")], "s -> x -> e"),
        ("x", "onbekende beslissing", [node("businessRuleTask", "x")], "s -> x -> e"),
    ],
)  # fmt: skip
def test_lint_names_what_is_wrong(element, words, parts, path):
    texts = [text for ident, text in found(*parts, path=path) if ident == element]
    assert any(words in text for text in texts), found(*parts, path=path)


def test_lint_refuses_join_in_a_flat_loop():
    parts = [node("parallelGateway", "j"), node("exclusiveGateway", "x"), users("a")]
    assert ("j", "een samenvoeging in een lus op hetzelfde niveau: zet de lus om een subproces") in found(
        *parts, path="s -> j -> a -> x -> e\nx -> j: =y = 1"
    )


def test_lint_refuses_interrupting_event_subprocess():
    sub = subprocess(
        "x", node("startEvent", "xs", message("m")), node("endEvent", "xe"), path="xs -> xe", triggeredByEvent="true"
    )
    assert any(ident == "x" and "onderbrekend" in text for ident, text in found(sub, path="s -> e", messages=("m",)))


def test_lint_refuses_missing_and_unknown_domain():
    bare = process("p", '<bpmn:startEvent id="q"/>', node("endEvent", "e"), path="q -> e")
    assert any(m.element == "q" and "domein" in m.tekst for m in lint_bpmn("x.bpmn", bare, KNOWN))


def test_lint_refuses_prescripts_and_broken_files():
    script = process("p", START, END, path="s -> e").replace(
        b"</bpmn:startEvent>", b"<x:preScript xmlns:x='u'>1</x:preScript></bpmn:startEvent>"
    )
    assert any("preScript" in m.tekst for m in lint_bpmn("x.bpmn", script, KNOWN))
    assert [m.element for m in lint_bpmn("x.bpmn", b"<a", KNOWN)] == ["bestand"]


def test_the_projects_own_models_and_forms_have_no_findings():
    from casus.services import modellen
    from casus.settings import data_folder

    own = [data_folder("workflows"), data_folder("forms")]
    assert modellen.lint(own, own) == []
