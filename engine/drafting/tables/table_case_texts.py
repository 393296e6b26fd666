"""Test cases written into their file: one more at the end, one out; the rest stays as it is, remarks too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from engine.errors import EngineError, Refused
from engine.expressions.values import Value
from engine.messages_catalogue import msg
from engine.scenarios.table_cases import TableCases, read_table_cases

MOST_NAME = 200
BEGINNING = "cases:\n"


def with_case(
    data: bytes | None, file: str, name: str, given: Mapping[str, Value], out: Mapping[str, Value]
) -> bytes:
    """The file with one more case; `data` None: it is begun.

    Raises EngineError for a name that is taken or missing, and where the file cannot be read as it stands.
    """
    name = " ".join(name.split())[:MOST_NAME]
    kept = _read(data, file)
    if not name:
        raise EngineError(msg("A case needs a name."))
    if kept is not None and any(one.name == name for one in kept.cases):
        raise EngineError(msg("Two cases are called “{name}”.", name=name))
    text = BEGINNING if data is None or kept is None or not kept.cases else _ended(data.decode())
    indent = _indent(text, kept)
    text += f"{indent}- name: {_text(name)}\n"
    text += f"{indent}  inputs: {_table(given)}\n{indent}  outputs: {_table(out)}\n"
    _read(text.encode(), file)
    return text.encode()


def without_case(data: bytes, file: str, name: str) -> bytes:
    """The file without this case; the same where it has none of that name."""
    kept = _read(data, file)
    cases = () if kept is None else kept.cases
    lines = data.decode().splitlines(keepends=True)
    for at, one in enumerate(cases):
        if one.name == name and len(cases) == 1:
            return b"cases: []\n"
        if one.name == name:
            end = cases[at + 1].line - 1 if at + 1 < len(cases) else len(lines)
            return "".join([*lines[: one.line - 1], *lines[end:]]).encode()
    return data


def _read(data: bytes | None, file: str) -> TableCases | None:
    if data is None or not data.strip():
        return None
    try:
        return read_table_cases(data, file)
    except Refused as refused:
        raise EngineError(
            msg("The test cases must be mended first: {finding}", finding=refused.findings[0].message)
        ) from refused


def _indent(text: str, kept: TableCases | None) -> str:
    """What stands before the dash of a case in this file."""
    if kept is None or not kept.cases:
        return "  "
    line = text.splitlines()[kept.cases[0].line - 1]
    return line[: len(line) - len(line.lstrip())]


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _table(values: Mapping[str, Value]) -> str:
    return f"{{{', '.join(f'{name}: {_written(value)}' for name, value in values.items())}}}"


def _written(value: Value) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_written(one) for one in value)}]"
    if isinstance(value, dict):
        return _table(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    return (
        value.isoformat()
        if isinstance(value, date)
        else f"{value:f}"
        if not isinstance(value, int)
        else str(value)
    )


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
