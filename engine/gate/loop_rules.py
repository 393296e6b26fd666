"""No loop that runs without ever waiting, and no process that calls itself.

A token that goes round without meeting a person, a message or a date would run until a guard stops it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.bpmn.diagram_parts import Diagram, Node
from engine.errors import Finding
from engine.gate.findings import error
from engine.gate.graphs import cycle_in, reachable
from engine.gate.room import Room
from engine.gate.timer_rests import takes_time
from engine.messages_catalogue import msg

PEOPLE = frozenset({"userTask", "receiveTask"})
SHOWN = 6  # names of a long loop
Scope = tuple[str, str]  # file and id: two files may call a sub-process alike, which is told on its own


@dataclass(slots=True)
class _Map:
    """One room being searched; what was found out about a scope is kept."""

    room: Room
    values: Mapping[str, Mapping[str, object]]  # process id → sample values
    passes: dict[Scope, bool] = field(default_factory=dict)  # whether a token may get through without waiting
    raises: dict[Scope, bool] = field(default_factory=dict)  # whether an error may come out without waiting


def loop_findings(room: Room, values: Mapping[str, Mapping[str, object]]) -> Iterator[Finding]:
    """A finding for each scope with an endless loop, and for each circle of calls."""
    yield from _call_circles(room)
    found = _Map(room, values)
    for diagram in room.diagrams.values():
        scopes = [process.process_id for process in diagram.processes]
        scopes += [node.element_id for node in diagram.nodes.values() if node.kind == "subProcess"]
        for scope in scopes:
            loop = cycle_in(_ways(found, diagram, scope))
            if loop:
                shown = " → ".join([*loop[:SHOWN], *(["…"] if len(loop) > SHOWN else []), loop[0]])
                sentence = msg(
                    "This loop never waits for anybody: {loop}. Put a user task, a message or a timer "
                    "that counts from today() into it.",
                    loop=shown,
                )
                yield error(diagram.file, loop[0], "endless_loop", sentence)


def _call_circles(room: Room) -> Iterator[Finding]:
    calls: dict[str, list[str]] = {}
    for diagram, node in room.nodes("callActivity"):
        calls.setdefault(diagram.processes[0].process_id, []).append(node.calls)
    for diagram, node in room.nodes("callActivity"):
        caller = diagram.processes[0].process_id
        if caller in reachable(calls, [node.calls]):
            sentence = msg(
                "“{process}” would call itself without end, here through “{called}”.",
                process=caller,
                called=node.calls,
            )
            yield error(diagram.file, node.element_id, "calls_itself", sentence)


def _ways(found: _Map, diagram: Diagram, scope: str) -> dict[str, list[str]]:
    """Node → the nodes that a token comes to from it without anything being waited for."""
    inside = {node.element_id: node for node in diagram.inside(scope)}
    ways: dict[str, list[str]] = {name: [] for name in inside}
    for flow in diagram.flows:
        if flow.source in inside and flow.target in inside and _passes(found, diagram, inside[flow.source]):
            ways[flow.source].append(flow.target)
    for node in inside.values():
        host = inside.get(node.attached_to)
        if host is not None and _leaves_at_once(found, diagram, host, node):
            ways[host.element_id].append(node.element_id)
    return ways


def _passes(found: _Map, diagram: Diagram, node: Node) -> bool:
    if node.kind in PEOPLE:
        return node.loop is not None  # of no rounds, nobody is waited for
    if node.kind == "intermediateCatchEvent":
        return node.has("conditional") or (node.has("timer") and not _rests(found, diagram, node))
    if node.kind == "subProcess":
        return _gets_through(found, diagram, node.element_id)
    if node.kind == "callActivity":
        called = found.room.diagrams.get(node.calls)
        return called is not None and _gets_through(found, called, node.calls)
    return True


def _leaves_at_once(found: _Map, diagram: Diagram, host: Node, event: Node) -> bool:
    """Whether the boundary event may come as soon as its activity begins."""
    if event.has("error") or event.has("signal") or event.has("escalation"):
        return _may_raise(found, diagram, host)
    return event.has("conditional") or (event.has("timer") and not _rests(found, diagram, event))


def _rests(found: _Map, diagram: Diagram, node: Node) -> bool:
    return takes_time(found.room, diagram, node, found.values.get(node.process_id, {}))


def _gets_through(found: _Map, diagram: Diagram, scope: str) -> bool:
    key = diagram.file, scope
    if key not in found.passes:
        found.passes[key] = False  # a circle of calls is told on its own
        found.passes[key] = any(
            diagram.nodes[name].kind == "endEvent" for name in _met_at_once(found, diagram, scope)
        )
    return found.passes[key]


def _may_raise(found: _Map, diagram: Diagram, node: Node) -> bool:
    if node.kind == "serviceTask":
        return True
    called = found.room.diagrams.get(node.calls) if node.kind == "callActivity" else diagram
    if node.kind not in {"subProcess", "callActivity"} or called is None:
        return False
    scope = node.calls or node.element_id
    key = called.file, scope
    if key not in found.raises:
        found.raises[key] = False
        inner = [called.nodes[name] for name in _met_at_once(found, called, scope)]
        found.raises[key] = any(
            (one.events and one.kind in {"endEvent", "intermediateThrowEvent"})
            or _may_raise(found, called, one)
            for one in inner
        )
    return found.raises[key]


def _met_at_once(found: _Map, diagram: Diagram, scope: str) -> set[str]:
    starts = [node.element_id for node in diagram.inside(scope) if node.kind == "startEvent"]
    return reachable(_ways(found, diagram, scope), starts)
