"""Test cases of a decision table, kept beside it: what goes in, what must come out.

`processes/<process>/<table>.cases.yaml` holds one list, `cases`; each has `name`, `inputs` (by name) and
`outputs` (value by output column; a list where the table collects).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from engine.errors import Finding, Refused
from engine.messages_catalogue import msg
from engine.scenarios.fields import Fields, Notebook
from engine.scenarios.lined_yaml import Items, Unreadable, read_yaml

ENDING = ".cases.yaml"
MOST_CASES = 300
_SHAPE = msg("Test cases of a table are a list under “cases:”.")


@dataclass(frozen=True, slots=True)
class TableCase:
    """One case: its values as they stand in the file."""

    name: str
    line: int  # where it begins
    inputs: Mapping[str, object]
    outputs: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TableCases:
    """The cases of one table, as they stand in the file."""

    file: str
    table_id: str
    cases: tuple[TableCase, ...]


def read_table_cases(data: bytes, file: str) -> TableCases:
    """The cases in this file; raises Refused with every finding."""
    found, findings = _read(data, file)
    if findings:
        raise Refused(findings)
    return found


def check_table_cases(data: bytes, file: str) -> list[Finding]:
    """Everything to mend in the file by itself; an empty list for a sound one."""
    return _read(data, file)[1]


def table_path_of(file: str) -> str:
    """The table that cases belong to: the same path, ending in .dmn."""
    return f"{file.removesuffix(ENDING)}.dmn"


def cases_path_of(table: str) -> str:
    """Where the cases of a table are kept."""
    return f"{table.removesuffix('.dmn')}{ENDING}"


def _read(data: bytes, file: str) -> tuple[TableCases, list[Finding]]:
    notebook, table_id = Notebook(file), PurePosixPath(file).name.removesuffix(ENDING)
    nothing = TableCases(file, table_id, ())
    try:
        top = Fields(read_yaml(data, shape=_SHAPE), notebook)
    except Unreadable as unreadable:
        notebook.add(unreadable.line, "not_yaml", unreadable.message)
        return nothing, notebook.findings
    top.only(("cases",), ("cases",))
    part = top.table.parts.get("cases")
    if isinstance(part, Items) and not part.items:
        return nothing, notebook.findings
    listed = top.tables("cases")
    if len(listed) > MOST_CASES:
        top.wrong("cases", msg("A table has at most {most} test cases.", most=MOST_CASES))
        return nothing, notebook.findings
    return TableCases(file, table_id, tuple(_cases(listed))), notebook.findings


def _cases(listed: list[Fields]) -> list[TableCase]:
    found: list[TableCase] = []
    for one in listed:
        one.only(("name", "inputs", "outputs"), ("name", "inputs", "outputs"))
        name = one.text("name")
        if "name" in one.table.parts and not name:
            one.wrong("name", msg("A case needs a name."))
        if any(name == other.name for other in found):
            one.wrong("name", msg("Two cases are called “{name}”.", name=name))
        outputs = one.values("outputs")
        if "outputs" in one.table.parts and not outputs:
            one.wrong("outputs", msg("A case says at least one value that must come out."))
        found.append(TableCase(name, one.table.line, one.values("inputs"), outputs))
    return found
