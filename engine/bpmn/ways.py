"""Where the ways of a diagram part: what choices, event-based gateways and attached events lead to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from engine.bpmn.elements import BPMN, FLOW_NODES, GATEWAYS, Element, read_elements, read_properties
from engine.bpmn.xml_safety import read_xml

CHOICES = frozenset({"exclusiveGateway", "inclusiveGateway"})
RACES = frozenset({"eventBasedGateway"})


@dataclass(frozen=True, slots=True)
class Way:
    """One flow out of a place where ways part; of an attached event, the event itself."""

    flow_id: str  # "" of an attached event
    target_id: str  # the element right behind it
    label: str  # as its owner named it; "" where nothing is written at it
    label_en: str
    leads_to: Element  # the first element behind it that says something

    def title(self, language: str) -> str:
        """What is written at the way, else where it leads."""
        return (self.label_en if language == "en" else "") or self.label or self.leads_to.title(language)


@dataclass(frozen=True, slots=True)
class Parting:
    """A gateway with its ways, or an activity with the events attached to it."""

    element: Element
    ways: tuple[Way, ...]

    @property
    def is_choice(self) -> bool:
        """Whether the process itself decides; else whatever happens first or meanwhile."""
        return self.element.kind in CHOICES

    @property
    def has_attached(self) -> bool:
        """Whether these are events that may happen while an activity goes on."""
        return self.element.kind not in GATEWAYS


@dataclass(frozen=True, slots=True)
class Course:
    """What can be passed in one process: its elements, and where ways part; in the order of the file."""

    elements: tuple[Element, ...]
    partings: tuple[Parting, ...]
    begins: tuple[str, ...]  # ids of the start events of the process itself
    ends: tuple[str, ...]  # of its end events


@lru_cache(maxsize=32)
def read_course(data: bytes, file: str, process_id: str) -> Course:
    """The elements and partings of one process of a diagram, sub-processes included."""
    root = read_xml(data, file)
    elements = read_elements(root)
    flows: dict[str, list[etree._Element]] = {}
    attached: dict[str, list[etree._Element]] = {}
    found: list[Element] = []
    for node in root.iter():
        kind = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if kind == "sequenceFlow":
            flows.setdefault(node.get("sourceRef") or "", []).append(node)
        elif kind in FLOW_NODES and elements[node.get("id") or ""].process_id == process_id:
            found.append(elements[node.get("id") or ""])
            if node.tag == f"{{{BPMN}}}boundaryEvent":
                attached.setdefault(node.get("attachedToRef") or "", []).append(node)
    partings = []
    for element in found:
        ways = _ways(element, elements, flows, attached)
        if ways:
            partings.append(Parting(element, ways))
    return Course(
        tuple(found), tuple(partings), _own(root, process_id, "start"), _own(root, process_id, "end")
    )


def _own(root: etree._Element, process_id: str, which: str) -> tuple[str, ...]:
    """The events of this kind that are not inside a sub-process."""
    return tuple(
        event.get("id") or ""
        for process in root.iter(f"{{{BPMN}}}process")
        if process.get("id") == process_id
        for event in process.iterfind(f"{{{BPMN}}}{which}Event")
    )


def _ways(
    element: Element,
    elements: dict[str, Element],
    flows: dict[str, list[etree._Element]],
    attached: dict[str, list[etree._Element]],
) -> tuple[Way, ...]:
    own = flows.get(element.element_id, [])
    if element.kind in CHOICES | RACES and len(own) > 1:
        return tuple(_way(flow, elements, flows) for flow in own)
    events = [elements[node.get("id") or ""] for node in attached.get(element.element_id, [])]
    return tuple(Way("", one.element_id, "", "", one) for one in events)


def _way(flow: etree._Element, elements: dict[str, Element], flows: dict[str, list[etree._Element]]) -> Way:
    target = flow.get("targetRef") or ""
    behind, seen = elements[target], {target}
    while behind.kind in GATEWAYS and not behind.label:
        onward = [one.get("targetRef") or "" for one in flows.get(behind.element_id, [])]
        if len(onward) != 1 or onward[0] in seen:
            break
        seen.add(onward[0])
        behind = elements[onward[0]]
    label = " ".join((flow.get("name") or "").split())
    return Way(flow.get("id") or "", target, label, read_properties(flow).get("label_en", ""), behind)
