"""The drawing of a process: its order of steps, and the picture with only what a reader may know."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from casus.engine import names

CONTAINERS = ("process", "subProcess")
STEPS = ("userTask", "manualTask", "callActivity")
ENDINGS = ("Task", "Event", "Gateway", "callActivity", "subProcess")
PRIVATE = ("extensionElements", "documentation", "conditionExpression")
"""What a picture never needs."""


@dataclass(frozen=True)
class Volgorde:
    """The order of the elements of one process or subprocess."""

    soort: dict[str, str]
    verder: dict[str, tuple[str, ...]]
    lanes: dict[str, str]

    def hoofdroute(self, soorten: tuple[str, ...] = STEPS) -> tuple[str, ...]:
        """The elements of these kinds on the way through that visits most of them; a loop is walked once."""
        arrived = {ident for targets in self.verder.values() for ident in targets}
        best: dict[str, tuple[str, ...]] = {}

        def walk(ident: str, before: frozenset[str]) -> tuple[str, ...]:
            if ident not in best:
                ahead = [walk(nxt, before | {ident}) for nxt in self.verder.get(ident, ()) if nxt not in before]
                here = (ident,) if self.soort[ident] in soorten else ()
                best[ident] = here + max(ahead, key=len, default=())
            return best[ident]

        starts = [i for i, soort in self.soort.items() if soort == "startEvent" and i not in arrived]
        return max((walk(ident, frozenset()) for ident in starts), key=len, default=())

    def hierna(self, ident: str) -> tuple[str, ...]:
        """The steps that can come directly after an element, the nearest first."""
        found: list[str] = []
        seen, queue = {ident}, deque(self.verder.get(ident, ()))
        while queue:
            nxt = queue.popleft()
            if nxt in seen:
                continue
            seen.add(nxt)
            if self.soort.get(nxt) in STEPS:
                found.append(nxt)
            else:
                queue.extend(self.verder.get(nxt, ()))
        return tuple(found)


@lru_cache(maxsize=128)
def volgorde(bpmn: bytes, proces: str) -> Volgorde:
    """The order of the elements directly in a process or subprocess.

    Raises:
        KeyError: the file draws no such process.
    """
    root = names.read_xml(bpmn)
    holder = next((n for n in root.iter() if names.local(n) in CONTAINERS and n.get("id") == proces), None)
    if holder is None:
        raise KeyError(proces)
    nodes = {n.get("id", ""): names.local(n) for n in holder if names.local(n).endswith(ENDINGS)}
    onward: dict[str, list[str]] = {}
    for flow in holder.findall(f"{names.BPMN}sequenceFlow"):
        onward.setdefault(flow.get("sourceRef", ""), []).append(flow.get("targetRef", ""))
    lanes = {
        (ref.text or "").strip(): lane.get("name", "")
        for lane in root.iter(f"{names.BPMN}lane")
        for ref in lane.findall(f"{names.BPMN}flowNodeRef")
    }
    return Volgorde(nodes, {key: tuple(targets) for key, targets in onward.items()}, lanes)


def teken(bpmn: bytes, bekend: Callable[[str], bool]) -> tuple[bytes, frozenset[str]]:
    """The picture for a reader, and the ids of the elements that it names.

    An element that the reader may not know of keeps its place and loses its name, id and marks; so do
    the flows that touch it and a lane that holds nothing else. Help, terms and conditions are left out.
    """
    root = names.read_xml(bpmn)
    for node in [n for n in root.iter() if names.local(n) in PRIVATE]:
        _remove(node)
    nodes = [n for n in root.iter() if names.local(n).endswith(ENDINGS) and n.tag.startswith(names.BPMN)]
    hidden = [node for node in nodes if not bekend(node.get("id", ""))]
    away = {node.get("id", "") for node in hidden}
    flows = [f for f in root.iter(f"{names.BPMN}sequenceFlow") if away & {f.get("sourceRef"), f.get("targetRef")}]
    lanes = [lane for lane in root.iter(f"{names.BPMN}lane") if not _keeps_some(lane, away)]
    for node in [*hidden, *flows, *lanes]:
        _drop(node, "name")
        if node in hidden:
            _plain(node)
    for node in root.findall(f"{names.BPMN}message"):
        _drop(node, "name")
    _rename(root, [node.get("id", "") for node in [*hidden, *flows, *lanes]])
    shown = frozenset(node.get("id", "") for node in nodes if node not in hidden)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8"), shown


def _drop(node: etree._Element, name: str) -> None:
    if name in node.attrib:
        del node.attrib[name]


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _keeps_some(lane: etree._Element, away: set[str]) -> bool:
    inside = {(ref.text or "").strip() for ref in lane.findall(f"{names.BPMN}flowNodeRef")}
    return bool(inside - away)


def _plain(node: etree._Element) -> None:
    """A hidden step is a plain box: no sign of a person, a timer or a message, and no called process."""
    for child in [n for n in node if names.local(n).endswith("EventDefinition")]:
        node.remove(child)
    for name in ("calledElement", "messageRef", "default"):
        _drop(node, name)
    if names.local(node).endswith("Task") or names.local(node) == "callActivity":
        node.tag = f"{names.BPMN}task"


def _rename(root: etree._Element, idents: Iterable[str]) -> None:
    """Give elements ids that say nothing, everywhere they are named."""
    fresh = {ident: f"dicht_{number}" for number, ident in enumerate(idents)}
    for node in root.iter():
        for key, value in node.attrib.items():
            if value in fresh:
                node.set(key, fresh[str(value)])
        if (node.text or "").strip() in fresh:
            node.text = fresh[(node.text or "").strip()]
    for number, shape in enumerate(_shapes(root, set(fresh.values()))):
        shape.set("id", f"dicht_vorm_{number}")


def _shapes(root: etree._Element, idents: set[str]) -> Iterator[etree._Element]:
    return (node for node in root.iter() if node.get("bpmnElement") in idents)
