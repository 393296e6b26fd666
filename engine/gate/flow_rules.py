"""Where sequence flows may lead, and which of them carry a condition."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.diagram_parts import Diagram, Flow, Node
from engine.errors import Finding
from engine.gate.findings import error, warning
from engine.gate.graphs import reachable, ways_of
from engine.messages_catalogue import msg

CHOOSING = frozenset({"exclusiveGateway", "inclusiveGateway"})
SPLITTING = CHOOSING | {"parallelGateway", "eventBasedGateway"}
ENDS = frozenset({"endEvent"})
CATCHING = frozenset({"intermediateCatchEvent", "receiveTask"})


def flow_findings(diagram: Diagram) -> Iterator[Finding]:
    """Everything about single flows and what leaves a node."""
    for flow in diagram.flows:
        yield from _ends(diagram, flow)
    for node in diagram.nodes.values():
        flows = diagram.flows_from(node.element_id)
        yield from _default(diagram, node, flows)
        if node.kind in CHOOSING:
            yield from _choice(diagram, node, flows)
        elif node.kind == "eventBasedGateway":
            yield from _first_event(diagram, node, flows)
        else:
            yield from _plain(diagram, node, flows)
    yield from _unreached(diagram)


def _ends(diagram: Diagram, flow: Flow) -> Iterator[Finding]:
    for end, name in (
        (diagram.nodes.get(flow.source), flow.source),
        (diagram.nodes.get(flow.target), flow.target),
    ):
        if end is None:
            sentence = msg("The flow leads from or to “{id}”, which does not exist; draw it anew.", id=name)
            yield error(diagram.file, flow.element_id, "dangling_reference", sentence)
        elif end.scope != flow.scope:
            sentence = msg("The flow crosses the border of a sub-process at “{id}”.", id=name)
            yield error(diagram.file, flow.element_id, "crosses_border", sentence)
    target = diagram.nodes.get(flow.target)
    if target is not None and target.kind in {"startEvent", "boundaryEvent"}:
        sentence = msg("No flow can lead into “{id}”.", id=flow.target)
        yield error(diagram.file, flow.element_id, "leads_nowhere", sentence)


def _default(diagram: Diagram, node: Node, flows: list[Flow]) -> Iterator[Finding]:
    if node.default and (
        node.kind not in CHOOSING or node.default not in {flow.element_id for flow in flows}
    ):
        sentence = msg("The default flow “{id}” does not leave here.", id=node.default)
        yield error(diagram.file, node.element_id, "dangling_reference", sentence)


def _choice(diagram: Diagram, node: Node, flows: list[Flow]) -> Iterator[Finding]:
    if not flows:
        yield _nothing_after(diagram, node)
    if len(flows) < 2:
        return
    for flow in flows:
        if flow.element_id == node.default:
            if flow.condition:
                sentence = msg("The default flow needs no condition; it is taken when no other holds.")
                yield warning(diagram.file, flow.element_id, "condition_ignored", sentence)
        elif not flow.condition:
            sentence = msg("The flow has no condition; write one, or make it the default flow.")
            yield error(diagram.file, flow.element_id, "no_condition", sentence)


def _first_event(diagram: Diagram, node: Node, flows: list[Flow]) -> Iterator[Finding]:
    if len(flows) < 2:
        sentence = msg("A gateway that waits for the first event needs two events after it.")
        yield error(diagram.file, node.element_id, "event_gateway", sentence)
    for flow in flows:
        target = diagram.nodes.get(flow.target)
        if target is not None and target.kind not in CATCHING:
            sentence = msg("After this gateway stand events that are waited for, not “{id}”.", id=flow.target)
            yield error(diagram.file, node.element_id, "event_gateway", sentence)
        if flow.condition:
            yield _condition_ignored(diagram, flow)


def _plain(diagram: Diagram, node: Node, flows: list[Flow]) -> Iterator[Finding]:
    if node.kind not in ENDS and not node.by_event and not flows:
        yield _nothing_after(diagram, node)
    if node.kind in ENDS and flows:
        sentence = msg("Nothing can follow an end event.")
        yield error(diagram.file, node.element_id, "leads_nowhere", sentence)
    if len(flows) > 1 and node.kind not in SPLITTING:
        sentence = msg("Several flows leave here; put a gateway that says whether one or all are taken.")
        yield error(diagram.file, node.element_id, "implicit_split", sentence)
    for flow in flows:
        if flow.condition:
            yield _condition_ignored(diagram, flow)


def _nothing_after(diagram: Diagram, node: Node) -> Finding:
    sentence = msg("Nothing comes after this; draw a flow to the next step or to an end event.")
    return error(diagram.file, node.element_id, "implicit_end", sentence)


def _condition_ignored(diagram: Diagram, flow: Flow) -> Finding:
    sentence = msg("A condition counts only on flows that leave an exclusive or inclusive gateway.")
    return error(diagram.file, flow.element_id, "condition_ignored", sentence)


def _unreached(diagram: Diagram) -> Iterator[Finding]:
    """Nodes that no token can come to, because nothing leads there from the start."""
    starts = [
        node.element_id for node in diagram.nodes.values() if node.kind == "startEvent" or node.by_event
    ]
    reached = reachable(ways_of(diagram), starts)
    for node in diagram.nodes.values():
        if node.element_id not in reached:
            sentence = msg("Nothing leads here from the start; draw a flow or delete it.")
            yield error(diagram.file, node.element_id, "never_reached", sentence)
