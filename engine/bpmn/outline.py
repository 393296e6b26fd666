"""A diagram as a list one can read aloud: who does what, and what comes then.

The order is that of the flows from the start; what is attached to an activity (a term that passes, a message
that comes) stands inside it; a merging gateway without a name says nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from lxml import etree

from engine.bpmn.elements import BPMN, FLOW_NODES, GATEWAYS, Element, read_elements, read_properties
from engine.bpmn.xml_safety import read_xml

CONTAINERS = frozenset({"process", "subProcess", "transaction", "adHocSubProcess"})


@dataclass(frozen=True, slots=True)
class Next:
    """One way on: its condition as its owner named it ("" when there is but one way), and where it leads."""

    label: str
    label_en: str
    target: Element

    def when(self, language: str) -> str:
        """The condition in a language; Latvian where English is missing."""
        return (self.label_en if language == "en" else self.label) or self.label


@dataclass(frozen=True, slots=True)
class Step:
    """One element of the outline."""

    element: Element
    follows: tuple[Next, ...] = ()  # said only where it is not simply the next step of the list
    inside: tuple[Step, ...] = ()  # steps of a sub-process, then what is attached to the activity
    calls: str = ""  # id of the process that a call activity starts
    interrupts: bool = False  # of an attached event: it ends the activity it is attached to


@dataclass(slots=True)
class _Place:
    """The nodes and flows directly inside one process or sub-process."""

    elements: Mapping[str, Element]
    nodes: dict[str, etree._Element] = field(default_factory=dict)
    flows: dict[str, list[etree._Element]] = field(default_factory=dict)  # by source
    told: set[str] = field(default_factory=set)


@lru_cache(maxsize=32)
def read_outline(data: bytes, file: str, process_id: str) -> tuple[Step, ...]:
    """The outline of one process of a diagram; raises KeyError where the file has no such process."""
    root = read_xml(data, file)
    elements = read_elements(root)
    for process in root.iter(f"{{{BPMN}}}process"):
        if process.get("id") == process_id:
            return tuple(_steps(process, elements))
    raise KeyError(process_id)


def _steps(container: etree._Element, elements: Mapping[str, Element]) -> Iterator[Step]:
    place = _Place(elements)
    for node in container:
        kind = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if kind in FLOW_NODES:
            place.nodes[node.get("id") or ""] = node
        elif kind == "sequenceFlow":
            place.flows.setdefault(node.get("sourceRef") or "", []).append(node)
    starts = [name for name, node in place.nodes.items() if node.tag == f"{{{BPMN}}}startEvent"]
    yield from _told(place, _in_order(place, starts))
    events = [name for name, node in place.nodes.items() if node.get("triggeredByEvent")]
    yield from (_step(place, name, None) for name in events)


def _told(place: _Place, names: list[str]) -> Iterator[Step]:
    """The steps of a list, each knowing its neighbour below."""
    shown = [name for name in names if not _is_silent(place, name)]
    place.told.update(names)
    below = dict(pairwise(shown))
    for name in shown:
        yield _step(place, name, below.get(name))


def _in_order(place: _Place, starts: list[str]) -> list[str]:
    """Nodes reachable from the starts, each before what follows it; loops are cut where they come back."""
    seen, finished = set(place.told), list[str]()

    def visit(name: str) -> None:
        stack = [(name, iter(_targets(place, name)))]
        seen.add(name)
        while stack:
            current, ways = stack[-1]
            following = next((one for one in ways if one not in seen), None)
            if following is None:
                finished.append(current)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(_targets(place, following))))

    for start in reversed(starts):
        if start not in seen:
            visit(start)
    return finished[::-1]


def _targets(place: _Place, name: str) -> list[str]:
    """Where the flows of a node lead, the last first, so that the first ends up on top of the list."""
    found = [flow.get("targetRef") or "" for flow in place.flows.get(name, [])]
    return [target for target in reversed(found) if target in place.nodes]


def _step(place: _Place, name: str, below: str | None) -> Step:
    node, element = place.nodes[name], place.elements[name]
    inside = list(_steps(node, place.elements)) if element.kind in CONTAINERS else []
    attached = [one for one, other in place.nodes.items() if other.get("attachedToRef") == name]
    for event in attached:
        inside.append(_attached(place, event))
    return Step(
        element=element,
        follows=_follows(place, name, below),
        inside=tuple(inside),
        calls=node.get("calledElement") or "",
        interrupts=node.tag == f"{{{BPMN}}}boundaryEvent" and node.get("cancelActivity") != "false",
    )


def _attached(place: _Place, event: str) -> Step:
    """An attached event with the steps that it alone leads to."""
    names = _in_order(place, [event])
    own = list(_told(place, names[1:]))
    first = next((one.element.element_id for one in own), None)
    step = _step(place, event, first)
    return Step(step.element, step.follows, tuple(own), interrupts=step.interrupts)


def _follows(place: _Place, name: str, below: str | None) -> tuple[Next, ...]:
    flows = place.flows.get(name, [])
    ways = [_next(place, flow) for flow in flows]
    only = len(ways) == 1
    if only and ways[0].target.element_id == below:
        return ()
    return tuple(ways)


def _next(place: _Place, flow: etree._Element) -> Next:
    target = flow.get("targetRef") or ""
    while _is_silent(place, target):
        target = place.flows[target][0].get("targetRef") or ""
    label = " ".join((flow.get("name") or "").split())
    return Next(label, read_properties(flow).get("label_en", ""), place.elements[target])


def _is_silent(place: _Place, name: str) -> bool:
    """A gateway that only brings ways together."""
    element = place.elements[name]
    return element.kind in GATEWAYS and not element.label and len(place.flows.get(name, [])) == 1
