"""Reads the cells of one row, each as what its column holds; what cannot be read is gathered, not raised."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from engine.documents.table_reading import TableRow
from engine.domain import personal_code
from engine.errors import Severity
from engine.messages_catalogue import Message, msg

_DAY = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})\.?)(?:[ T]00:00(?::00)?)?")
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?")  # how a workbook keeps a day
_SERIAL_FROM = date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1900, 2150  # what the calendar of the rules knows
_HOURS = re.compile(r"(\d{1,3})(?::([0-5]\d)|[.,](\d{1,2}))?")
_YES, _NO = ("yes", "jā", "ja", "1", "true"), ("no", "nē", "ne", "0", "false", "")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell, and how to mend it; `column` is empty for the row as a whole."""

    column: str
    message: Message


@dataclass(slots=True)
class Cells:
    """One row, and what was found in it on the way."""

    row: TableRow
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, message: Message) -> None:
        """Note what must be mended."""
        self.problems.append(Problem(column, message))

    def text(self, column: str) -> str:
        """The cell as it stands; empty where the file has no such column."""
        return self.row.cells.get(column, "")

    def needed(self, column: str) -> str:
        """The cell, which may not be empty."""
        found = self.text(column)
        if not found:
            self.refuse(column, msg("Fill in this cell."))
        return found

    def choice(self, column: str, words: Collection[str], *, usual: str = "") -> str:
        """One of the words; `usual` where the cell is empty."""
        found = self.text(column).lower() or usual
        if found not in words:
            self.refuse(column, msg("Write one of: {words}.", words=", ".join(words)))
        return found

    def yes(self, column: str) -> bool:
        """Whether the cell says yes."""
        found = self.text(column).lower()
        if found not in (*_YES, *_NO):
            self.refuse(column, msg("Write yes or no."))
        return found in _YES

    def whole(self, column: str, *, least: int, most: int) -> int:
        """A whole number between the two."""
        found = self.text(column).removesuffix(".0")
        if not found.isascii() or not found.isdigit() or not least <= int(found) <= most:
            self.refuse(column, msg("Write a whole number from {least} to {most}.", least=least, most=most))
            return least
        return int(found)

    def minutes(self, column: str) -> int:
        """Hours as minutes: "12:30", "12.5", "12,5" or "12"; 0 where the cell is empty."""
        found = _HOURS.fullmatch(self.text(column) or "0")
        if found is None:
            self.refuse(column, msg("Write hours like 12:30 or 12.5."))
            return 0
        if found[3] is not None:
            return int(found[1]) * 60 + round(int(found[3].ljust(2, "0")) * 60 / 100)
        return int(found[1]) * 60 + int(found[2] or 0)

    def day(self, column: str, *, usual: date | None = None, needed: bool = False) -> date | None:
        """A day as 2026-05-01, 01.05.2026 or as a workbook keeps it; `usual` where the cell is empty."""
        text = self.needed(column) if needed else self.text(column)
        if not text:
            return usual
        found = read_day(text)
        if found is None:
            self.refuse(column, msg("Write a day like 2026-05-01 or 01.05.2026."))
        return found

    def code(self, column: str) -> personal_code.PersonalCode | None:
        """A personal code; what only an authority can settle is a warning."""
        text = self.needed(column)
        if not text:
            return None
        found, wrong = personal_code.read(text)
        for one in wrong:
            kept = self.problems if one.severity is Severity.ERROR else self.warnings
            kept.append(Problem(column, one.message))
        return found


def read_day(text: str) -> date | None:
    """The day that somebody or a workbook wrote; None where it is none."""
    serial = _SERIAL.fullmatch(text)
    if serial is not None:
        return _possible(_SERIAL_FROM + timedelta(days=int(serial[1])))
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        return _possible(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _possible(day: date) -> date | None:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
