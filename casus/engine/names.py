"""XML names of BPMN, DMN and their extensions, and how to read a property of an element."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"

FLOW_NODES = (
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "userTask",
    "manualTask", "task", "businessRuleTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "callActivity",
    "subProcess", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway",
    "transaction", "adHocSubProcess",
)  # fmt: skip
HUMAN = (f"{BPMN}userTask", f"{BPMN}manualTask")
DMN_SPACES = (
    "{https://www.omg.org/spec/DMN/20191111/MODEL/}",
    "{http://www.omg.org/spec/DMN/20180521/MODEL/}",
    "{http://www.omg.org/spec/DMN/20151101/dmn.xsd}",
    "{http://www.omg.org/spec/DMN/20151101/dmn11.xsd}",
    "{https://www.omg.org/spec/DMN/20211108/MODEL/}",
    "{https://www.omg.org/spec/DMN/20230324/MODEL/}",
    "{https://www.omg.org/spec/DMN/20240513/MODEL/}",
)


def local(node: etree._Element) -> str:
    """The tag without its namespace; empty for comments."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def nodes(root: etree._Element, *kinds: str) -> Iterator[etree._Element]:
    """The BPMN elements of these kinds, in the order of the file; all flow nodes when none is named."""
    for node in root.iter(f"{BPMN}*"):
        if local(node) in (kinds or FLOW_NODES):
            yield node


def ident(node: etree._Element | None) -> str:
    """The id of the element, else of the first around it that has one."""
    while node is not None and not node.get("id"):
        node = node.getparent()
    return "bestand" if node is None else node.get("id", "bestand")


def extension(node: etree._Element, name: str) -> etree._Element | None:
    """The zeebe extension element of that name, when the element carries it itself."""
    return node.find(f"{BPMN}extensionElements/{ZEEBE}{name}")


def properties(node: etree._Element) -> dict[str, str]:
    """The extension properties of an element, as Camunda Modeler writes them."""
    found = node.findall(f"{BPMN}extensionElements/{ZEEBE}properties/{ZEEBE}property")
    return {item.get("name", ""): item.get("value", "") for item in found}


def form_of(node: etree._Element) -> str | None:
    """The key of the form of a human step."""
    form = extension(node, "formDefinition")
    return None if form is None else form.get("formId")


def called_process(node: etree._Element) -> str | None:
    """The process that a call activity calls."""
    called = extension(node, "calledElement")
    return node.get("calledElement") or (None if called is None else called.get("processId"))


def called_decision(node: etree._Element) -> tuple[str, str] | None:
    """The decision that a business rule task asks, and the flag that takes its outcome."""
    called = extension(node, "calledDecision")
    return None if called is None else (called.get("decisionId", ""), called.get("resultVariable", ""))


def documentation(node: etree._Element) -> str:
    """The help text of an element."""
    return (node.findtext(f"{BPMN}documentation") or "").strip()


class XmlError(ValueError):
    """The bytes are not XML, or not XML as we read it."""


def read_xml(data: bytes) -> etree._Element:
    """Parse without entities or network, comments and processing instructions left out.

    Raises:
        XmlError: the bytes are not XML, or they declare entities (a DOCTYPE).
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise XmlError(f"not XML: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlError("a DOCTYPE is refused: what it declares would change what the file says")
    return root
