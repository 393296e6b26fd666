"""The owners' rooms as the rules look at them: what could be read of each file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TypeVar

from engine.bpmn.diagram_parts import Diagram, Node
from engine.bpmn.diagram_reader import read_diagram
from engine.bpmn.dmn_files import read_decision_tables
from engine.errors import Refused
from engine.expressions.decision_tables import DecisionTable
from engine.task_forms import Form, InstrumentFile, read_form, read_instrument

QUESTIONNAIRES = "questionnaires"
MOST_KEPT = 256  # files in memory; the service's own rooms have about a hundred
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Room:
    """Files by path, and those of them that could be read; what could not has its findings already."""

    files: Mapping[str, bytes]
    is_whole: bool  # False: single files, what they name may simply lie elsewhere
    diagrams: Mapping[str, Diagram] = field(default_factory=dict)  # by process id
    forms: Mapping[str, Form] = field(default_factory=dict)  # by path
    tables: Mapping[str, DecisionTable] = field(default_factory=dict)  # by path
    instruments: Mapping[str, InstrumentFile] = field(default_factory=dict)  # by file stem

    def nodes(self, *kinds: str) -> list[tuple[Diagram, Node]]:
        """Every node of these kinds, with its diagram."""
        return [
            (diagram, node)
            for diagram in self.diagrams.values()
            for node in diagram.nodes.values()
            if node.kind in kinds
        ]

    def form(self, process_id: str, task_id: str) -> Form | None:
        """The form of a user task or of a message."""
        return self.forms.get(f"forms/{process_id}/{task_id}.json")

    def table(self, table_id: str) -> DecisionTable | None:
        """The decision table with this id."""
        return next((table for table in self.tables.values() if table.table_id == table_id), None)


def read_room(files: Mapping[str, bytes], *, is_whole: bool) -> Room:
    """The room behind these files; unreadable ones are left out."""
    diagrams = _readable(files, ".bpmn", read_diagram)
    instruments = {
        PurePosixPath(path).stem: found
        for path, found in _readable(files, ".yaml", read_instrument, folder=QUESTIONNAIRES).items()
    }
    return Room(
        files=files,
        is_whole=is_whole,
        diagrams={_process_id(diagram): diagram for diagram in diagrams.values() if diagram.processes},
        forms=_readable(files, ".json", read_form),
        tables=_readable(files, ".dmn", read_decision_tables),
        instruments=instruments,
    )


def _process_id(diagram: Diagram) -> str:
    return diagram.processes[0].process_id


def _readable(
    files: Mapping[str, bytes], ending: str, read: Callable[[bytes, str], Read], folder: str = ""
) -> dict[str, Read]:
    found: dict[str, Read] = {}
    for path, data in sorted(files.items()):
        if path.endswith(ending) and folder in (*PurePosixPath(path).parts, ""):
            one = _read_once(read, data, path)
            if one is not None:
                found[path] = one
    return found


@lru_cache(maxsize=MOST_KEPT)
def _read_once(read: Callable[[bytes, str], Read], data: bytes, path: str) -> Read | None:
    """What the file holds, read once however often its room is looked at; rules change nothing of it."""
    try:
        return read(data, path)
    except Refused:
        return None
