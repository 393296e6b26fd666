"""A decision table asked: by a test row, by one of its test cases.

Words of the calendar stand still here: “today” is the gate's sample day, so that cases answer alike each day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.drafting.tables.table_questions import Question, Typed, read_typed, typed_as
from engine.expressions.decision_tables import DecisionTable
from engine.expressions.table_trials import Difference, Trial, differences, in_cell, try_table
from engine.gate.process_values import WORDS
from engine.messages_catalogue import Message
from engine.scenarios.table_cases import TableCase

__all__ = [
    "CaseTried",
    "Difference",
    "RowTried",
    "Trial",
    "answer",
    "outputs_in_cells",
    "try_case",
    "try_row",
]


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


def answer(table: DecisionTable, typed: Typed) -> Trial:
    """What the table says of a test row."""
    return try_table(table, typed.values, WORDS)


def try_row(table: DecisionTable, typed: Mapping[str, str], asked: Sequence[Question]) -> RowTried:
    """The test row as it was typed, and what the table says of it."""
    read = read_typed(asked, typed)
    return RowTried(dict(typed), read.wrong, None if read.wrong else answer(table, read))


def try_case(table: DecisionTable, case: TableCase, asked: Sequence[Question]) -> CaseTried:
    """A test case, and whether the table answers it as written."""
    trial = try_table(table, case.inputs, WORDS)
    return CaseTried(
        name=case.name,
        given=[(name, in_cell(value)) for name, value in case.inputs.items()],
        expected=[(name, in_cell(value)) for name, value in case.outputs.items()],
        typed={one.name: typed_as(one, case.inputs.get(one.name)) for one in asked},
        trial=trial,
        differing=differences(case.outputs, trial),
    )


def outputs_in_cells(trial: Trial) -> list[tuple[str, str]]:
    """Name → value of what came out, as one would write it in a cell."""
    return [(name, in_cell(value)) for name, value in (trial.outputs or {}).items()]
