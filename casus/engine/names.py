"""XML names of BPMN, DMN and their extensions, and how to read a property of an element."""

from __future__ import annotations

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"

HUMAN = (f"{BPMN}userTask", f"{BPMN}manualTask")
DMN_SPACES = (
    "{https://www.omg.org/spec/DMN/20191111/MODEL/}",
    "{http://www.omg.org/spec/DMN/20180521/MODEL/}",
    "{http://www.omg.org/spec/DMN/20151101/dmn.xsd}",
    "{https://www.omg.org/spec/DMN/20211108/MODEL/}",
    "{https://www.omg.org/spec/DMN/20230324/MODEL/}",
    "{https://www.omg.org/spec/DMN/20240513/MODEL/}",
)


def local(node: etree._Element) -> str:
    """The tag without its namespace; empty for comments."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


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


def read_xml(data: bytes) -> etree._Element:
    """Parse without entities or network.

    Raises:
        lxml.etree.XMLSyntaxError: the bytes are not XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, huge_tree=False)
    return etree.fromstring(data, parser)
