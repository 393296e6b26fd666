"""The values that may exist in a process, each with a sample: who sets it, and what it may look like."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from engine.bpmn.diagram_parts import Diagram, Node, Place
from engine.domain.working_days import Holidays
from engine.errors import EngineError
from engine.expressions.calendar_words import calendar_words
from engine.expressions.decision_tables import DecisionTable
from engine.expressions.interpreter import evaluate, execute, parse_script
from engine.gate.form_samples import form_sample
from engine.gate.room import Room
from engine.gate.sample_values import SET_BY, STARTS

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
NO_HOLIDAYS = Holidays(1990, 2200, frozenset())  # a sample calendar; which days are off is not judged here
WORDS = calendar_words(NOW, NO_HOLIDAYS)

Values = dict[str, object]


def values_of(room: Room, process_id: str) -> Values:
    """Name → sample value for everything that the process, its callers and what they call may set."""
    family = _family(room, process_id)
    found: Values = {}
    for one in family:
        found.update(_set_by_people(room, one))
        found.update(_set_by_tables(room, one))
    for one in family:
        for node in room.diagrams[one].nodes.values():
            operation = room.diagrams[one].elements[node.element_id].operation
            found.update(SET_BY.get(operation, {}))
            if node.has("error"):
                found["error_text"] = "Nav likmes."
        found.update(STARTS.get(one, {}))
    for one in family:
        found |= _set_by_scripts(room.diagrams[one], found)
    for one in family:
        for node in room.diagrams[one].nodes.values():
            found |= _set_by_rounds(node, found)
    return found


def _family(room: Room, process_id: str) -> list[str]:
    """The process, those that call it and those it calls: they share their values.

    As long as nobody calls it, it never runs: then it is judged as if it were called where the process that
    it says it begins like (`begun_like`) is.
    """
    calls = {(diagram.processes[0].process_id, node.calls) for diagram, node in room.nodes("callActivity")}
    family = {process_id}
    callers = _closure(process_id, {(called, caller) for caller, called in calls})
    if not callers and (like := room.diagrams[process_id].processes[0].begun_like):
        callers = {like} | _closure(like, {(called, caller) for caller, called in calls})
    for one in {process_id} | callers:
        family |= {one} | _closure(one, calls)
    return sorted(one for one in family if one in room.diagrams)


def _closure(start: str, edges: set[tuple[str, str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        current = waiting.pop()
        for source, target in edges:
            if source == current and target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def _set_by_people(room: Room, process_id: str) -> Values:
    diagram = room.diagrams[process_id]
    asked = {node.element_id for node in diagram.nodes.values() if node.kind == "userTask"}
    asked |= {one.name for one in diagram.declared if one.kind == "message"}
    if process_id in STARTS:  # of the form it begins with, the engine hands over what STARTS lists
        asked -= {diagram.elements[node.element_id].message for node in _first(diagram)}
    found: Values = {}
    for name in sorted(asked):
        form = room.form(process_id, name)
        if form is not None:
            found.update(form_sample(form, room.instruments))
    return found


def _first(diagram: Diagram) -> list[Node]:
    return [node for node in diagram.inside(diagram.processes[0].process_id) if node.kind == "startEvent"]


def _set_by_tables(room: Room, process_id: str) -> Values:
    found: Values = {}
    for element in room.diagrams[process_id].elements.values():
        table = room.table(element.decision) if element.decision else None
        if table is not None:
            found.update(_first_answers(table))
            found[f"{table.table_id}_rule"] = [1]
    return found


def _first_answers(table: DecisionTable) -> Iterator[tuple[str, object]]:
    for at, output in enumerate(table.outputs):
        answers = [answer for answer in constants(table, at) if answer is not None]
        yield output.name, answers[-1] if answers else None


def constants(table: DecisionTable, at: int) -> list[object]:
    """The values that an output column can give, as far as they stand in the table as they are."""
    found = []
    for rule in table.rules:
        expression = rule.outputs[at] if at < len(rule.outputs) else None
        if expression is not None and not expression.names and not expression.functions:
            with contextlib.suppress(EngineError):  # told by the table's own rules
                found.append(evaluate(expression, {}))
    return found


def _set_by_rounds(node: Node, values: Mapping[str, object]) -> Values:
    """What each round gets, and the list of what the rounds answer."""
    if node.loop is None:
        return {}
    things = values.get(node.loop.over)
    first = 0 if not node.loop.over else things[0] if isinstance(things, list) and things else {}
    found: Values = {node.loop.item: first} if node.loop.item else {}
    if node.loop.output:
        found[node.loop.output] = [values.get(node.loop.answer)]
    return found


def _set_by_scripts(diagram: Diagram, values: Mapping[str, object]) -> Values:
    """What scripts give to names that nobody else sets; a script that cannot run is told elsewhere."""
    found: Values = {}
    for text in diagram.texts:
        if text.place is not Place.SCRIPT:
            continue
        try:
            script = parse_script(text.text)
        except EngineError:
            continue
        found.update({name: found.get(name) for name in script.assigned if name not in values})
        try:
            after = execute(script, values, WORDS)
        except EngineError:
            continue
        found.update({name: after[name] for name in script.assigned if name not in values})
    return found
