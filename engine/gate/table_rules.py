"""Decision tables: complete by themselves, asking for values that exist, used by somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from engine.errors import EngineError, Finding
from engine.expressions.decision_tables import DecisionTable
from engine.expressions.interpreter import Expression, evaluate, unknown_functions
from engine.expressions.table_findings import findings
from engine.gate.expression_rules import unknown_name_findings
from engine.gate.findings import error, warning
from engine.gate.process_values import WORDS
from engine.gate.room import Room
from engine.messages_catalogue import msg


def own_table_findings(table: DecisionTable, path: str) -> Iterator[Finding]:
    """Gaps, overlaps, dead rows, wrong kinds, unknown functions."""
    yield from findings(table, file=path, known_functions=WORDS)


def table_findings(room: Room, values: Mapping[str, Mapping[str, object]]) -> Iterator[Finding]:
    """What the rest of the room tells about its tables; `values` are the sample values by process."""
    users: dict[str, list[str]] = {}
    for diagram, node in room.nodes("businessRuleTask"):
        users.setdefault(diagram.elements[node.element_id].decision.strip(), []).append(node.process_id)
    times = Counter(table.table_id for table in room.tables.values())
    for path, table in room.tables.items() if room.is_whole else ():
        if times[table.table_id] > 1:
            sentence = msg(
                "Two tables are called “{id}”; give one of the two another name.", id=table.table_id
            )
            yield error(path, table.table_id, "id_taken", sentence)
        if table.table_id not in users:
            yield warning(path, table.table_id, "unused", msg("No diagram asks this table."))
        askers = users.get(table.table_id) or list(values)
        known = {name: value for one in askers for name, value in values.get(one, {}).items()}
        for element, expression in _expressions(table):
            yield from unknown_name_findings(path, element, expression, known)
            yield from _tried(path, element, expression, known)


def _expressions(table: DecisionTable) -> Iterator[tuple[str, Expression]]:
    for column in table.inputs:
        yield column.label, column.expression
    for rule in table.rules:
        for output, expression in zip(table.outputs, rule.outputs, strict=True):
            yield f"rule_{rule.number}/{output.name}", expression


def _tried(path: str, element: str, expression: Expression, known: Mapping[str, object]) -> Iterator[Finding]:
    if expression.names <= known.keys() and not unknown_functions(expression, WORDS):
        try:
            evaluate(expression, known, WORDS)
        except EngineError as failed:
            yield error(path, element, "cannot_be_worked_out", failed.message)
