"""The rules over the room as a whole: loops, tables with their cases, letters, scenarios, needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.errors import Finding
from engine.gate.case_rules import case_findings
from engine.gate.letter_rules import letter_findings
from engine.gate.loop_rules import loop_findings
from engine.gate.needed_rules import needed_findings
from engine.gate.room import Room
from engine.gate.scenario_rules import scenario_findings
from engine.gate.table_rules import table_findings


def whole_findings(
    room: Room, values: Mapping[str, Mapping[str, object]], *, is_complete: bool
) -> Iterator[Finding]:
    """Everything that cannot be told file by file; `values` are the sample values by process."""
    yield from loop_findings(room, values)
    yield from table_findings(room, values)
    yield from case_findings(room)
    yield from letter_findings(room)
    yield from scenario_findings(room)
    yield from needed_findings(room, is_complete=is_complete)
