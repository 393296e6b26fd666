"""What the editor says that operations need is what somebody sets, and is said of operations that exist."""

from __future__ import annotations

import ast
from pathlib import Path

from engine.gate.folders import read_room_files
from engine.gate.operation_needs import NEEDED_BY
from engine.gate.process_values import values_of
from engine.gate.room import read_room
from engine.gate.sample_values import STARTS
from engine.service_tasks.registry import OPERATIONS
from engine.settings import ROOT

ROOM = read_room(read_room_files(ROOT), is_whole=True)


def test_what_operations_need_can_be_there() -> None:
    known = {name for process_id in ROOM.diagrams for name in values_of(ROOM, process_id)}
    known |= {name for sample in STARTS.values() for name in sample}
    assert NEEDED_BY.keys() <= OPERATIONS.keys()
    assert {name for names in NEEDED_BY.values() for name in names} - known == set()


def test_what_an_operation_reads_by_name_is_listed() -> None:
    """Names that stand as words in the operation itself; what its helpers read is only written down."""
    missing = {}
    for operation in OPERATIONS:
        tree = ast.parse(Path(ROOT / "engine" / "service_tasks" / f"{operation}.py").read_text("utf-8"))
        read = {
            node.slice.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Name)
            and node.value.id == "values"
            and isinstance(node.slice, ast.Constant)
        }
        if read - NEEDED_BY.get(operation, frozenset()):
            missing[operation] = read - NEEDED_BY.get(operation, frozenset())
    assert missing == {}
