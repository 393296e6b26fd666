"""Files around a taking over: the bad rows with what to mend, and an example to begin with."""

from __future__ import annotations

from engine.documents.table_cells import office_csv
from engine.messages_catalogue import say
from engine.takeovers.takeover_cells import Problem
from engine.takeovers.takeover_columns import ADDED, COLUMNS, NAMES
from engine.takeovers.takeover_judging import Judged


def bad_rows_file(judged: Judged, language: str) -> bytes:
    """The bad rows as CSV with their line and what to mend; mended, it can be sent as it is."""
    columns = [name for name in judged.columns if name not in ADDED]
    lines: list[list[str | int]] = [[*columns, *ADDED]]
    for bad in judged.bad:
        cells = [bad.row.cells.get(name, "") for name in columns]
        said = "; ".join(said_of(problem, language) for problem in bad.problems)
        lines.append([*cells, bad.row.line, said])
    return office_csv(lines)


def example_file() -> bytes:
    """A file with every column and one row, to begin with."""
    return office_csv([list(NAMES), [column.example for column in COLUMNS]])


def said_of(problem: Problem, language: str) -> str:
    """The problem with its column before it."""
    sentence = say(problem.message, language)
    return f"{problem.column}: {sentence}" if problem.column else sentence
