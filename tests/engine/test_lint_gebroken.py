"""`casus lint` on small broken files: a finding with file and element, exit code 1, never a traceback."""

import json
import time

import pytest
from click.testing import CliRunner
from lxml import etree

from casus.cli import cli
from casus.engine.names import local, nodes
from casus.settings import data_folder
from tests.unit.test_dmn_norm import column, given, result, table, typed, wrap

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
FILE = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="test">{messages}
  <bpmn:process id="proces" isExecutable="true">{lanes}{body}</bpmn:process>
  <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="proces">{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>"""
DOMAIN = '<bpmn:extensionElements>{}<zeebe:properties><zeebe:property name="domein" value="D04"/>{}</zeebe:properties></bpmn:extensionElements>'


def step(kind, ident, inside="", form="", extra="", **attributes):
    """An element with its data domain."""
    words = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<bpmn:{kind} id="{ident}" name="{ident}"{words}>{DOMAIN.format(form, extra)}{inside}</bpmn:{kind}>'


def task(ident, form="verzuimgesprek", term="5 schooldagen", uitleg="Praat met de leerling."):
    """A human step with everything it needs."""
    words = f"<bpmn:documentation>{uitleg}</bpmn:documentation>"
    formulier = f'<zeebe:formDefinition formId="{form}"/>' if form else ""
    return step("userTask", ident, form=formulier, extra=f'<zeebe:property name="termijn" value="{term}"/>').replace(
        "<bpmn:extensionElements>", words + "<bpmn:extensionElements>"
    )


def flow(path):
    """`a -> b -> c`, a condition after a colon, a name after an @: `g -> b: =x = 1 @ ja`."""
    path, _, name = path.partition("@")
    path, _, condition = path.partition(":")
    nodes = [node.strip() for node in path.split("->")]
    body = f"<bpmn:conditionExpression>{condition.strip()}</bpmn:conditionExpression>" if condition else ""
    words = f' name="{name.strip()}"' if name else ""
    return "".join(
        f'<bpmn:sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}"{words}>{body}</bpmn:sequenceFlow>'
        for a, b in zip(nodes, nodes[1:], strict=False)
    )


def shape(ident, x, y, width=50, height=50):
    return f'<bpmndi:BPMNShape bpmnElement="{ident}"><dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/></bpmndi:BPMNShape>'


def drawn(node, place):
    """The place of an element: all in one row, a subprocess below them, what is in it inside its box."""
    if local(node) == "subProcess":
        return shape(node.get("id"), 0, 300, 3900, 400)
    return shape(node.get("id"), 10 + 60 * place, 500 if local(node.getparent()) == "subProcess" else 10)


def model(*parts, paths=(), lane="mentor", messages=(), begin=True):
    """A whole file with its picture: one process in one lane."""
    ends = [step("startEvent", "begin"), step("endEvent", "einde")] if begin else []
    body = "".join([*ends, *parts, *map(flow, paths)])
    root = etree.fromstring(FILE.format(messages="", lanes="", body=body, shapes=""))
    found = list(nodes(root))
    refs = "".join(f"<bpmn:flowNodeRef>{node.get('id')}</bpmn:flowNodeRef>" for node in found)
    edges = "".join(f'<bpmndi:BPMNEdge bpmnElement="{f.get("id")}"/>' for f in nodes(root, "sequenceFlow"))
    return FILE.format(
        messages="".join(f'<bpmn:message id="m_{name}" name="{name}"/>' for name in messages),
        lanes=f'<bpmn:laneSet><bpmn:lane id="lane" name="{lane}">{refs}</bpmn:lane></bpmn:laneSet>',
        body=body,
        shapes=shape("lane", 0, 0, 4000, 900) + "".join(map(drawn, found, range(len(found)))) + edges,
    )


def between(part, **extra):
    """A model with one element between begin and end."""
    ident = part.split('id="')[1].split('"')[0]
    return model(part, paths=(f"begin -> {ident} -> einde",), **extra)


def choice(*paths, kind="exclusiveGateway", **attributes):
    return model(step(kind, "keuze", **attributes), task("taak"), paths=("begin -> keuze", "taak -> einde", *paths))


def loop(kind):
    return model(
        step(kind, "samen"), step("exclusiveGateway", "weer", default="weer_einde"), task("taak"),
        paths=("begin -> samen -> taak -> weer", "weer -> einde @ klaar", "weer -> samen: =x = 1 @ opnieuw"),
    )  # fmt: skip


def inner(*parts, paths=(), **attributes):
    return step("subProcess", "sub", "".join([*parts, *map(flow, paths)]), **attributes)


SCRIPT = "<bpmn:extensionElements><zeebe:script expression='=1' resultVariable='x'/></bpmn:extensionElements>"
MESSAGE, TIMER = (
    '<bpmn:messageEventDefinition id="MessageEventDefinition_1"{}/>',
    "<bpmn:timerEventDefinition>{}</bpmn:timerEventDefinition>",
)
WHOLE = between(task("taak"))
DEFAULT = {"default": "keuze_einde"}
NESTED = (step("startEvent", "b"), step("endEvent", "e"))

BPMN = {
    "a script task": (between(step("scriptTask", "taak", "<bpmn:script>x = 1</bpmn:script>", scriptFormat="python")), "taak", "scripttaak"),
    "a script task of Camunda 8 in a subprocess": (model(inner(*NESTED, step("scriptTask", "diep"), paths=("b -> diep -> e",)), paths=("begin -> sub -> einde",)), "diep", "scripttaak"),
    "a preScript": (WHOLE.replace("<zeebe:properties>", '<x:preScript xmlns:x="http://spiffworkflow.org/bpmn/schema/1.0/core">x = 1</x:preScript><zeebe:properties>'), "taak", "preScript"),
    "a postScript": (WHOLE.replace("<zeebe:properties>", '<x:postScript xmlns:x="urn:x">x = 1</x:postScript><zeebe:properties>'), "taak", "postScript"),
    "an execution listener with a script": (WHOLE.replace("<zeebe:properties>", '<c:executionListener xmlns:c="urn:c"><c:script>1</c:script></c:executionListener><zeebe:properties>'), "taak", "script"),
    "an input mapping": (WHOLE.replace("<zeebe:properties>", '<zeebe:ioMapping><zeebe:input source="=x" target="y"/></zeebe:ioMapping><zeebe:properties>'), "taak", "ioMapping"),
    "a condition in Python": (choice("keuze -> taak: =x == 'ja' @ ja", "keuze -> einde @ nee", **DEFAULT), "keuze_taak", "geen FEEL"),
    "a condition without =": (choice("keuze -> taak: x = 1 @ ja", "keuze -> einde @ nee", **DEFAULT), "keuze_taak", "begint met"),
    "a condition in JUEL": (choice("keuze -> taak: ${x} @ ja", "keuze -> einde @ nee", **DEFAULT), "keuze_taak", "begint met"),
    "a condition that calls": (choice("keuze -> taak: =today() > x @ ja", "keuze -> einde @ nee", **DEFAULT), "keuze_taak", "geen FEEL"),
    "a condition with an id": (choice("keuze -> taak: =x( @ ja", "keuze -> einde @ nee", **DEFAULT).replace("<bpmn:conditionExpression>", '<bpmn:conditionExpression id="F_1">'), "keuze_taak", "geen FEEL"),
    "a timer of words": (between(step("intermediateCatchEvent", "wacht", TIMER.format("<bpmn:timeDuration>5 dagen</bpmn:timeDuration>"))), "wacht", "geen ISO"),
    "a timer in Python": (between(step("intermediateCatchEvent", "wacht", TIMER.format("<bpmn:timeDuration>=timedelta(days=5)</bpmn:timeDuration>"))), "wacht", "geen FEEL"),
    "a timer on no day": (between(step("intermediateCatchEvent", "wacht", TIMER.format("<bpmn:timeDate>morgen</bpmn:timeDate>"))), "wacht", "geen ISO"),
    "a timer without an end": (between(step("intermediateCatchEvent", "wacht", TIMER.format("<bpmn:timeCycle>elke dag</bpmn:timeCycle>"))), "wacht", "geen ISO"),
    "a timer without a time": (between(step("intermediateCatchEvent", "wacht", TIMER.format(""))), "wacht", "geen tijd"),
    "a term in no FEEL": (between(task("taak", term="=gesprek_op +")), "taak", "geen FEEL"),
    "no term": (between(task("taak", term="snel")), "taak", "geen termijn"),
    "a link that throws": (between(step("intermediateThrowEvent", "link", '<bpmn:linkEventDefinition id="Link_1" name="a"/>')), "link", "link-event"),
    "a link that catches": (between(step("intermediateCatchEvent", "link", '<bpmn:linkEventDefinition name="a"/>')), "link", "link-event"),
    "compensation thrown": (between(step("intermediateThrowEvent", "terug", "<bpmn:compensateEventDefinition/>")), "terug", "compensatie"),
    "compensation on a border": (model(task("taak"), step("boundaryEvent", "terug", '<bpmn:compensateEventDefinition id="C_1"/>', attachedToRef="taak"), paths=("begin -> taak -> einde", "terug -> einde")), "terug", "compensatie"),
    "a complex gateway": (between(step("complexGateway", "poort")), "poort", "complexe gateway"),
    "a complex gateway that joins": (model(step("complexGateway", "poort"), task("taak"), paths=("begin -> taak -> poort -> einde", "begin -> poort")), "poort", "complexe gateway"),
    "a service task": (between(step("serviceTask", "dienst")), "dienst", "servicetaak"),
    "a transaction": (between(step("transaction", "geld")), "geld", "transactie"),
    "an event subprocess that interrupts by default": (model(inner(step("startEvent", "b", MESSAGE.format(' messageRef="m_x"')), NESTED[1], paths=("b -> e",), triggeredByEvent="true"), paths=("begin -> einde",), messages=("x",)), "sub", "onderbrekend"),
    "an event subprocess that says it interrupts": (model(inner(step("startEvent", "b", MESSAGE.format(' messageRef="m_x"'), isInterrupting="true"), NESTED[1], paths=("b -> e",), triggeredByEvent="true"), paths=("begin -> einde",), messages=("x",)), "sub", "onderbrekend"),
    "an event subprocess without a begin": (model(inner(NESTED[1], triggeredByEvent="true"), paths=("begin -> einde",)), "sub", "geen begin"),
    "a parallel join in a loop": (loop("parallelGateway"), "samen", "samenvoeging in een lus"),
    "an inclusive join in a loop": (loop("inclusiveGateway"), "samen", "samenvoeging in een lus"),
    "a join in a loop over a border event": (
        model(step("parallelGateway", "samen"), task("taak"), step("boundaryEvent", "rand", TIMER.format("<bpmn:timeDuration>P5D</bpmn:timeDuration>"), attachedToRef="taak"), paths=("begin -> samen -> taak -> einde", "rand -> samen")),
        "samen", "samenvoeging in een lus",
    ),
    "a receive task without a message": (between(step("receiveTask", "post")), "post", "zonder naam"),
    "a receive task for a message that is not there": (between(step("receiveTask", "post", messageRef="m_weg")), "post", "zonder naam"),
    "a catch without a message": (between(step("intermediateCatchEvent", "post", MESSAGE.format(""))), "post", "zonder naam"),
    "a catch for a message that is not there": (between(step("intermediateCatchEvent", "post", MESSAGE.format(' messageRef="m_weg"')), messages=("x",)), "post", "zonder naam"),
    "a border event for a message without a name": (model(task("taak"), step("boundaryEvent", "rand", MESSAGE.format(' messageRef="m_"'), attachedToRef="taak"), paths=("begin -> taak -> einde", "rand -> einde"), messages=("",)), "rand", "zonder naam"),
    "a catch of nothing": (between(step("intermediateCatchEvent", "wacht")), "wacht", "wacht nergens op"),
    "a lane nobody knows": (between(task("taak"), lane="conciërge"), "lane", "onbekende lane"),
    "a lane without a name": (between(task("taak"), lane=""), "lane", "onbekende lane"),
    "a step in no lane": (WHOLE.replace("<bpmn:flowNodeRef>taak</bpmn:flowNodeRef>", ""), "taak", "geen lane"),
    "a step without a form": (between(task("taak", form="")), "taak", "geen formulier"),
    "a manual step without a form": (between(task("taak", form="").replace("userTask", "manualTask")), "taak", "geen formulier"),
    "a step with a form that is not there": (between(task("taak", form="weg")), "taak", "bestaat niet"),
    "a step with a form of Camunda 7": (between(task("taak", form="").replace("<bpmn:userTask ", '<bpmn:userTask xmlns:c="urn:c" c:formKey="verzuimgesprek" ')), "taak", "geen formulier"),
    "a step without help": (between(task("taak", uitleg=" ")), "taak", "geen uitleg"),
    "no data domain": (WHOLE.replace(DOMAIN.format("", ""), "", 1), "begin", "soort gegevens"),
    "a data domain left open": (WHOLE.replace('value="D04"', 'value=""', 1), "begin", "soort gegevens"),
    "a data domain nobody knows": (WHOLE.replace('value="D04"', 'value="D99"'), "taak", "onbekend domein"),
    "a flow without a name out of a choice": (choice("keuze -> taak: =x = 1", "keuze -> einde @ nee", **DEFAULT), "keuze_taak", "een naam nodig"),
    "a flow named with a blank": (choice("keuze -> taak: =x = 1 @  ", "keuze -> einde @ nee", **DEFAULT), "keuze_taak", "een naam nodig"),
    "a default without a name out of an inclusive choice": (choice("keuze -> taak: =x = 1 @ ja", "keuze -> einde", kind="inclusiveGateway", **DEFAULT), "keuze_einde", "een naam nodig"),
    "a choice without a default": (choice("keuze -> taak: =x = 1 @ ja", "keuze -> einde: =x = 2 @ nee"), "keuze", "standaardpijl"),
    "a flow without a condition": (choice("keuze -> taak @ ja", "keuze -> einde @ nee", **DEFAULT), "keuze_taak", "geen voorwaarde"),
    "a dead end": (model(task("taak"), step("parallelGateway", "poort"), paths=("begin -> poort -> einde", "poort -> taak")), "taak", "loopt dood"),
    "a dead end behind a border event": (model(task("taak"), step("boundaryEvent", "rand", TIMER.format("<bpmn:timeDuration>P5D</bpmn:timeDuration>"), attachedToRef="taak"), paths=("begin -> taak -> einde",)), "rand", "loopt dood"),
    "a dead end under a border event": (model(task("taak"), step("boundaryEvent", "rand", TIMER.format("<bpmn:timeDuration>P5D</bpmn:timeDuration>"), attachedToRef="taak"), paths=("begin -> taak", "rand -> einde")), "taak", "loopt dood"),
    "a dead end in a circle": (model(task("een"), task("twee"), paths=("begin -> een -> twee -> een",)), "twee", "loopt dood"),
    "a dead end in a subprocess": (model(inner(*NESTED, task("diep"), step("parallelGateway", "p"), paths=("b -> p -> e", "p -> diep")), paths=("begin -> sub -> einde",)), "diep", "loopt dood"),
    "a flow to nowhere": (WHOLE.replace('targetRef="einde"', 'targetRef="weg"'), "taak_einde", "niet bestaat"),
    "a flow into a subprocess": (model(inner(*NESTED, paths=("b -> e",)), task("taak"), paths=("begin -> sub -> einde", "begin -> taak -> e")), "taak_e", "niet bestaat"),
    "a step nobody reaches": (model(task("taak"), paths=("begin -> einde", "taak -> einde")), "taak", "nooit bereikt"),
    "a circle nobody reaches": (model(task("een"), step("exclusiveGateway", "g", default="g_een"), paths=("begin -> einde", "een -> g", "g -> een @ weer", "g -> einde: =x = 1 @ klaar")), "een", "nooit bereikt"),
    "shapes that overlap": (WHOLE.replace(shape("taak", 130, 10), shape("taak", 15, 15)), "begin", "overlapt met taak"),
    "a shape on a subprocess": (model(inner(*NESTED, paths=("b -> e",)), task("taak"), paths=("begin -> sub -> taak -> einde",)).replace(shape("taak", 310, 10), shape("taak", 310, 320)), "sub", "overlapt met taak"),
    "lanes that overlap": (WHOLE.replace("</bpmn:laneSet>", '<bpmn:lane id="lane2" name="directie"/></bpmn:laneSet>').replace(shape("lane", 0, 0, 4000, 900), shape("lane", 0, 0, 4000, 900) + shape("lane2", 0, 800, 4000, 300)), "lane", "overlapt met lane2"),
    "a shape outside its lane": (WHOLE.replace(shape("taak", 130, 10), shape("taak", 130, 1000)), "taak", "buiten zijn lane"),
    "a shape on the border of its lane": (WHOLE.replace(shape("taak", 130, 10), shape("taak", 130, 880)), "taak", "buiten zijn lane"),
    "a shape outside its subprocess": (model(inner(*NESTED, paths=("b -> e",)), paths=("begin -> sub -> einde",)).replace(shape("e", 250, 500), shape("e", 250, 100)), "e", "buiten zijn subproces"),
    "a shape without a place": (WHOLE.replace(shape("taak", 130, 10), ""), "taak", "geen plaats"),
    "a shape at no number": (WHOLE.replace(shape("taak", 130, 10), shape("taak", "hier", 10)), "taak", "geen plaats"),
    "a shape at infinity": (WHOLE.replace(shape("taak", 130, 10), shape("taak", "inf", "nan")), "taak", "geen plaats"),
    "a flow without a line": (WHOLE.replace('<bpmndi:BPMNEdge bpmnElement="taak_einde"/>', ""), "taak_einde", "geen lijn"),
    "one id twice": (model(task("taak"), step("endEvent", "begin"), paths=("begin -> taak -> einde",)), "begin", "2 keer"),
    "a repeat over a list": (WHOLE.replace("</bpmn:userTask>", '<bpmn:multiInstanceLoopCharacteristics id="M_1"/></bpmn:userTask>'), "taak", "herhaal op aantal"),
    "a process that is not there": (between(step("callActivity", "roep", calledElement="weg")), "roep", "onbekend proces"),
    "a decision that is not there": (between(step("businessRuleTask", "regel")), "regel", "onbekende beslissing"),
    "no process": (FILE.format(messages="", lanes="", body="", shapes="").replace("<bpmn:process", "<bpmn:collaboration").replace("bpmn:process>", "bpmn:collaboration>"), "bestand", "geen BPMN-proces"),
    "an empty process": (model(begin=False), "proces", "geen begin"),
    "a page of HTML": ("<html><body/></html>", "bestand", "geen BPMN-proces"),
    "no XML": ("<bpmn:definitions", "bestand", "geen XML"),
    "nothing": ("", "bestand", "geen XML"),
    "a prefix nobody declared": ("<bpmn:definitions></bpmn:definitions>", "bestand", "geen XML"),
    "another encoding than it says": (HEAD.replace("UTF-8", "ebcdic-weg") + WHOLE, "bestand", "geen XML"),
    "an entity": (HEAD + '<!DOCTYPE a [<!ENTITY leeg "">]>' + WHOLE.replace("Praat", "&leeg;"), "bestand", "DOCTYPE"),
}  # fmt: skip

NUM, WHOLE_NUM, TXT, BOO, DAY = (
    column("x", "number"),
    column("x", "integer"),
    column("x", "string"),
    column("x", "boolean"),
    column("x", "date"),
)
DUTCH = column("x", "string", '"ja","nee"')
JAN, FEB = 'date("2026-01-01")', 'date("2026-02-01")'
DMN = {
    "PRIORITY": (wrap(table([NUM], ["- -> 1"], policy="PRIORITY")), "d", "PRIORITY"),
    "OUTPUT ORDER": (wrap(table([NUM], ["- -> 1"], policy="OUTPUT ORDER")), "d", "OUTPUT ORDER"),
    "COLLECT with a sum": (wrap(table([NUM], ["- -> 1"], policy="COLLECT", aggregation="SUM")), "d", "SUM"),
    "a cell in no FEEL": (wrap(table([NUM], ["- -> 1", "x in [4, 7 -> 1"])), "r2", "not understood"),
    "an outcome in no FEEL": (wrap(table([NUM], ["- -> a.b()"])), "r1", "not understood"),
    "an input in no FEEL": (wrap(table([column("floor(x)", "number", id="kolom")], [])), "kolom", "not understood"),
    "a column without a type": (wrap(table([column("x", id="kolom")], ["- -> 1"])), "kolom", "geen type"),
    "text without quotes": (wrap(table([TXT], ["medisch -> 1", "not(medisch) -> 2"])), "r1", "medisch"),
    "overlap of numbers": (wrap(table([NUM], ["< 5 -> 1", "> 3 -> 2"])), "r1", "overlapt met r2"),
    "overlap of numbers at one point": (wrap(table([NUM], ["<= 5 -> 1", ">= 5 -> 2"])), "r1", "overlapt met r2"),
    "overlap of a narrow strip": (wrap(table([NUM], ["< 2.01 -> 1", "> 2.0 -> 2"])), "r1", "overlapt met r2"),
    "overlap of whole numbers": (wrap(table([WHOLE_NUM], ["[1..5] -> 1", "[5..9] -> 2", "not([1..9]) -> 3"])), "r1", "overlapt met r2"),
    "overlap in two columns": (wrap(table([NUM, column("y", "boolean")], ["< 5 | - -> 1", "- | true -> 2", ">= 5 | false -> 3"])), "r1", "overlapt met r2"),
    "a gap of numbers": (wrap(table([NUM], ["< 5 -> 1", "> 5 -> 2"])), "d", "een gat"),
    "a gap between numbers that are near": (wrap(table([NUM], ["[1..2] -> 1", "[2.2..3] -> 2", "< 1 -> 3", "> 3 -> 4"])), "d", "een gat"),
    "a gap below zero": (wrap(table([NUM], [">= 0 -> 1", "< -3 -> 2"])), "d", "een gat"),
    "overlap of texts": (wrap(table([DUTCH], ['"ja" -> 1', '"ja","nee" -> 2'])), "r1", "overlapt met r2"),
    "overlap of a text and not": (wrap(table([TXT], ['"a" -> 1', 'not("b") -> 2', '"b" -> 3'])), "r1", "overlapt met r2"),
    "overlap of ranges of text": (wrap(table([TXT], ['["a".."m"] -> 1', '["k".."z"] -> 2', 'not(["a".."z"]) -> 3'])), "r1", "overlapt met r2"),
    "a gap of texts that are listed": (wrap(table([DUTCH], ['"ja" -> 1'])), "d", "een gat"),
    "a gap of texts that are not listed": (wrap(table([TXT], ['"a" -> 1', '"b" -> 2'])), "d", "een gat"),
    "a gap of a text with a quote": (wrap(table([TXT], [r'"zeg \"a\"" -> 1'])), "d", "een gat"),
    "overlap of booleans": (wrap(table([BOO], ["true -> 1", "- -> 2"])), "r1", "overlapt met r2"),
    "a gap of booleans": (wrap(table([BOO], ["true -> 1"])), "d", "een gat"),
    "a gap of booleans in two columns": (wrap(table([BOO, column("y", "boolean")], ["true | - -> 1", "false | true -> 2"])), "d", "een gat"),
    "overlap of dates": (wrap(table([DAY], [f"<= {JAN} -> 1", f">= {JAN} -> 2"])), "r1", "overlapt met r2"),
    "overlap of ranges of dates": (wrap(table([DAY], [f"< {FEB} -> 1", f">= {JAN} -> 2"])), "r1", "overlapt met r2"),
    "a gap of dates": (wrap(table([DAY], [f"< {JAN} -> 1", f"> {JAN} -> 2"])), "d", "een gat"),
    "a gap between dates": (wrap(table([DAY], [f"< {JAN} -> 1", f">= {FEB} -> 2"])), "d", "een gat"),
    "a gap, with outcomes listed": (wrap(table([NUM], ['< 5 -> "a"', '> 5 -> "b"'], [result("uit", values='"a","b"')])), "d", "een gat"),
    "overlap, with outcomes listed": (wrap(table([NUM], ['< 5 -> "a"', '> 3 -> "b"'], [result("uit", values='"a","b"')])), "r1", "overlapt met r2"),
    "a gap of a type of one's own": (wrap(table([column("x", "tLeeftijd")], ["< 12 -> 1", "> 12 -> 2"]), typed("tLeeftijd", "number", "[0..120]")), "d", "een gat"),
    "a range that is empty": (wrap(table([NUM], ["[9..4] -> 1", "- -> 2"], policy="FIRST")), "r1", "past nooit"),
    "a text in a column of numbers": (wrap(table([NUM], ['"5" -> 1', "- -> 2"], policy="FIRST")), "r1", "past nooit"),
    "a text that is not listed": (wrap(table([DUTCH], ['"misschien" -> 1', "- -> 2"], policy="FIRST")), "r1", "past nooit"),
    "a date in a column of texts": (wrap(table([TXT], [f"{JAN} -> 1", "- -> 2"])), "d", "niet na te gaan"),
    "a type we do not have": (wrap(table([column("x", "dateTime", id="kolom")], ["- -> 1"])), "kolom", "not supported"),
    "two decisions": (wrap(table([NUM], []), table([NUM], [])), "bestand", "exactly one decision"),
    "no XML": (b"<definitions", "bestand", "not XML"),
    "an entity": (b'<!DOCTYPE d [<!ENTITY c "5">]>' + wrap(table([NUM], ["- -> 1"])), "bestand", "DOCTYPE"),
}  # fmt: skip


def form(*components, ident="stuk", **more):
    return json.dumps({"id": ident, "type": "default", "schemaVersion": 19, "components": list(components), **more})


def field(key="veld", kind="textfield", **more):
    return {"type": kind, "key": key, "label": "Vraag?", "properties": {"domein": "D04"}, **more}


YES_NO = [{"value": "ja", "label": "Ja"}, {"value": "nee", "label": "Nee"}]
FORMS = {
    **{f"the type {kind}": (form(field(), field("anders", kind)), "anders", kind) for kind in ("html", "iframe", "table", "expression", "image", "documentPreview", "dynamiclist", "taglist", "script")},
    "an image without a key": (form({"type": "image", "id": "Field_1", "source": "=x"}), "Field_1", "image"),
    "a type that is nested": (form({"type": "group", "id": "groep", "components": [field("diep", "html")]}), "diep", "html"),
    "no type": (form({"key": "veld"}), "veld", "None"),
    "one key twice": (form(field(), field()), "veld", "dubbele sleutel"),
    "one key in two groups": (form(*({"type": "group", "id": g, "components": [field("zelfde")]} for g in "ab")), "zelfde", "dubbele sleutel"),
    "one name twice in an object": (form(field()).replace('"key": "veld"', '"key": "veld", "key": "ander"'), "stuk", "geen geldige JSON"),
    "a condition on a field that is not there": (form(field(conditional={"hide": '=weg = "ja"'})), "veld", "weg"),
    "a condition on a field below": (form(field(conditional={"hide": '=later = "ja"'}), field("later", "radio", values=YES_NO)), "veld", "later"),
    "a condition on itself": (form(field(conditional={"hide": '=veld = "ja"'})), "veld", "zo heet geen veld erboven"),
    "a condition of a group on nothing": (form({"type": "group", "id": "groep", "conditional": {"hide": "=weg"}, "components": [field()]}), "groep", "weg"),
    "a condition in no FEEL": (form(field(conditional={"hide": "=x === 1"})), "veld", "not understood"),
    "a condition that shows": (form(field(conditional={"show": "=true"})), "veld", "show"),
    "no data domain": (form(field(properties={})), "veld", "domein"),
    "no properties": (form({"type": "number", "key": "uren", "label": "Uren?"}), "uren", "domein"),
    "a data domain nobody knows": (form(field(properties={"domein": "D99"})), "veld", "onbekend domein"),
    "no question": (form(field(label="")), "veld", "vraag ontbreekt"),
    "no choices": (form(field(kind="radio")), "veld", "keuzes"),
    "a choice without a label": (form(field(kind="radio", values=[{"value": "ja"}])), "veld", "keuze"),
    "choices from an expression": (form(field(kind="select", valuesExpression="=lijst")), "veld", "valuesExpression"),
    "an expression as label": (form(field(label='="Hallo " + naam')), "veld", "expressie in label"),
    "an expression as text": (form({"type": "text", "id": "uitleg", "text": "=naam"}), "uitleg", "expressie in text"),
    "a template in a text": (form({"type": "text", "id": "uitleg", "text": "Hallo {{naam}}"}), "uitleg", "expressie in text"),
    "a required field without words": (form(field(validate={"required": True})), "veld", "error_required"),
    "a pattern that is none": (form(field(validate={"pattern": "("})), "veld", "pattern"),
    "a border in words": (form(field(kind="number", validate={"min": "=x"})), "veld", "min"),
    "free text that steers": (form(field(properties={"domein": "D04", "stuurt": "true"})), "veld", "sturen"),
    "another id than the file": (form(field(), ident="anders"), "stuk", "naam van het bestand"),
    "components that are no list": (form(components="veld"), "stuk", "components"),
    "a component that is no object": (form("veld"), "stuk", "geen object"),
    "properties that are a list": (form(field(properties=["D04"])), "veld", "properties"),
    "a list": ("[]", "stuk", "naam van het bestand"),
    "no JSON": ("{", "stuk", "geen geldige JSON"),
    "nothing": ("", "stuk", "geen geldige JSON"),
    "very deep": ("[" * 100_000, "stuk", "geen geldige JSON"),
}  # fmt: skip


def lint(*paths):
    return CliRunner().invoke(cli, ["lint", *map(str, paths)])


def findings(tmp_path, name, data):
    """The findings on a file, as `element: words`; the command says them with exit code 1."""
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    told = lint(file)
    assert type(told.exception) is SystemExit, told.exception
    assert told.exit_code == 1
    assert all(line.startswith(f"{name}: ") for line in told.stdout.splitlines() if not line.startswith(" "))
    return told.stdout.replace(f"{name}: ", "").splitlines()


@pytest.mark.parametrize("name", BPMN)
def test_a_broken_model_is_found(tmp_path, name):
    data, element, words = BPMN[name]
    found = findings(tmp_path, "stuk.bpmn", data)
    assert any(line.startswith(f"{element}: ") and words in line for line in found), found


@pytest.mark.parametrize("name", DMN)
def test_a_broken_decision_is_found(tmp_path, name):
    data, element, words = DMN[name]
    found = findings(tmp_path, "stuk.dmn", data)
    assert any(line.startswith(f"{element}: ") and words in line for line in found), found


@pytest.mark.parametrize("name", FORMS)
def test_a_broken_form_is_found(tmp_path, name):
    data, element, words = FORMS[name]
    found = findings(tmp_path, "stuk.form", data)
    assert any(line.startswith(f"{element}: ") and words in line for line in found), found


@pytest.mark.parametrize("name", ["bom.bpmn", "bom.dmn"])
def test_a_bomb_of_entities_is_refused_and_not_expanded(tmp_path, name):
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "boem">{levels}]><a b="&e11;">&e11;</a>'
    started = time.monotonic()
    (found,) = findings(tmp_path, name, bomb)
    assert found.startswith("bestand: ")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("name", ["ver.bpmn", "ver.dmn"])
def test_a_file_from_outside_is_not_read(tmp_path, name):
    secret = tmp_path / "geheim.txt"
    secret.write_text("GEHEIM")
    data = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a>&x;</a>'
    assert "GEHEIM" not in "".join(findings(tmp_path, name, data))


WELL = {
    "begin to end": WHOLE,
    "a choice": choice("keuze -> taak: =x = 1 @ ja", "keuze -> einde @ nee", **DEFAULT),
    "a loop without a join": model(
        task("taak"), step("exclusiveGateway", "weer", default="weer_einde"),
        paths=("begin -> taak -> weer", "weer -> einde @ klaar", "weer -> taak: =x = 1 @ opnieuw"),
    ),
    "a split and its join": model(
        step("parallelGateway", "uit"), step("parallelGateway", "in"), task("een"), task("twee"),
        paths=("begin -> uit -> een -> in -> einde", "uit -> twee -> in"),
    ),
    "a loop around a subprocess with a join": model(
        inner(*NESTED, step("parallelGateway", "u"), step("parallelGateway", "i"), task("x"), task("y"), paths=("b -> u -> x -> i -> e", "u -> y -> i")),
        step("exclusiveGateway", "weer", default="weer_einde"), paths=("begin -> sub -> weer", "weer -> einde @ klaar", "weer -> sub: =x = 1 @ opnieuw"),
    ),
    "an event subprocess that does not interrupt": model(
        inner(step("startEvent", "b", MESSAGE.format(' messageRef="m_x"'), isInterrupting="false"), NESTED[1], task("t"), paths=("b -> t -> e",), triggeredByEvent="true"),
        paths=("begin -> einde",), messages=("x",),
    ),
    "a message, a timer and a term": model(
        step("intermediateCatchEvent", "post", MESSAGE.format(' messageRef="m_x"')), step("intermediateCatchEvent", "dag", TIMER.format("<bpmn:timeDate>2026-10-05T08:00:00+02:00</bpmn:timeDate>")),
        step("intermediateCatchEvent", "keer", TIMER.format("<bpmn:timeCycle>R3/P2W</bpmn:timeCycle>")), task("taak", term="=gesprek_op"),
        step("boundaryEvent", "rand", TIMER.format('<bpmn:timeDuration>=duration("P5D")</bpmn:timeDuration>'), attachedToRef="taak"),
        paths=("begin -> post -> dag -> keer -> taak -> einde", "rand -> einde"), messages=("x",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WELL)
def test_a_sound_model_has_no_findings(tmp_path, name):
    file = tmp_path / "heel.bpmn"
    file.write_text(WELL[name], "utf-8")
    told = lint(file)
    assert (told.stdout, told.exit_code) == ("", 0)


@pytest.mark.parametrize(
    "data",
    [
        wrap(table([NUM], ["< 5 -> 1", "[5..9] -> 2", "> 9 -> 3"])), wrap(table([NUM], ["< 5 -> 1", "> 5 -> 2"], [result("uit", default="0")])),
        wrap(table([WHOLE_NUM], ["<= 5 -> 1", ">= 6 -> 2"])), wrap(table([TXT], ['"a" -> 1', 'not("a") -> 2'])), wrap(table([DUTCH], ['"ja" -> 1', '"nee" -> 2'])),
        wrap(table([BOO], ["true -> 1", "false -> 2"])), wrap(table([DAY], [f"< {JAN} -> 1", f"[{JAN}..{FEB}) -> 2", f">= {FEB} -> 3"])),
        wrap(table([NUM], ["< 5 -> 1"], policy="FIRST")), wrap(table([NUM], ["< 5 -> 1", "> 3 -> 2"], policy="COLLECT")), wrap(table([TXT], [r'"zeg \"a\"" -> 1', r'not("zeg \"a\"") -> 2'])),
        wrap(table([TXT], ['["a".."c"] -> 1', '< "a" -> 2', '> "c" -> 3'])), wrap(table([TXT], ['contains(?, "x") -> 1', 'not(contains(?, "x")) -> 2'])),
        wrap(table([TXT], ["string length(?) = 2 -> 1", "string length(?) != 2 -> 2"])), wrap(table([NUM, column("y", "number")], ["- | > x -> 1", "- | <= x -> 2"])),
        wrap(table([column("x", "tA")], ["< 12 -> 1", ">= 12 -> 2"]), typed("tA", "number", "[0..120]")), wrap(table([NUM], ["> grens -> 1", "<= grens -> 2"]), given("grens", "number")).replace(b"UNIQUE", b"FIRST").replace(b"<decisionTable>", b'<decisionTable hitPolicy="FIRST">'),
        wrap(table([column("x", "dayTimeDuration")], ['< duration("P1D") -> 1', '>= duration("P1D") -> 2'])),
    ],
)  # fmt: skip
def test_a_sound_table_has_no_findings(tmp_path, data):
    file = tmp_path / "heel.dmn"
    file.write_bytes(data)
    told = lint(file)
    assert (told.stdout, told.exit_code) == ("", 0)


def test_a_sound_form_has_no_findings(tmp_path):
    file = tmp_path / "heel.form"
    file.write_text(
        form(
            field("keuze", "radio", values=YES_NO),
            field("uren", "number", conditional={"hide": '=keuze != "ja"'}),
            {"type": "group", "id": "g", "conditional": {"hide": "=uren > 5"}, "components": [field("diep")]},
            ident="heel",
        )
    )
    told = lint(file)
    assert (told.stdout, told.exit_code) == ("", 0)


def test_other_prefixes_and_attributes_in_another_order_change_nothing(tmp_path):
    for path in data_folder("workflows").glob("*.bpmn"):
        text = (
            path.read_text("utf-8")
            .replace("bpmn:", "bpmn2:")
            .replace("xmlns:bpmn=", "xmlns:bpmn2=")
            .replace("zeebe:", "z:")
            .replace("xmlns:zeebe=", "xmlns:z=")
        )
        (tmp_path / path.name).write_text("\ufeff" + text, "utf-8")
    told = lint(tmp_path)
    assert (told.stdout, told.exit_code) == ("", 0)


def test_a_folder_that_is_not_there_or_empty_is_said(tmp_path):
    (tmp_path / "map.bpmn").mkdir()
    (tmp_path / "lees.txt").write_text("niets")
    for path in (tmp_path / "weg", tmp_path, tmp_path / "map.bpmn", tmp_path / "lees.txt"):
        told = lint(path)
        assert (told.exit_code, told.stdout) == (2, "")
        assert "Error: " in told.stderr


def test_every_file_of_a_folder_is_told(tmp_path):
    (tmp_path / "diep").mkdir()
    (tmp_path / "a.bpmn").write_text("<a")
    (tmp_path / "b.dmn").write_text("<b")
    (tmp_path / "diep" / "c.form").write_text("{")
    told = lint(tmp_path)
    assert (told.exit_code, [line.split(":")[0] for line in told.stdout.splitlines()]) == (
        1,
        ["a.bpmn", "b.dmn", "c.form"],
    )
