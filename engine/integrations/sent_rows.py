"""Rows that another system sends, as CSV or JSON: each is judged by itself, and told by itself what is wrong.

A row is taken whole or not at all; what is wrong with one does not hold up the others.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from engine.documents.table_cells import clean, plain_csv
from engine.documents.table_reading import read_table
from engine.domain import personal_code
from engine.errors import EngineError, InvalidAnswers, Severity
from engine.messages_catalogue import Message, msg, say

MOST_ROWS = 5000
LONGEST = 300  # signs of one value
Row = Mapping[str, str]


class Outcome(StrEnum):
    """What became of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"  # known as it was sent
    REFUSED = "refused"  # nothing of it was taken


@dataclass(frozen=True, slots=True)
class RowResult:
    """One row of the result, in the order in which the rows were sent."""

    number: int  # 1 = the first row under the heading
    outcome: Outcome
    errors: Mapping[str, Message] = field(default_factory=dict)  # column, or "" for the row → sentence


def rows_of_csv(data: bytes, columns: Sequence[str]) -> list[Row]:
    """The rows of a CSV (or XLSX) file; an EngineError where it cannot be read as a whole."""
    table = read_table(data)
    strange = [name for name in table.columns if name not in columns]
    missing = [name for name in columns if name not in table.columns]
    if strange or missing:
        raise EngineError(msg("The heading must name these columns: {columns}.", columns=", ".join(columns)))
    return [one.cells for one in table.rows]


def each(rows: Sequence[Row], take: Callable[[Row], Outcome]) -> list[RowResult]:
    """Take every row by itself; what `take` raises as an EngineError is told in its row."""
    if len(rows) > MOST_ROWS:
        raise EngineError(msg("The file has more than {count} rows; send it in parts.", count=MOST_ROWS))
    results = []
    for number, row in enumerate(rows, 1):
        try:
            results.append(RowResult(number, take(row)))
        except InvalidAnswers as refused:
            results.append(RowResult(number, Outcome.REFUSED, refused.fields))
        except EngineError as refused:
            results.append(RowResult(number, Outcome.REFUSED, {"": refused.message}))
    return results


def result_csv(
    rows: Sequence[Row], results: Sequence[RowResult], columns: Sequence[str], language: str
) -> bytes:
    """The rows as they were sent, with what became of each and a column that says what to mend."""
    lines: list[list[str | int]] = [["row", *columns, "outcome", "error"]]
    for row, result in zip(rows, results, strict=True):
        told = "; ".join(
            f"{name}: {say(text, language)}" if name else say(text, language)
            for name, text in result.errors.items()
        )
        cells = [row.get(name, "") for name in columns]
        lines.append([result.number, *cells, str(result.outcome), told])
    sheet = io.StringIO(newline="")
    plain_csv(sheet, lines)
    return sheet.getvalue().encode()


class Reading:
    """The values of one row on the way to what they mean; everything wrong is gathered first."""

    def __init__(self, row: Row, columns: Sequence[str]) -> None:
        self._row = {name: clean(value) for name, value in row.items()}
        self._wrong: dict[str, Message] = {}
        for name, value in self._row.items():
            if name not in columns:
                self._wrong[name[:60]] = msg("There is no such column.")
            elif len(value) > LONGEST:
                self._wrong[name] = msg("At most {count} characters.", count=LONGEST)

    def text(self, name: str, *, needed: bool = False) -> str:
        """What stands there."""
        found = self._row.get(name, "")
        if needed and not found:
            self._wrong.setdefault(name, msg("Please fill this in."))
        return found

    def day(self, name: str, *, needed: bool = False) -> date | None:
        """A day as 2026-05-01."""
        found = self.text(name, needed=needed)
        try:
            return date.fromisoformat(found) if found else None
        except ValueError:
            self._wrong.setdefault(name, msg("Write the day as 2026-05-01."))
            return None

    def one_of(self, name: str, words: Sequence[str], *, needed: bool = False) -> str:
        """One of the words, or nothing."""
        found = self.text(name, needed=needed)
        if found and found not in words:
            self._wrong.setdefault(name, msg("Write one of: {words}.", words=", ".join(words)))
        return found

    def code(self, name: str) -> str:
        """A personal code in its written form, with a sound check."""
        found = self.text(name, needed=True)
        read, problems = personal_code.read(found) if found else (None, ())
        errors = [one.message for one in problems if one.severity is Severity.ERROR]
        if found and (read is None or errors):
            self._wrong.setdefault(name, errors[0] if errors else msg("This is not a personal code."))
        return "" if read is None else read.digits

    def refuse(self, name: str, sentence: Message) -> None:
        """Something else is wrong there."""
        self._wrong.setdefault(name, sentence)

    def end(self) -> None:
        """InvalidAnswers where anything was wrong."""
        if self._wrong:
            raise InvalidAnswers(self._wrong)
