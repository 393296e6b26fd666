"""The two files of a decision table in a draft: the table itself, and its test cases beside it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.bpmn.dmn_files import read_decision_tables
from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_files import DraftFile
from engine.drafting.drafts.draft_paths import FileKind, kind_of
from engine.errors import NotFound, Refused
from engine.expressions.decision_tables import DecisionTable
from engine.messages_catalogue import msg
from engine.runtime import Runtime
from engine.scenarios.table_cases import TableCase, cases_path_of, read_table_cases

__all__ = ["TableCase", "cases_file", "cases_path_of", "kept_cases", "read_table", "table_path"]


def table_path(path: str) -> str:
    """The same path; NotFound for one that is not of a table."""
    if kind_of(path) is not FileKind.TABLE:
        raise NotFound(msg("There is no such table."))
    return path


def read_table(data: bytes | None, path: str) -> DecisionTable | None:
    """The table in the file; None where it cannot be read as it stands."""
    try:
        return None if data is None else read_decision_tables(data, path)
    except Refused:
        return None


def cases_file(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> DraftFile | None:
    """The file of the test cases of a table; None where nobody has begun one."""
    try:
        return draft_files.read(runtime, actor, draft_id, cases_path_of(path))
    except NotFound:
        return None


def kept_cases(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> Sequence[TableCase] | None:
    """The test cases of a table; None where their file cannot be read as it stands."""
    file = cases_file(runtime, actor, draft_id, path)
    if file is None or file.content is None:
        return ()
    try:
        return read_table_cases(file.content, file.path).cases
    except Refused:
        return None
