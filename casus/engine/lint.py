"""What a model may not say, found before it runs: BPMN files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from lxml import etree

from casus.engine import names
from casus.engine.names import BPMN, BPMNDI, DC, HUMAN, local
from casus.feel import Duration, FeelError, compile_expression

FLOW_NODES = (
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "userTask",
    "manualTask", "task", "businessRuleTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "callActivity",
    "subProcess", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway",
    "transaction", "adHocSubProcess",
)  # fmt: skip
REFUSED = {
    "scriptTask": "een scripttaak wordt geweigerd: een model beslist, het rekent niet",
    "complexGateway": "een complexe gateway wordt geweigerd",
    "linkEventDefinition": "een link-event wordt geweigerd: de motor rondt de casus dan stil af",
    "compensateEventDefinition": "compensatie wordt geweigerd: de motor slaat haar stil over",
    "adHocSubProcess": "een ad-hoc-subproces wordt geweigerd",
    "transaction": "een transactie wordt geweigerd",
    "serviceTask": "een servicetaak wordt geweigerd: wat een stap doet, staat in 'gevolg'",
}
SCRIPTS = ("preScript", "postScript", "script")
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
    except etree.XMLSyntaxError as error:
        return [Melding(bestand, "bestand", f"geen XML: {error}")]
    found: list[tuple[str, str]] = []
    for check in (
        _refused, _expressions, _events, _messages, _loops, _lanes, _steps, _domains, _flows, _choices, _calls,
        _multi_instance, _shapes,
    ):  # fmt: skip
        found += check(root, bekend)
    return sorted({Melding(bestand, element, tekst) for element, tekst in found})


Found = Iterator[tuple[str, str]]


def _ident(node: etree._Element | None) -> str:
    current = node
    while current is not None and not current.get("id"):
        current = current.getparent()
    return "bestand" if current is None else current.get("id", "bestand")


def _nodes(root: etree._Element, *kinds: str) -> Iterator[etree._Element]:
    for node in root.iter():
        if local(node) in (kinds or FLOW_NODES) and node.tag.startswith(BPMN):
            yield node


def _refused(root: etree._Element, _: Bekend) -> Found:
    for node in root.iter():
        kind = local(node)
        if kind in REFUSED and node.tag.startswith(BPMN):
            yield _ident(node), REFUSED[kind]
        elif kind in SCRIPTS:
            yield _ident(node), f"{kind} wordt geweigerd: een model rekent niet"


def _expressions(root: etree._Element, _: Bekend) -> Found:
    for node in root.iter(f"{BPMN}conditionExpression", f"{BPMN}condition", f"{BPMN}loopCardinality"):
        text = (node.text or "").strip()
        if not text.startswith("="):
            yield _ident(node.getparent()), f"een expressie begint met '=': {text!r}"
        else:
            yield from _feel(node, text)
    for node in root.iter(f"{BPMN}timeDate", f"{BPMN}timeDuration", f"{BPMN}timeCycle"):
        yield from _timer(node)


def _timer(node: etree._Element) -> Found:
    text = (node.text or "").strip()
    if text.startswith("="):
        yield from _feel(node, text)
    elif local(node) == "timeDuration" and Duration.parse(text) is None:
        yield _ident(node), f"geen ISO-duur of FEEL-expressie: {text!r}"
    elif not text:
        yield _ident(node), "de timer heeft geen tijd"


def _feel(node: etree._Element, text: str) -> Found:
    try:
        compile_expression(text)
    except FeelError as error:
        yield _ident(node), f"geen FEEL zoals wij het lezen: {error}"


def _events(root: etree._Element, _: Bekend) -> Found:
    for node in _nodes(root, "subProcess"):
        starts = node.findall(f"{BPMN}startEvent")
        if node.get("triggeredByEvent") == "true" and any(s.get("isInterrupting", "true") != "false" for s in starts):
            yield _ident(node), "een onderbrekend event-subproces wordt geweigerd: de motor onderbreekt niet"
    for node in _nodes(root, "eventBasedGateway"):
        targets = [_by_id(root, flow.get("targetRef")) for flow in _outgoing(root, node)]
        timers = [t for t in targets if t is not None and t.find(f"{BPMN}timerEventDefinition") is not None]
        if len(timers) > 1:
            yield _ident(node), "twee timers achter een gateway delen een tijd: gebruik er een"


def _messages(root: etree._Element, _: Bekend) -> Found:
    for node in _nodes(root, *CATCHING):
        definition = node.find(f"{BPMN}messageEventDefinition")
        if definition is not None and not definition.get("messageRef"):
            yield _ident(node), "wacht op een bericht zonder naam"
        if local(node) == "receiveTask" and not node.get("messageRef") and definition is None:
            yield _ident(node), "wacht op een bericht zonder naam: de motor loopt er meteen door"
        if node.get("parallelMultiple") == "true":
            yield _ident(node), "parallelMultiple wordt geweigerd"


def _by_id(root: etree._Element, ident: str | None) -> etree._Element | None:
    return next((node for node in _nodes(root) if node.get("id") == ident), None)


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
    for level in _nodes(root, "process", "subProcess"):
        edges = _graph(level)
        for kind in ("parallelGateway", "inclusiveGateway"):
            for gateway in level.findall(f"{BPMN}{kind}"):
                ident = gateway.get("id", "")
                if len(_incoming(level, gateway)) > 1 and ident in reachable(edges, ident):
                    yield ident, "een samenvoeging in een lus op hetzelfde niveau: zet de lus om een subproces"


def _lanes(root: etree._Element, bekend: Bekend) -> Found:
    lanes = list(root.iter(f"{BPMN}lane"))
    for lane in lanes:
        if lane.get("name") not in bekend.lanes:
            yield _ident(lane), f"onbekende lane {lane.get('name')!r}"
    placed = {ref.text for lane in lanes for ref in lane.findall(f"{BPMN}flowNodeRef")}
    for node in root.iter(*HUMAN):
        current: etree._Element | None = node
        while current is not None and current.get("id") not in placed:
            current = current.getparent()
        if current is None:
            yield _ident(node), "staat in geen lane"


def _steps(root: etree._Element, bekend: Bekend) -> Found:
    for node in root.iter(*HUMAN):
        form, properties = names.form_of(node), names.properties(node)
        if not form:
            yield _ident(node), "heeft geen formulier"
        elif form not in bekend.formulieren:
            yield _ident(node), f"formulier {form!r} bestaat niet"
        if not names.documentation(node):
            yield _ident(node), "heeft geen uitleg (documentation)"
        term = properties.get("termijn", "")
        if not term.startswith("=") and not bekend.is_termijn(term):
            yield _ident(node), f"geen termijn: {term!r}"
        if properties.get("gevolg") and properties["gevolg"] not in bekend.gevolgen:
            yield _ident(node), f"onbekend gevolg {properties['gevolg']!r}"


def _domains(root: etree._Element, bekend: Bekend) -> Found:
    for node in _nodes(root):
        domein = names.properties(node).get("domein")
        if not domein:
            yield _ident(node), "noemt geen soort gegevens (domein)"
        elif domein not in bekend.domeinen:
            yield _ident(node), f"onbekend domein {domein!r}"


def _flows(root: etree._Element, _: Bekend) -> Found:
    for node in _nodes(root):
        kind, out, into = local(node), _outgoing(root, node), _incoming(root, node)
        event_subprocess = node.get("triggeredByEvent") == "true"
        if not out and kind != "endEvent" and not event_subprocess:
            yield _ident(node), "loopt dood: er gaat geen pijl uit"
        if not into and kind not in ("startEvent", "boundaryEvent") and not event_subprocess:
            yield _ident(node), "wordt nooit bereikt: er komt geen pijl in"


def _choices(root: etree._Element, _: Bekend) -> Found:
    for node in _nodes(root, "exclusiveGateway", "inclusiveGateway"):
        out = _outgoing(root, node)
        for flow in out if len(out) > 1 else ():
            if not flow.get("name"):
                yield _ident(flow), "een pijl uit een keuze heeft een naam nodig"
            if flow.find(f"{BPMN}conditionExpression") is None and node.get("default") != flow.get("id"):
                yield _ident(flow), "heeft geen voorwaarde en is niet de standaardpijl"
        if len(out) > 1 and not node.get("default"):
            yield _ident(node), "heeft geen standaardpijl: een onbekend antwoord zou de casus laten vastlopen"


def _calls(root: etree._Element, bekend: Bekend) -> Found:
    for node in _nodes(root, "callActivity"):
        process = names.called_process(node)
        if not process or process not in bekend.processen:
            yield _ident(node), f"roept een onbekend proces aan: {process!r}"
    for node in _nodes(root, "businessRuleTask"):
        called = names.called_decision(node)
        if called is None or called[0] not in bekend.beslissingen or not called[1]:
            yield _ident(node), f"roept een onbekende beslissing aan: {called!r}"


def _multi_instance(root: etree._Element, _: Bekend) -> Found:
    for node in root.iter(f"{BPMN}multiInstanceLoopCharacteristics"):
        if node.find(f"{BPMN}loopCardinality") is None:
            yield (
                _ident(node.getparent()),
                "herhaal op aantal (loopCardinality): een tweede bezoek loopt anders vast",
            )


Box = tuple[float, float, float, float]


def _boxes(root: etree._Element) -> dict[str, Box]:
    found: dict[str, Box] = {}
    for shape in root.iter(f"{BPMNDI}BPMNShape"):
        bounds = shape.find(f"{DC}Bounds")
        if bounds is not None:
            x, y, width, height = (float(bounds.get(key, "0")) for key in ("x", "y", "width", "height"))
            found[shape.get("bpmnElement", "")] = (x, y, x + width, y + height)
    return found


def _shapes(root: etree._Element, _: Bekend) -> Found:
    boxes = _boxes(root)
    edges = {edge.get("bpmnElement") for edge in root.iter(f"{BPMNDI}BPMNEdge")}
    for node in [*_nodes(root), *root.iter(f"{BPMN}lane")]:
        if node.get("id") not in boxes:
            yield _ident(node), "heeft geen plaats in de tekening"
    for flow in root.iter(f"{BPMN}sequenceFlow"):
        if flow.get("id") not in edges:
            yield _ident(flow), "heeft geen lijn in de tekening"
    yield from _overlaps(root, boxes)
    for lane in root.iter(f"{BPMN}lane"):
        outer = boxes.get(lane.get("id", ""))
        for ref in lane.findall(f"{BPMN}flowNodeRef"):
            inner = boxes.get(ref.text or "")
            if outer and inner and not _inside(inner, outer):
                yield ref.text or "", f"staat buiten zijn lane {lane.get('name')!r}"


def _overlaps(root: etree._Element, boxes: dict[str, Box]) -> Found:
    for level in _nodes(root, "process", "subProcess"):
        drawn = [n.get("id", "") for n in level if local(n) in FLOW_NODES and local(n) != "boundaryEvent"]
        for one, two in combinations([ident for ident in drawn if ident in boxes], 2):
            if _overlap(boxes[one], boxes[two]):
                yield one, f"overlapt met {two}"


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _inside(inner: Box, outer: Box) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
