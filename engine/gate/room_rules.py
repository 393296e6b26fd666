"""The rules that need the whole room: what one file says about another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from engine.bpmn.definitions import read_definitions
from engine.errors import Finding, Refused
from engine.gate.choice_rules import choice_findings
from engine.gate.data_rules import written_findings
from engine.gate.expression_rules import name_findings, spec_findings
from engine.gate.findings import error
from engine.gate.room import Room
from engine.gate.task_rules import task_findings
from engine.gate.trial_rules import trial_findings
from engine.messages_catalogue import msg

Samples = Mapping[str, Mapping[str, object]]


def diagram_findings(room: Room, values: Samples) -> Iterator[Finding]:
    """Everything that the rest of the room tells about its diagrams; `values` are the samples by process."""
    for process_id, diagram in room.diagrams.items():
        yield from task_findings(room, diagram)
        if room.is_whole:  # of a single file, the forms that set its values may lie elsewhere
            yield from name_findings(diagram, values[process_id])
            yield from written_findings(diagram, values[process_id])
        yield from trial_findings(diagram, values[process_id])
        yield from choice_findings(room, diagram)
    yield from _same_ids(room)


def parsing_findings(room: Room, unsound: Collection[str]) -> Iterator[Finding]:
    """What SpiffWorkflow says of the diagrams, and what it alone would evaluate.

    `unsound` are the files with errors: they are not parsed, nor are diagrams that call them.
    """
    files = {path: data for path, data in room.files.items() if path.endswith((".bpmn", ".dmn"))}
    sound = {path: data for path, data in files.items() if path not in unsound}
    lame = _lame(room, sound)
    sound = {path: data for path, data in sound.items() if path not in lame}
    try:
        definitions = read_definitions(sound)
    except Refused as refused:
        yield from refused.findings
        return
    for process_id, definition in definitions.items():
        if process_id in room.diagrams:
            yield from spec_findings(room.diagrams[process_id], definition)


def _lame(room: Room, sound: Collection[str]) -> set[str]:
    """The files of diagrams that call a process, or ask a table, which is not among the sound ones."""
    tables = {table.table_id for path, table in room.tables.items() if path in sound}
    processes = {process_id for process_id, one in room.diagrams.items() if one.file in sound}
    while True:
        lost = {
            process_id
            for process_id in processes
            for node in room.diagrams[process_id].nodes.values()
            if (node.kind == "callActivity" and node.calls not in processes)
            or (
                node.kind == "businessRuleTask"
                and room.diagrams[process_id].elements[node.element_id].decision.strip() not in tables
            )
        }
        if not lost:
            return {one.file for process_id, one in room.diagrams.items() if process_id not in processes}
        processes -= lost


def _same_ids(room: Room) -> Iterator[Finding]:
    """A step's id must be its own in the whole room: inbox, stories and logs name steps by it alone."""
    owners: dict[str, str] = {}
    for diagram in room.diagrams.values():
        for element_id in diagram.nodes:
            other = owners.setdefault(element_id, diagram.file)
            if other != diagram.file:
                sentence = msg(
                    "The id “{id}” is taken by a step of {file}; give one of the two another.",
                    id=element_id,
                    file=other,
                )
                yield error(diagram.file, element_id, "id_taken", sentence)
