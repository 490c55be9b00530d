"""What is wrong with the picture of a model: shapes that lack, overlap, or stand outside what holds them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import isfinite

from lxml import etree

from casus.engine.names import BPMN, BPMNDI, DC, FLOW_NODES, ident, local, nodes

Box = tuple[float, float, float, float]
Found = Iterator[tuple[str, str]]


def lint_tekening(root: etree._Element) -> Found:
    """By element: what is wrong with its place in the picture."""
    boxes = _boxes(root)
    edges = {edge.get("bpmnElement") for edge in root.iter(f"{BPMNDI}BPMNEdge")}
    for node in [*nodes(root), *root.iter(f"{BPMN}lane")]:
        if node.get("id") not in boxes:
            yield ident(node), "heeft geen plaats in de tekening"
    for flow in root.iter(f"{BPMN}sequenceFlow"):
        if flow.get("id") not in edges:
            yield ident(flow), "heeft geen lijn in de tekening"
    yield from _overlaps(root, boxes)
    yield from _outside(root, boxes)


def _boxes(root: etree._Element) -> dict[str, Box]:
    found: dict[str, Box] = {}
    for shape in root.iter(f"{BPMNDI}BPMNShape"):
        bounds = shape.find(f"{DC}Bounds")
        sides = [] if bounds is None else [_number(bounds.get(key, "")) for key in ("x", "y", "width", "height")]
        if sides and all(side is not None for side in sides):
            x, y, width, height = (side or 0.0 for side in sides)
            found[shape.get("bpmnElement", "")] = (x, y, x + width, y + height)
    return found


def _number(text: str) -> float | None:
    try:
        return float(text) if isfinite(float(text)) else None
    except ValueError:
        return None


def _overlaps(root: etree._Element, boxes: dict[str, Box]) -> Found:
    levels = [*nodes(root, "process", "subProcess"), *root.iter(f"{BPMN}laneSet")]
    for level in levels:
        kinds = (*FLOW_NODES, "lane")
        drawn = [n.get("id", "") for n in level if local(n) in kinds and local(n) != "boundaryEvent"]
        for one, two in combinations([name for name in drawn if name in boxes], 2):
            if _overlap(boxes[one], boxes[two]):
                yield one, f"overlapt met {two}"


def _outside(root: etree._Element, boxes: dict[str, Box]) -> Found:
    for lane in root.iter(f"{BPMN}lane"):
        for ref in lane.findall(f"{BPMN}flowNodeRef"):
            name = (ref.text or "").strip()
            if not _inside(boxes.get(name), boxes.get(lane.get("id", ""))):
                yield name, f"staat buiten zijn lane {lane.get('name')!r}"
    closed = {s.get("bpmnElement") for s in root.iter(f"{BPMNDI}BPMNShape") if s.get("isExpanded") == "false"}
    for level in nodes(root, "subProcess"):
        for node in () if level.get("id") in closed else level:
            if local(node) in FLOW_NODES and not _inside(boxes.get(node.get("id", "")), boxes.get(level.get("id", ""))):
                yield ident(node), f"staat buiten zijn subproces {level.get('id')}"


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _inside(inner: Box | None, outer: Box | None) -> bool:
    """Whether one lies in the other; what is not drawn has a finding of its own."""
    if inner is None or outer is None:
        return True
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
