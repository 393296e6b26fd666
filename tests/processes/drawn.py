"""Reads the drawing of a diagram and says what is wrong with it: one sentence per fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
NAMESPACES = {
    "bpmn": BPMN,
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "spiffworkflow": SPIFF,
}
TASKS = {"userTask", "serviceTask", "scriptTask", "businessRuleTask", "callActivity"}
EVENTS = {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
GATEWAYS = {"exclusiveGateway", "parallelGateway", "eventBasedGateway", "inclusiveGateway"}
FLOW_NODES = TASKS | EVENTS | GATEWAYS | {"subProcess"}
FRAMES = {"subProcess", "lane", "participant"}
DRAWN = FLOW_NODES | FRAMES | {"sequenceFlow"}
LABEL_EN = "spiffworkflow:property[@name='label_en']"
TOUCH = 1  # pixels two things may share: borders are drawn on whole pixels
GATEWAY_HALF = 25


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: Box) -> bool:
        """Whether the two share more than a border."""
        return (
            self.x < other.right - TOUCH
            and other.x < self.right - TOUCH
            and self.y < other.bottom - TOUCH
            and other.y < self.bottom - TOUCH
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly inside."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def has_on_border(self, point: tuple[float, float]) -> bool:
        """Whether the point lies on the outline, give or take a pixel."""
        x, y = point
        beside = self.x - TOUCH <= x <= self.right + TOUCH and self.y - TOUCH <= y <= self.bottom + TOUCH
        nearest = min(abs(x - self.x), abs(x - self.right), abs(y - self.y), abs(y - self.bottom))
        return beside and nearest <= TOUCH


@dataclass(frozen=True, slots=True)
class Node:
    """An element that must be drawn."""

    element_id: str
    kind: str
    name: str
    label_en: str
    parent: str
    host: str = ""  # a boundary event's activity
    source: str = ""  # a sequence flow's ends
    target: str = ""
    outgoing: int = 0
    interrupting: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """One diagram: what stands in it, and where."""

    nodes: dict[str, Node]
    boxes: dict[str, Box] = field(default_factory=dict)
    lines: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    drawn: list[str] = field(default_factory=list)  # every drawn element id, repetitions included


def read_drawing(root: etree._Element) -> Drawing:
    """The elements of a diagram with their shapes, lines and labels."""
    drawing = Drawing({node.element_id: node for node in _nodes(root)})
    for shape in root.iter(f"{{{NAMESPACES['bpmndi']}}}BPMNShape", f"{{{NAMESPACES['bpmndi']}}}BPMNEdge"):
        element_id = shape.get("bpmnElement") or ""
        drawing.drawn.append(element_id)
        bounds = shape.find("dc:Bounds", NAMESPACES)
        if bounds is not None:
            drawing.boxes[element_id] = _box(bounds)
        waypoints = shape.iterfind("di:waypoint", NAMESPACES)
        points = [(float(at.get("x") or 0), float(at.get("y") or 0)) for at in waypoints]
        if points:
            drawing.lines[element_id] = points
        label = shape.find("bpmndi:BPMNLabel/dc:Bounds", NAMESPACES)
        if label is not None:
            drawing.labels[element_id] = _box(label)
    return drawing


def _box(bounds: etree._Element) -> Box:
    return Box(*(float(bounds.get(side) or 0) for side in ("x", "y", "width", "height")))


def _nodes(root: etree._Element) -> Iterator[Node]:
    for element in root.iter(f"{{{BPMN}}}*"):
        kind = etree.QName(element).localname
        if kind in DRAWN:
            parent = element.getparent()
            label = element.find(f"bpmn:extensionElements//{LABEL_EN}", NAMESPACES)
            yield Node(
                element_id=element.get("id") or "",
                kind=kind,
                name=element.get("name") or "",
                label_en="" if label is None else label.get("value") or "",
                parent="" if parent is None else parent.get("id") or "",
                host=element.get("attachedToRef") or "",
                source=element.get("sourceRef") or "",
                target=element.get("targetRef") or "",
                outgoing=len(element.findall("bpmn:outgoing", NAMESPACES)),
                interrupting=element.get("cancelActivity") != "false",
            )


def faults(drawing: Drawing) -> list[str]:
    """Everything wrong with a drawing."""
    missing = list(undrawn(drawing))
    if missing:  # the geometry of what is not there cannot be judged
        return missing
    return [
        *unlabelled(drawing),
        *misplaced(drawing),
        *overlapping(drawing),
        *loose_lines(drawing),
        *hidden_labels(drawing),
    ]


def undrawn(drawing: Drawing) -> Iterator[str]:
    """Elements without a shape or line, drawn twice, or drawn but not there."""
    for element_id in drawing.nodes:
        if drawing.drawn.count(element_id) != 1:
            yield f"{element_id} is drawn {drawing.drawn.count(element_id)} times"
    for element_id in set(drawing.drawn) - set(drawing.nodes):
        yield f"{element_id} is drawn but does not exist"


def unlabelled(drawing: Drawing) -> Iterator[str]:
    """Elements that need words and have none, or have them in one language only."""
    for node in drawing.nodes.values():
        if _needs_name(node, drawing) and not node.name:
            yield f"{node.element_id} has no name"
        if bool(node.name) != bool(node.label_en):
            yield f"{node.element_id} is named in one language only"
        outside = node.kind in EVENTS | GATEWAYS | {"sequenceFlow"}
        if node.name and outside and node.element_id not in drawing.labels:
            yield f"{node.element_id} has no place for its label"


def _needs_name(node: Node, drawing: Drawing) -> bool:
    if node.kind == "sequenceFlow":
        source = drawing.nodes[node.source]
        return source.kind in {"exclusiveGateway", "inclusiveGateway"} and source.outgoing > 1
    if node.kind in GATEWAYS:
        return node.outgoing > 1 and node.kind != "parallelGateway"
    return True


def misplaced(drawing: Drawing) -> Iterator[str]:
    """What does not stand inside its sub-process, or a boundary event off the border of its activity."""
    for node in drawing.nodes.values():
        box = drawing.boxes.get(node.element_id)
        frame = drawing.boxes.get(node.parent)
        if node.host and box is not None and not drawing.boxes[node.host].has_on_border(box.centre):
            yield f"{node.element_id} is not on the border of {node.host}"
        if box is not None and frame is not None and not frame.holds(box):
            yield f"{node.element_id} stands outside {node.parent}"


def overlapping(drawing: Drawing) -> Iterator[str]:
    """Two shapes of the same scope on top of each other (a boundary event may sit on its host)."""
    for one, other in combinations(_solid(drawing), 2):
        attached = one.host == other.element_id or other.host == one.element_id
        boxes = drawing.boxes[one.element_id], drawing.boxes[other.element_id]
        if one.parent == other.parent and not attached and boxes[0].meets(boxes[1]):
            yield f"{one.element_id} overlaps {other.element_id}"


def _solid(drawing: Drawing) -> list[Node]:
    return [node for node in drawing.nodes.values() if node.kind in FLOW_NODES]


def loose_lines(drawing: Drawing) -> Iterator[str]:
    """Lines that miss their ends, run askew, or go through a shape."""
    for flow_id, points in drawing.lines.items():
        flow = drawing.nodes[flow_id]
        if not drawing.boxes[flow.source].has_on_border(points[0]):
            yield f"{flow_id} does not start at {flow.source}"
        if not drawing.boxes[flow.target].has_on_border(points[-1]):
            yield f"{flow_id} does not end at {flow.target}"
        for start, end in pairwise(points):
            if start[0] != end[0] and start[1] != end[1]:
                yield f"{flow_id} runs askew"
            for node in _solid(drawing):
                if node.kind != "subProcess" and _crosses(start, end, drawing.boxes[node.element_id]):
                    yield f"{flow_id} runs through {node.element_id}"


def _crosses(start: tuple[float, float], end: tuple[float, float], box: Box) -> bool:
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    return (
        left < box.right - TOUCH
        and box.x + TOUCH < right + 0.1
        and top < box.bottom - TOUCH
        and box.y + TOUCH < bottom + 0.1
    )


def hidden_labels(drawing: Drawing) -> Iterator[str]:
    """Labels that lie on a shape, on a line or on another label."""
    for owner, label in drawing.labels.items():
        for node in _solid(drawing):
            if node.kind != "subProcess" and _covers(node, drawing.boxes[node.element_id], label):
                yield f"the label of {owner} lies on {node.element_id}"
        for flow_id, points in drawing.lines.items():
            if any(_crosses(start, end, label) for start, end in pairwise(points)):
                yield f"the label of {owner} lies on the line {flow_id}"
    for (one, label), (other, second) in combinations(drawing.labels.items(), 2):
        if label.meets(second):
            yield f"the labels of {one} and {other} overlap"


def _covers(node: Node, box: Box, label: Box) -> bool:
    """Whether a shape lies under a label; a gateway is a diamond, so its corners are free."""
    if node.kind not in GATEWAYS:
        return box.meets(label)
    x, y = box.centre
    nearest_x = min(max(x, label.x), label.right)
    nearest_y = min(max(y, label.y), label.bottom)
    return abs(nearest_x - x) + abs(nearest_y - y) < GATEWAY_HALF - TOUCH
