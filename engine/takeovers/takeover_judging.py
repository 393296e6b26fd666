"""Judges a file of running cases row by row: what can enter, what came in before, what must be mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.documents.table_reading import Table, TableRow, read_table
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.running_cases import RunningCase
from engine.runtime import Session
from engine.takeovers.takeover_cells import Problem
from engine.takeovers.takeover_checks import SeenBefore, Surroundings, problems_of, repeated
from engine.takeovers.takeover_columns import ADDED, COLUMNS, NAMES
from engine.takeovers.takeover_house import is_taken_over, met
from engine.takeovers.takeover_rows import ReadRow, read_row


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot enter, with everything that must be mended in it."""

    row: TableRow
    problems: Sequence[Problem]


@dataclass(slots=True)
class Judged:
    """A file, judged."""

    columns: tuple[str, ...]
    rows: int
    sound: list[RunningCase] = field(default_factory=list)
    known: int = 0  # rows that came in before, unchanged
    bad: list[BadRow] = field(default_factory=list)
    warnings: list[tuple[int, Problem]] = field(default_factory=list)  # line, what to compare


def table_of(data: bytes) -> Table:
    """The table in the file; EngineError where a needed column lacks or one is unknown, for a mistyped name
    would leave its cells out.
    """
    table = read_table(data)
    needed = [column.name for column in COLUMNS if column.required]
    missing = [name for name in needed if name not in table.columns]
    if missing:
        raise EngineError(msg("The heading lacks: {columns}.", columns=", ".join(missing)))
    unknown = [name for name in table.columns if name not in (*NAMES, *ADDED)]
    if unknown:
        raise EngineError(msg("The heading has columns nobody knows: {columns}.", columns=", ".join(unknown)))
    return table


def judge(session: Session, table: Table, around: Surroundings) -> Judged:
    """Every row, with all that can be said of it at once."""
    seen = SeenBefore()
    judged = Judged(table.columns, len(table.rows))
    for row in table.rows:
        read = read_row(row)
        if not read.problems and is_taken_over(session, read.case):
            judged.known += 1
            continue
        judged.warnings += [(row.line, one) for one in read.warnings]
        problems = read.problems or _problems(session, read, around, seen)
        if problems:
            judged.bad.append(BadRow(row, problems))
        else:
            judged.sound.append(read.case)
    return judged


def _problems(session: Session, read: ReadRow, around: Surroundings, seen: SeenBefore) -> list[Problem]:
    alone = problems_of(read.case, around)
    house = [] if alone else list(met(session, read.case, around, seen))
    return [*alone, *house, *repeated(read.case, seen)]
