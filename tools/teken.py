"""Draw BPMN models: places from a grid of ranks and lanes, lines from bpmn-js in headless Chromium.

Usage: python tools/teken.py workflows/*.bpmn [--plaatjes MAP]

The meaning of a file is not touched: only its diagram is made anew, and saved by the modeller itself.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from playwright.sync_api import Page, sync_playwright

from casus.engine.names import BPMN, BPMNDI, DC, DI, local

SIZES = {"Event": (36, 36), "Gateway": (50, 50)}
TASK = (130, 80)
GAP_X, GAP_Y, PAD, TITLE, LANE = 70, 50, 40, 30, 30
NAME = 24  # room for the name of a lane beside the name of a start
WIDE = 1600
LABELS = {"boundaryEvent": "beside", "startEvent": "under", "endEvent": "under"}
MODELER = Path("node_modules/bpmn-js/dist/bpmn-modeler.development.js")


@dataclass
class Box:
    """A drawn node: where, how large, and what stands inside."""

    ident: str
    width: float
    height: float
    x: float = 0
    y: float = 0
    inside: dict[str, Box] = field(default_factory=dict)
    label: str = ""
    """Where the name of an event stands: `under` it, or `beside` the line that leaves it downwards."""

    def all(self) -> list[Box]:
        return [self, *(found for box in self.inside.values() for found in box.all())]

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def move(self, dx: float, dy: float) -> None:
        for box in self.all():
            box.x, box.y = box.x + dx, box.y + dy


def nodes_of(level: etree._Element) -> dict[str, etree._Element]:
    kinds = ("Event", "Task", "task", "Gateway", "subProcess", "callActivity")
    return {n.get("id", ""): n for n in level if local(n).endswith(kinds)}


def ranks(level: etree._Element, nodes: dict[str, etree._Element]) -> dict[str, int]:
    """The longest way from a start to each node, arrows back left out."""
    edges: dict[str, list[str]] = {ident: [] for ident in nodes}
    for flow in level.findall(f"{BPMN}sequenceFlow"):
        edges[flow.get("sourceRef", "")].append(flow.get("targetRef", ""))
    for ident, node in nodes.items():
        if local(node) == "boundaryEvent":
            edges[node.get("attachedToRef", "")].append(ident)
    order, state = [], {}

    def visit(ident: str) -> None:
        state[ident] = "open"
        for target in list(edges[ident]):
            if state.get(target) == "open":
                edges[ident].remove(target)
            elif target not in state:
                visit(target)
        state[ident] = "done"
        order.append(ident)

    starts = [i for i, n in nodes.items() if local(n) == "startEvent"]
    for ident in [*starts, *nodes]:
        if ident not in state:
            visit(ident)
    found = dict.fromkeys(nodes, 0)
    for ident in reversed(order):
        for target in edges[ident]:
            step = 0 if local(nodes[target]) == "boundaryEvent" else 1
            found[target] = max(found[target], found[ident] + step)
    return found


def layout(
    level: etree._Element, lane_of: dict[str, str], lanes: list[str]
) -> tuple[dict[str, Box], dict[str, tuple[float, float]]]:
    """Places for the nodes of one process or subprocess, and the band of each lane."""
    nodes = nodes_of(level)
    rank = ranks(level, nodes)
    boxes = {ident: _box(node) for ident, node in nodes.items()}
    beside = [i for i, n in nodes.items() if n.get("triggeredByEvent") == "true"]
    flowing = [i for i, n in nodes.items() if local(n) != "boundaryEvent" and i not in beside]
    rows = _rows(level, nodes, rank, lane_of, flowing)
    x, columns = PAD + LANE + (NAME if lanes else 0), {}
    for place in range(max(rank.values(), default=0) + 1):
        here = [boxes[i] for i in flowing if rank[i] == place]
        columns[place] = (x, max((b.width for b in here), default=0))
        x += columns[place][1] + (GAP_X if here else 0)
    bands, y = {}, 0.0
    for lane in lanes or [""]:
        mine = [i for i in flowing if lane_of.get(i, "") == lane]
        heights: dict[int, float] = {}
        for ident in mine:
            extra = 34 if any(n.get("attachedToRef") == ident for n in nodes.values()) else 0
            heights[rows[ident]] = max(heights.get(rows[ident], 0), boxes[ident].height + extra)
        top, start = y + GAP_Y / 2 + 10, y
        for row in range(max(heights, default=-1) + 1):
            height = heights.get(row, 0)
            for ident in mine:
                if rows[ident] == row:
                    left, width = columns[rank[ident]]
                    boxes[ident].move(left + (width - boxes[ident].width) / 2, top + (height - boxes[ident].height) / 2)
            top += height + GAP_Y
        top = _beside([boxes[i] for i in beside if lane_of.get(i, "") == lane], top, max(x, WIDE))
        y = max(top, start + 100)
        bands[lane] = (start, y - start)
    _attach(nodes, boxes)
    return boxes, bands


def _beside(waiting: list[Box], top: float, right: float) -> float:
    """Event subprocesses have no flows: they stand under the flow of their lane, in rows."""
    left, lowest = PAD + LANE, top
    for box in waiting:
        if left > PAD + LANE and left + box.width > right:
            left, top = PAD + LANE, lowest
        box.move(left, top)
        left += box.width + GAP_X / 2
        lowest = max(lowest, top + box.height + GAP_Y)
    return lowest


def _box(node: etree._Element) -> Box:
    ident, kind = node.get("id", ""), local(node)
    if kind == "subProcess":
        inside, _ = layout(node, {}, [])
        right = max(b.x + b.width for b in inside.values()) + PAD
        ways = [y for way in detours(node, inside).values() for _, y in way]
        bottom = max(*(b.bottom for b in inside.values()), *ways) + PAD
        for box in inside.values():
            box.move(-LANE, TITLE - 10)
        return Box(ident, right - LANE, bottom + TITLE - 10, inside=inside)
    size = next((SIZES[end] for end in SIZES if kind.endswith(end)), TASK)
    return Box(ident, *size, label=LABELS.get(kind, ""))


def _rows(
    level: etree._Element, nodes: dict, rank: dict[str, int], lane_of: dict[str, str], flowing: list[str]
) -> dict[str, int]:
    """In each lane the row of a node: that of its predecessor when free, else the next free one."""
    taken: set[tuple[str, int, int]] = set()
    rows: dict[str, int] = {}
    before: dict[str, list[str]] = {}
    for flow in level.findall(f"{BPMN}sequenceFlow"):
        source = nodes[flow.get("sourceRef", "")]
        before.setdefault(flow.get("targetRef", ""), []).append(source.get("attachedToRef") or source.get("id", ""))
    for ident in sorted(flowing, key=lambda i: rank[i]):
        lane = lane_of.get(ident, "")
        wish = [rows[b] for b in before.get(ident, []) if b in rows and lane_of.get(b, "") == lane]
        from_boundary = any(
            nodes[f.get("sourceRef", "")].get("attachedToRef")
            for f in level.findall(f"{BPMN}sequenceFlow")
            if f.get("targetRef") == ident
        )
        row = min(wish, default=0) + (1 if from_boundary and wish else 0)
        while (lane, rank[ident], row) in taken:
            row += 1
        rows[ident] = row
        taken.add((lane, rank[ident], row))
    return rows


def _attach(nodes: dict[str, etree._Element], boxes: dict[str, Box]) -> None:
    """Boundary events sit on the lower edge of their host, from right to left."""
    count: dict[str, int] = {}
    for ident, node in nodes.items():
        host = node.get("attachedToRef")
        if host:
            place = count.get(host, 0)
            count[host] = place + 1
            base = boxes[host]
            boxes[ident].move(base.x + base.width - 100 - place * 110, base.y + base.height - 18)


def draw(path: Path) -> tuple[bytes, list[str]]:
    """The file with a new diagram, and which lines are already where they belong."""
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(remove_blank_text=True))
    for old in [*root.findall(f"{BPMNDI}BPMNDiagram"), *root.findall(f"{BPMN}collaboration")]:
        root.remove(old)
    process = root.find(f"{BPMN}process")
    ident = process.get("id", "")
    collaboration = etree.Element(f"{BPMN}collaboration", id=f"{ident}_samenwerking")
    etree.SubElement(
        collaboration, f"{BPMN}participant", id=f"{ident}_pool", name=process.get("name", ""), processRef=ident
    )
    root.insert(list(root).index(process), collaboration)
    lanes = [lane.get("id", "") for lane in process.iter(f"{BPMN}lane")]
    lane_of = {
        ref.text: lane.get("id", "")
        for lane in process.iter(f"{BPMN}lane")
        for ref in lane.findall(f"{BPMN}flowNodeRef")
    }
    boxes, bands = layout(process, lane_of, lanes)
    plane = _plane(root, f"{ident}_samenwerking")
    width = max(b.x + b.width for b in boxes.values()) + PAD
    height = sum(h for _, h in bands.values())
    _shape(plane, f"{ident}_pool", 0, 0, width + LANE, height, horizontal=True)
    for lane, (top, band) in bands.items():
        if lane:
            _shape(plane, lane, LANE, top, width, band, horizontal=True)
    for box in (found for each in boxes.values() for found in each.all()):
        shape = _shape(plane, box.ident, box.x, box.y, box.width, box.height, expanded=bool(box.inside))
        if box.label:
            left, top = (box.x + 24, box.bottom + 2) if box.label == "beside" else (box.x - 32, box.bottom + 6)
            _bounds(etree.SubElement(shape, f"{BPMNDI}BPMNLabel"), left, top, 100, 28)
    centre = {b.ident: b for each in boxes.values() for b in each.all()}
    ways = {
        name: way
        for level in (process, *process.iter(f"{BPMN}subProcess"))
        for name, way in detours(level, centre).items()
    }
    for flow in process.iter(f"{BPMN}sequenceFlow"):
        ends = [centre[flow.get(end, "")].middle for end in ("sourceRef", "targetRef")]
        _edge(plane, flow.get("id", ""), ways.get(flow.get("id", ""), ends))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8"), sorted(ways)


def detours(level: etree._Element, boxes: dict[str, Box]) -> dict[str, list[tuple[float, float]]]:
    """Lines that bpmn-js would draw through a node: back under the row, forward over it."""
    here = {ident for ident, node in nodes_of(level).items() if local(node) != "boundaryEvent"}
    found: dict[str, list[tuple[float, float]]] = {}
    for flow in level.findall(f"{BPMN}sequenceFlow"):
        ends = [flow.get("sourceRef", ""), flow.get("targetRef", "")]
        if not here.issuperset(ends):
            continue
        source, target = (boxes[ident] for ident in ends)
        others = [boxes[ident] for ident in here - set(ends)]
        passed = [box for box in others if _passes(source, target, box)]
        if target.x < source.x:
            y = max(box.bottom for box in (source, target, *passed)) + 30 + 9 * len(found)
            found[flow.get("id", "")] = _around(source, target, y, target.y if target.y > y else target.bottom)
        elif passed and abs(source.middle[1] - target.middle[1]) < 1:
            y = min(box.y for box in (source, *passed)) - 18
            found[flow.get("id", "")] = _around(source, target, y, target.y)
    return found


def _passes(source: Box, target: Box, box: Box) -> bool:
    """The box stands on the row of the source, between it and the target."""
    left, right = sorted((source.middle[0], target.middle[0]))
    return left < box.middle[0] < right and abs(box.middle[1] - source.middle[1]) < (box.height + source.height) / 2


def _around(source: Box, target: Box, y: float, end: float) -> list[tuple[float, float]]:
    start = source.bottom if y > source.bottom else source.y
    return [(source.middle[0], start), (source.middle[0], y), (target.middle[0], y), (target.middle[0], end)]


def _edge(plane: etree._Element, ident: str, way: list[tuple[float, float]]) -> None:
    edge = etree.SubElement(plane, f"{BPMNDI}BPMNEdge", id=f"{ident}_di", bpmnElement=ident)
    for x, y in way:
        etree.SubElement(edge, f"{DI}waypoint", x=str(round(x)), y=str(round(y)))


def _plane(root: etree._Element, element: str) -> etree._Element:
    diagram = etree.SubElement(root, f"{BPMNDI}BPMNDiagram", id="tekening")
    return etree.SubElement(diagram, f"{BPMNDI}BPMNPlane", id="vlak", bpmnElement=element)


def _shape(
    plane: etree._Element,
    ident: str,
    x: float,
    y: float,
    w: float,
    h: float,
    *,
    horizontal: bool = False,
    expanded: bool = False,
) -> etree._Element:
    extra = {"isHorizontal": "true"} if horizontal else {"isExpanded": "true"} if expanded else {}
    shape = etree.SubElement(plane, f"{BPMNDI}BPMNShape", id=f"{ident}_di", bpmnElement=ident, **extra)
    _bounds(shape, x, y, w, h)
    return shape


def _bounds(shape: etree._Element, x: float, y: float, w: float, h: float) -> None:
    etree.SubElement(shape, f"{DC}Bounds", x=str(round(x)), y=str(round(y)), width=str(round(w)), height=str(round(h)))


ROUTE = """
async ([xml, ready]) => {
  const modeler = new BpmnJS({ container: document.body });
  const { warnings } = await modeler.importXML(xml);
  if (warnings.length) throw new Error(warnings.map((w) => w.message).join("; "));
  const registry = modeler.get("elementRegistry"), modeling = modeler.get("modeling");
  for (const line of registry.filter((e) => e.waypoints && !ready.includes(e.id))) modeling.layoutConnection(line, { waypoints: [] });
  for (const line of registry.filter((e) => e.waypoints && e.businessObject.name)) modeling.updateLabel(line, line.businessObject.name);
  for (const line of registry.filter((e) => e.labels.length && e.waypoints && e.waypoints.length > 2)) {
    const [, bend, end] = line.waypoints, label = line.labels[0], right = end.x > bend.x;
    if (Math.abs(bend.y - end.y) > 1) continue;
    const short = Math.abs(end.x - bend.x) < 200 && line.waypoints.length === 3;
    const x = short ? (right ? end.x - label.width - 12 : end.x + 12) : right ? bend.x + 8 : bend.x - label.width - 8;
    modeling.moveElements([label], { x: x - label.x, y: end.y - label.height - 3 - label.y });
  }
  const out = await modeler.saveXML({ format: true });
  const { svg } = await modeler.saveSVG();
  modeler.destroy();
  return [out.xml, svg];
}
"""


def main() -> None:
    """Draw every file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--plaatjes", type=Path, help="also save a PNG of each drawing here")
    arguments = parser.parse_args()
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 2400, "height": 1400})
        page.set_content("<body style='margin:0;height:100vh'></body>")
        page.add_script_tag(path=str(MODELER))
        for file in arguments.files:
            drawn, ready = draw(file)
            xml, svg = page.evaluate(ROUTE, [drawn.decode(), ready])
            file.write_text(xml, "utf-8")
            print(f"drawn: {file}")
            if arguments.plaatjes:
                _picture(browser.new_page(), svg, arguments.plaatjes / f"{file.stem}.png")
        browser.close()


def _picture(page: Page, svg: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    page.set_content(f"<body style='margin:0;background:#fff'>{svg[svg.index('<svg') :]}</body>")
    page.locator("svg").first.screenshot(path=str(target))
    page.close()


if __name__ == "__main__":
    main()
