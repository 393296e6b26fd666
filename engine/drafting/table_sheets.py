"""A decision table of a draft as its page needs it: what it asks, a test row, test cases, rules in words.

Words of the calendar stand still here: “today” is the gate's sample day, so that cases answer alike each day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.bpmn.dmn_files import read_decision_tables
from engine.domain.rights import Actor
from engine.drafting import draft_files, draft_pages
from engine.drafting.draft_pages import FilePage
from engine.drafting.draft_paths import FileKind, kind_of
from engine.drafting.table_questions import Question, Typed, questions, read_typed, typed_as
from engine.drafting.table_words import POLICIES, RuleInWords, in_words
from engine.errors import NotFound, Refused
from engine.expressions.decision_tables import DecisionTable
from engine.expressions.table_trials import Difference, Trial, differences, in_cell, try_table
from engine.gate.process_values import WORDS
from engine.messages_catalogue import Message, msg
from engine.runtime import Runtime
from engine.scenarios.table_cases import TableCase, cases_path_of, read_table_cases

__all__ = ["CaseTried", "Difference", "Question", "RowTried", "RuleInWords", "TableSheet", "Trial", "find"]


@dataclass(frozen=True, slots=True)
class CaseTried:
    """A test case, and what the table says of it now."""

    name: str
    given: Sequence[tuple[str, str]]  # name → value as one would write it in a cell
    expected: Sequence[tuple[str, str]]
    typed: Mapping[str, str]  # what to type into the test row for it
    trial: Trial
    differing: Sequence[Difference]

    @property
    def is_green(self) -> bool:
        """Whether the table answers as written."""
        return self.trial.trouble is None and not self.differing


@dataclass(frozen=True, slots=True)
class RowTried:
    """What was typed into the test row, and what came of it."""

    typed: Mapping[str, str]
    wrong: Mapping[str, Message]
    trial: Trial | None  # None: something typed is no value


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A table of a draft; where it cannot be read, everything about it is empty."""

    found: FilePage
    table: DecisionTable | None
    policy: Message | None
    asked: Sequence[Question]
    rules: Sequence[RuleInWords]
    cases_path: str
    cases: Sequence[CaseTried]
    cases_unread: bool  # there is a file of cases that cannot be read: its findings say why
    row: RowTried | None  # None: nothing was tried

    @property
    def labels(self) -> dict[str, str]:
        """Name of a value → what its column is called."""
        return {one.name: one.label for one in self.asked}

    @staticmethod
    def outputs_in_cells(trial: Trial) -> list[tuple[str, str]]:
        """Name → value of what came out, as one would write it in a cell."""
        return [(name, in_cell(value)) for name, value in (trial.outputs or {}).items()]


def find(
    runtime: Runtime, actor: Actor, draft_id: int, path: str, typed: Mapping[str, str] | None = None
) -> TableSheet:
    """One table of a draft; `typed`: the test row, by name of the value. NotFound for what is no table."""
    found = draft_pages.find_file(runtime, actor, draft_id, table_path(path))
    table = read_table(found.file.content, path)
    cases_path = cases_path_of(path)
    kept = _kept(cases_bytes(runtime, actor, draft_id, path), cases_path)
    asked = questions(table) if table else []
    return TableSheet(
        found=found,
        table=table,
        policy=POLICIES[table.hit_policy] if table else None,
        asked=asked,
        rules=in_words(table) if table else [],
        cases_path=cases_path,
        cases=[_tried(table, one, asked) for one in kept or ()] if table else [],
        cases_unread=kept is None,
        row=None if table is None or typed is None else _row(table, typed, asked),
    )


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


def cases_bytes(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> draft_files.DraftFile | None:
    """The file of the test cases of a table; None where nobody has begun one."""
    try:
        return draft_files.read(runtime, actor, draft_id, cases_path_of(path))
    except NotFound:
        return None


def answer(table: DecisionTable, typed: Typed) -> Trial:
    """What the table says of a test row."""
    return try_table(table, typed.values, WORDS)


def _kept(file: draft_files.DraftFile | None, path: str) -> Sequence[TableCase] | None:
    if file is None or file.content is None:
        return ()
    try:
        return read_table_cases(file.content, path).cases
    except Refused:
        return None


def _tried(table: DecisionTable, case: TableCase, asked: Sequence[Question]) -> CaseTried:
    trial = try_table(table, case.inputs, WORDS)
    return CaseTried(
        name=case.name,
        given=[(name, in_cell(value)) for name, value in case.inputs.items()],
        expected=[(name, in_cell(value)) for name, value in case.outputs.items()],
        typed={one.name: typed_as(one, case.inputs.get(one.name)) for one in asked},
        trial=trial,
        differing=differences(case.outputs, trial),
    )


def _row(table: DecisionTable, typed: Mapping[str, str], asked: Sequence[Question]) -> RowTried:
    read = read_typed(asked, typed)
    return RowTried(dict(typed), read.wrong, None if read.wrong else answer(table, read))
