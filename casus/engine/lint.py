"""What a model may not say, found before it runs: BPMN files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from casus.engine import names
from casus.engine.lint_tekening import lint_tekening
from casus.engine.names import BPMN, FLOW_NODES, HUMAN, local, nodes
from casus.feel import Duration, FeelError, compile_expression

REFUSED = {
    "scriptTask": "een scripttaak wordt geweigerd: een model beslist, het rekent niet",
    "complexGateway": "een complexe gateway wordt geweigerd",
    "linkEventDefinition": "een link-event wordt geweigerd: de motor rondt de casus dan stil af",
    "compensateEventDefinition": "compensatie wordt geweigerd: de motor slaat haar stil over",
    "adHocSubProcess": "een ad-hoc-subproces wordt geweigerd",
    "transaction": "een transactie wordt geweigerd",
    "serviceTask": "een servicetaak wordt geweigerd: wat een stap doet, staat in 'gevolg'",
}
NOT_RUN = ("preScript", "postScript", "script", "ioMapping", "inputOutput", "executionListener", "taskListener")
"""Extensions of other engines that would compute something."""
EXPRESSIONS = ("conditionExpression", "condition", "loopCardinality", "loopCondition", "completionCondition")
CATCHING = ("startEvent", "boundaryEvent", "intermediateCatchEvent", "receiveTask")


@dataclass(frozen=True, order=True)
class Melding:
    """One finding: the file, the element, and what is wrong with it."""

    bestand: str
    element: str
    tekst: str

    def __str__(self) -> str:
        return f"{self.bestand}: {self.element}: {self.tekst}"


@dataclass(frozen=True)
class Bekend:
    """The words that a model may use, handed in by who knows them."""

    lanes: frozenset[str]
    domeinen: frozenset[str]
    formulieren: frozenset[str]
    gevolgen: frozenset[str]
    is_termijn: Callable[[str], bool]
    processen: frozenset[str] = field(default_factory=frozenset)
    beslissingen: frozenset[str] = field(default_factory=frozenset)


def defined_in(data: bytes) -> frozenset[str]:
    """The ids of the processes in a BPMN file."""
    return frozenset(node.get("id", "") for node in names.read_xml(data).iter(f"{BPMN}process"))


def lint_bpmn(bestand: str, data: bytes, bekend: Bekend) -> list[Melding]:
    """Everything that is wrong with one BPMN file."""
    try:
        root = names.read_xml(data)
    except names.XmlError as error:
        return [Melding(bestand, "bestand", f"geen XML zoals wij het lezen: {error}")]
    found: list[tuple[str, str]] = []
    for check in (
        _whole, _refused, _expressions, _events, _messages, _loops, _lanes, _steps, _domains, _flows, _choices, _calls,
        _multi_instance,
    ):  # fmt: skip
        found += check(root, bekend)
    found += lint_tekening(root)
    return sorted({Melding(bestand, element, tekst) for element, tekst in found})


Found = Iterator[tuple[str, str]]


def ident(node: etree._Element) -> str:
    """The element that a person sees in the picture: what is inside an event or a flow counts as that."""
    seen = (*FLOW_NODES, "sequenceFlow")
    return names.ident(next((n for n in (node, *node.iterancestors()) if local(n) in seen), node))


def _whole(root: etree._Element, _: Bekend) -> Found:
    if next(nodes(root, "process"), None) is None:
        yield "bestand", "er staat geen BPMN-proces in"
    for name, count in Counter(node.get("id") for node in root.iter("*") if node.get("id")).items():
        if count > 1:
            yield name or "", f"deze id staat {count} keer in het bestand"


def _refused(root: etree._Element, _: Bekend) -> Found:
    for node in root.iter():
        kind = local(node)
        if kind in REFUSED and node.tag.startswith(BPMN):
            yield ident(node), REFUSED[kind]
        elif kind in NOT_RUN:
            yield ident(node), f"{kind} wordt geweigerd: een model rekent niet"


def _expressions(root: etree._Element, _: Bekend) -> Found:
    for node in nodes(root, *EXPRESSIONS):
        text = (node.text or "").strip()
        if not text.startswith("="):
            yield ident(node), f"een expressie begint met '=': {text!r}"
        else:
            yield from _feel(node, text)
    for node in nodes(root, "timerEventDefinition"):
        times = list(nodes(node, *TIMES))
        if not times:
            yield ident(node), "de timer heeft geen tijd"
        for time in times:
            yield from _timer(time)


def _timer(node: etree._Element) -> Found:
    text = (node.text or "").strip()
    if text.startswith("="):
        yield from _feel(node, text)
    elif not TIMES[local(node)](text):
        yield ident(node), f"geen ISO-duur, ISO-moment of FEEL-expressie: {text!r}"


def _is_moment(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_cycle(text: str) -> bool:
    """`R3/P1D` or `R3/2026-10-05/P1D`."""
    first, *between, last = text.split("/") if "/" in text else ("", "")
    times = first.removeprefix("R")
    return first.startswith("R") and times.isdecimal() and all(map(_is_moment, between)) and _is_duration(last)


def _is_duration(text: str) -> bool:
    """A duration of FEEL, or weeks, which timers have and FEEL has not."""
    return Duration.parse(text.replace("W", "D") if re.fullmatch(r"P\d+W", text) else text) is not None


TIMES: dict[str, Callable[[str], bool]] = {
    "timeDate": _is_moment,
    "timeDuration": _is_duration,
    "timeCycle": _is_cycle,
}


def _feel(node: etree._Element, text: str) -> Found:
    try:
        compile_expression(text)
    except FeelError as error:
        yield ident(node), f"geen FEEL zoals wij het lezen: {error}"


def _events(root: etree._Element, _: Bekend) -> Found:
    for node in nodes(root, "subProcess"):
        starts = node.findall(f"{BPMN}startEvent")
        if node.get("triggeredByEvent") == "true" and any(s.get("isInterrupting", "true") != "false" for s in starts):
            yield ident(node), "een onderbrekend event-subproces wordt geweigerd: de motor onderbreekt niet"
    for node in nodes(root, "boundaryEvent", "intermediateCatchEvent"):
        if not any(local(child).endswith("EventDefinition") for child in node):
            yield ident(node), "wacht nergens op: de motor loopt er meteen door"
    for node in nodes(root, "eventBasedGateway"):
        targets = [_by_id(root, flow.get("targetRef")) for flow in _outgoing(root, node)]
        timers = [t for t in targets if t is not None and t.find(f"{BPMN}timerEventDefinition") is not None]
        if len(timers) > 1:
            yield ident(node), "twee timers achter een gateway delen een tijd: gebruik er een"


def _messages(root: etree._Element, _: Bekend) -> Found:
    known = {message.get("id") for message in nodes(root, "message") if message.get("name")}
    for node in nodes(root, *CATCHING):
        definition = node.find(f"{BPMN}messageEventDefinition")
        waits = node if definition is None else definition
        if (definition is not None or local(node) == "receiveTask") and waits.get("messageRef") not in known:
            yield ident(node), "wacht op een bericht zonder naam: de motor loopt er meteen door"
        if node.get("parallelMultiple") == "true":
            yield ident(node), "parallelMultiple wordt geweigerd"


def _by_id(root: etree._Element, name: str | None) -> etree._Element | None:
    return next((node for node in nodes(root) if node.get("id") == name), None)


def _outgoing(root: etree._Element, node: etree._Element) -> list[etree._Element]:
    return [flow for flow in root.iter(f"{BPMN}sequenceFlow") if flow.get("sourceRef") == node.get("id")]


def _incoming(root: etree._Element, node: etree._Element) -> list[etree._Element]:
    return [flow for flow in root.iter(f"{BPMN}sequenceFlow") if flow.get("targetRef") == node.get("id")]


def _graph(level: etree._Element) -> dict[str, set[str]]:
    """The flows of one process or subprocess; a boundary event follows its host."""
    edges: dict[str, set[str]] = {}
    for flow in level.findall(f"{BPMN}sequenceFlow"):
        edges.setdefault(flow.get("sourceRef", ""), set()).add(flow.get("targetRef", ""))
    for event in level.findall(f"{BPMN}boundaryEvent"):
        edges.setdefault(event.get("attachedToRef", ""), set()).add(event.get("id", ""))
    return edges


def reachable(edges: dict[str, set[str]], start: str) -> set[str]:
    """Everything that can be reached from a node, itself only over a cycle."""
    found: set[str] = set()
    todo = list(edges.get(start, ()))
    while todo:
        node = todo.pop()
        if node not in found:
            found.add(node)
            todo.extend(edges.get(node, ()))
    return found


def _loops(root: etree._Element, _: Bekend) -> Found:
    for level in nodes(root, "process", "subProcess"):
        edges = _graph(level)
        for kind in ("parallelGateway", "inclusiveGateway"):
            for gateway in level.findall(f"{BPMN}{kind}"):
                name = gateway.get("id", "")
                if len(_incoming(level, gateway)) > 1 and name in reachable(edges, name):
                    yield name, "een samenvoeging in een lus op hetzelfde niveau: zet de lus om een subproces"


def _lanes(root: etree._Element, bekend: Bekend) -> Found:
    lanes = list(root.iter(f"{BPMN}lane"))
    for lane in lanes:
        if lane.get("name") not in bekend.lanes:
            yield ident(lane), f"onbekende lane {lane.get('name')!r}"
    placed = {(ref.text or "").strip() for lane in lanes for ref in lane.findall(f"{BPMN}flowNodeRef")}
    for node in root.iter(*HUMAN):
        current: etree._Element | None = node
        while current is not None and current.get("id") not in placed:
            current = current.getparent()
        if current is None:
            yield ident(node), "staat in geen lane"


def _steps(root: etree._Element, bekend: Bekend) -> Found:
    for node in root.iter(*HUMAN):
        form, properties = names.form_of(node), names.properties(node)
        if not form:
            yield ident(node), "heeft geen formulier"
        elif form not in bekend.formulieren:
            yield ident(node), f"formulier {form!r} bestaat niet"
        if not names.documentation(node):
            yield ident(node), "heeft geen uitleg (documentation)"
        term = properties.get("termijn", "")
        if term.startswith("="):
            yield from _feel(node, term)
        elif not bekend.is_termijn(term):
            yield ident(node), f"geen termijn: {term!r}"
        if properties.get("gevolg") and properties["gevolg"] not in bekend.gevolgen:
            yield ident(node), f"onbekend gevolg {properties['gevolg']!r}"


def _domains(root: etree._Element, bekend: Bekend) -> Found:
    for node in nodes(root):
        domein = names.properties(node).get("domein")
        if not domein:
            yield ident(node), "noemt geen soort gegevens (domein)"
        elif domein not in bekend.domeinen:
            yield ident(node), f"onbekend domein {domein!r}"


def _flows(root: etree._Element, _: Bekend) -> Found:
    for level in nodes(root, "process", "subProcess"):
        yield from _level(level)


def _level(level: etree._Element) -> Found:
    """Within one process or subprocess: every step lies on a way from a begin to an end."""
    steps = {n.get("id", ""): local(n) for n in level if local(n) in FLOW_NODES and n.get("triggeredByEvent") != "true"}
    flows = level.findall(f"{BPMN}sequenceFlow")
    for flow in flows:
        if {flow.get("sourceRef"), flow.get("targetRef")} - steps.keys():
            yield ident(flow), "een pijl van of naar iets dat op dit niveau niet bestaat"
    edges, leaving = _graph(level), {flow.get("sourceRef") for flow in flows}
    ends = {name for name, kind in steps.items() if kind == "endEvent"}
    stuck = steps.keys() - ends - leaving
    starts = [name for name, kind in steps.items() if kind == "startEvent"]
    if not starts:
        yield ident(level), "heeft geen begin"
    reached = {*starts}.union(*(reachable(edges, name) for name in starts))
    for name in steps:
        ahead = {name, *reachable(edges, name)}
        if name in stuck or not ahead & (ends | stuck):
            yield name, "loopt dood: vanaf hier komt de casus nooit bij een einde"
        if name not in reached and starts:
            yield name, "wordt nooit bereikt vanaf het begin"


def _choices(root: etree._Element, _: Bekend) -> Found:
    for node in nodes(root, "exclusiveGateway", "inclusiveGateway"):
        out = _outgoing(root, node)
        for flow in out if len(out) > 1 else ():
            if not flow.get("name", "").strip():
                yield ident(flow), "een pijl uit een keuze heeft een naam nodig"
            if flow.find(f"{BPMN}conditionExpression") is None and node.get("default") != flow.get("id"):
                yield ident(flow), "heeft geen voorwaarde en is niet de standaardpijl"
        if len(out) > 1 and not node.get("default"):
            yield ident(node), "heeft geen standaardpijl: een onbekend antwoord zou de casus laten vastlopen"


def _calls(root: etree._Element, bekend: Bekend) -> Found:
    for node in nodes(root, "callActivity"):
        process = names.called_process(node)
        if not process or process not in bekend.processen:
            yield ident(node), f"roept een onbekend proces aan: {process!r}"
    for node in nodes(root, "businessRuleTask"):
        called = names.called_decision(node)
        if called is None or called[0] not in bekend.beslissingen or not called[1]:
            yield ident(node), f"roept een onbekende beslissing aan: {called!r}"


def _multi_instance(root: etree._Element, _: Bekend) -> Found:
    for node in root.iter(f"{BPMN}multiInstanceLoopCharacteristics"):
        if node.find(f"{BPMN}loopCardinality") is None:
            yield ident(node), "herhaal op aantal (loopCardinality): een tweede bezoek loopt anders vast"
