"""Arrows between names, and two questions about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engine.bpmn.diagram_parts import Diagram

Ways = Mapping[str, Sequence[str]]


def ways_of(diagram: Diagram) -> dict[str, list[str]]:
    """Node → the nodes its flows lead to, and the events attached to it."""
    ways: dict[str, list[str]] = {}
    for flow in diagram.flows:
        ways.setdefault(flow.source, []).append(flow.target)
    for node in diagram.nodes.values():
        if node.attached_to:
            ways.setdefault(node.attached_to, []).append(node.element_id)
    return ways


def reachable(ways: Ways, starts: Iterable[str]) -> set[str]:
    """Everything that can be come to from the starts, the starts included."""
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        for target in ways.get(waiting.pop(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def cycle_in(ways: Ways) -> list[str]:
    """The names along one circle, the first not repeated at the end; empty where there is none."""
    done: set[str] = set()
    for start in ways:
        path: list[str] = []
        ahead = [iter([start])]  # what is still to be tried, for each name of the path
        while ahead:
            name = next(ahead[-1], None)
            if name is None:
                ahead.pop()
                done.update(path[-1:])
                del path[-1:]
            elif name in path:
                return path[path.index(name) :]
            elif name not in done:
                path.append(name)
                ahead.append(iter(ways.get(name, ())))
    return []
