"""A decision table of a draft as its page needs it: what it asks, a test row, test cases, rules in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_pages
from engine.drafting.drafts.draft_pages import FilePage
from engine.drafting.tables import table_files
from engine.drafting.tables.table_questions import Question, questions
from engine.drafting.tables.table_trying import (
    CaseTried,
    RowTried,
    Trial,
    outputs_in_cells,
    try_case,
    try_row,
)
from engine.drafting.tables.table_words import POLICIES, RuleInWords, in_words
from engine.expressions.decision_tables import DecisionTable
from engine.messages_catalogue import Message
from engine.runtime import Runtime

__all__ = [
    "CaseTried",
    "Question",
    "RowTried",
    "RuleInWords",
    "TableSheet",
    "Trial",
    "find",
    "outputs_in_cells",
]


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


def find(
    runtime: Runtime, actor: Actor, draft_id: int, path: str, typed: Mapping[str, str] | None = None
) -> TableSheet:
    """One table of a draft; `typed`: the test row, by name of the value. NotFound for what is no table."""
    found = draft_pages.find_file(runtime, actor, draft_id, table_files.table_path(path))
    table = table_files.read_table(found.file.content, path)
    kept = table_files.kept_cases(runtime, actor, draft_id, path)
    asked = questions(table) if table else []
    return TableSheet(
        found=found,
        table=table,
        policy=POLICIES[table.hit_policy] if table else None,
        asked=asked,
        rules=in_words(table) if table else [],
        cases_path=table_files.cases_path_of(path),
        cases=[try_case(table, one, asked) for one in kept or ()] if table else [],
        cases_unread=kept is None,
        row=None if table is None or typed is None else try_row(table, typed, asked),
    )
