"""Whether waiting for a timer takes time each time a loop comes back to it.

A date worked out from values has passed for good once it came. It lets a loop rest only if it is counted from
today, or if the loop itself sets one of the values anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.bpmn.diagram_parts import Diagram, Node, Place, Text
from engine.errors import EngineError
from engine.expressions.calendar_words import as_instant, duration
from engine.expressions.interpreter import evaluate, parse_expression, parse_script
from engine.gate.graphs import reachable, ways_of
from engine.gate.process_values import NOW, WORDS
from engine.gate.room import Room
from engine.gate.sample_values import SET_BY

Values = Mapping[str, object]


def takes_time(room: Room, diagram: Diagram, node: Node, values: Values) -> bool:
    """True where the timer of this event cannot be due again at once, round after round."""
    timers = [text for text in diagram.texts if text.element_id == node.element_id]
    return all(
        _moves_on(text, values) or bool(_names(text) & _set_around(room, diagram, node))
        for text in timers
        if text.place in {Place.TIMER_DATE, Place.TIMER_DURATION}
    )


def _moves_on(text: Text, values: Values) -> bool:
    try:
        expression = parse_expression(text.text)
        value = evaluate(expression, values, WORDS)
        if text.place is Place.TIMER_DURATION:
            return bool(duration(value))
        return "today" in expression.functions and as_instant(value) > NOW
    except EngineError:
        return True  # such a timer has a finding of its own


def _names(text: Text) -> frozenset[str]:
    return parse_expression(text.text).names


def _set_around(room: Room, diagram: Diagram, node: Node) -> set[str]:
    """The values that steps on a way from this event back to it set."""
    ways = ways_of(diagram)
    onward = reachable(ways, [node.element_id])
    around = {name for name in onward if node.element_id in reachable(ways, ways.get(name, ()))}
    return {name for one in around for name in _set_by(room, diagram, one)}


def _set_by(room: Room, diagram: Diagram, element_id: str) -> Iterator[str]:
    element = diagram.elements.get(element_id)
    if element is None:
        return
    yield from SET_BY.get(element.operation, {})
    table = room.table(element.decision) if element.decision else None
    yield from (output.name for output in (table.outputs if table is not None else ()))
    for text in diagram.texts:
        if text.element_id == element_id and text.place is Place.SCRIPT:
            yield from _assigned(text)
    for inner in diagram.inside(element_id):
        yield from _set_by(room, diagram, inner.element_id)


def _assigned(text: Text) -> frozenset[str]:
    try:
        return parse_script(text.text).assigned
    except EngineError:
        return frozenset()
