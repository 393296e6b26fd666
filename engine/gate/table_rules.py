"""Decision tables: complete by themselves, asking for values that exist, used by somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from engine.errors import Finding
from engine.expressions.calendar_words import CALENDAR_WORD_NAMES
from engine.expressions.decision_tables import DecisionTable
from engine.expressions.table_findings import findings
from engine.gate.expression_rules import unknown_name_findings
from engine.gate.findings import error, warning
from engine.gate.room import Room
from engine.messages_catalogue import msg


def own_table_findings(table: DecisionTable, path: str) -> Iterator[Finding]:
    """Gaps, overlaps, dead rows, wrong kinds, unknown functions."""
    yield from findings(table, file=path, known_functions=CALENDAR_WORD_NAMES)


def table_findings(room: Room, values: Mapping[str, Mapping[str, object]]) -> Iterator[Finding]:
    """What the rest of the room tells about its tables; `values` are the sample values by process."""
    users: dict[str, list[str]] = {}
    for diagram, node in room.nodes("businessRuleTask"):
        users.setdefault(diagram.elements[node.element_id].decision, []).append(node.process_id)
    times = Counter(table.table_id for table in room.tables.values())
    for path, table in room.tables.items():
        if times[table.table_id] > 1:
            sentence = msg(
                "Two tables are called “{id}”; give one of the two another name.", id=table.table_id
            )
            yield error(path, table.table_id, "id_taken", sentence)
        if table.table_id not in users and room.is_whole:
            sentence = msg("No diagram asks this table.")
            yield warning(path, table.table_id, "unused", sentence)
        for process_id in users.get(table.table_id, []):
            yield from _names(table, path, values.get(process_id, {}))


def _names(table: DecisionTable, path: str, known: Mapping[str, object]) -> Iterator[Finding]:
    for column in table.inputs:
        yield from unknown_name_findings(path, column.label, column.expression, known)
    for rule in table.rules:
        for output, expression in zip(table.outputs, rule.outputs, strict=True):
            yield from unknown_name_findings(path, f"rule_{rule.number}/{output.name}", expression, known)
