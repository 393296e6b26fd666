"""Tables that somebody sends as CSV: read strictly, and given back with a column that says what to mend.

A row is never half right: whoever reads it says of each row all that is wrong with it. Numbers may have a
decimal comma or point; the file may come from a Latvian spreadsheet (byte order mark, semicolons, CRLF).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.documents.table_cells import text_cell
from engine.domain.money import cents_of
from engine.errors import EngineError
from engine.messages_catalogue import LANGUAGES, Message, msg, say

MOST_BYTES = 450_000
MOST_ROWS = 20_000
TROUBLES = msg("What to mend")  # heading of the column that is added
_AMOUNT = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,2})?")
_MONTH_FIRST = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_MONTH_LAST = re.compile(r"(0[1-9]|1[0-2])[./]([0-9]{4})")
_GUARD = re.compile(r"^'(?=[=+\-@])")  # put there before by us, against formulas


@dataclass(frozen=True, slots=True)
class SentTable:
    """A table as it was sent: cells by heading, in the order and the words of the sender."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    places: Mapping[str, int]  # English heading → which cell of a row

    def cell(self, row: int, heading: str) -> str:
        """What stands in a row under a heading (its English words)."""
        return self.rows[row][self.places[heading]]


def read_table(data: bytes, columns: Sequence[Message], *, most_bytes: int = MOST_BYTES) -> SentTable:
    """The table with these columns, in any order; an EngineError where the file as a whole cannot be read.

    Columns that nobody asked for are kept and given back. The column of an earlier answer is dropped.
    """
    if len(data) > most_bytes:
        raise EngineError(msg("The file is too large: at most {most} kB.", most=most_bytes // 1000))
    lines = _lines(_text(data))
    if not lines:
        raise EngineError(msg("The file is empty."))
    headings, *rows = lines
    if len(rows) > MOST_ROWS:
        raise EngineError(msg("The file has too many rows: at most {most}.", most=MOST_ROWS))
    for number, row in enumerate(rows, 2):
        if len(row) != len(headings):
            raise EngineError(
                msg(
                    "Line {number} has {count} cells, the headings have {wanted}. "
                    "Separate cells with semicolons.",
                    number=number,
                    count=len(row),
                    wanted=len(headings),
                )
            )
    headings, rows = _without_troubles(headings, rows)
    return SentTable(headings, rows, _places(headings, columns))


def with_troubles(table: SentTable, troubles: Mapping[int, Sequence[Message]], language: str) -> bytes:
    """The same table with a last column that says of each row what to mend; empty where nothing is wrong."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow([*(_safe(heading) for heading in table.headings), say(TROUBLES, language)])
    for number, row in enumerate(table.rows):
        said = " ".join(say(trouble, language) for trouble in troubles.get(number, ()))
        writer.writerow([*(_safe(cell) for cell in row), text_cell(said)])
    return sheet.getvalue().encode("utf-8-sig")


def cents_in(text: str) -> int | None:
    """An amount in euro such as 12,34 as cents; None where it is none."""
    compact = text.replace(" ", "").replace("\u00a0", "")
    if not _AMOUNT.fullmatch(compact):
        return None
    return cents_of(Decimal(compact.replace(",", ".")))


def month_in(text: str) -> str | None:
    """A month written as 2026-10 or 10.2026, as 2026-10; None where it is none."""
    last = _MONTH_LAST.fullmatch(text)
    if last is not None:
        return f"{last[2]}-{last[1]}"
    return text if _MONTH_FIRST.fullmatch(text) else None


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise EngineError(msg("The file is not UTF-8 text. Save it as “CSV UTF-8”.")) from fault
    if "\0" in text:
        raise EngineError(msg("The file is not UTF-8 text. Save it as “CSV UTF-8”."))
    return text


def _lines(text: str) -> list[list[str]]:
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    except csv.Error as fault:
        raise EngineError(msg("The file is not a table with semicolons (CSV).")) from fault
    return [[_GUARD.sub("", cell.strip()) for cell in line] for line in found if any(line)]


def _without_troubles(
    headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], list[list[str]]]:
    words = {say(TROUBLES, language) for language in LANGUAGES}
    kept = [at for at, heading in enumerate(headings) if heading not in words]
    return [headings[at] for at in kept], [[row[at] for at in kept] for row in rows]


def _places(headings: Sequence[str], columns: Sequence[Message]) -> dict[str, int]:
    folded = [heading.casefold() for heading in headings]
    places = {}
    for column in columns:
        names = {say(column, language).casefold() for language in LANGUAGES}
        found = [at for at, heading in enumerate(folded) if heading in names]
        if len(found) != 1:
            missing = msg("The column “{column}” is missing.", column=column)
            twice = msg("The column “{column}” is there twice.", column=column)
            raise EngineError(twice if found else missing)
        places[column.text] = found[0]
    return places


def _safe(cell: str) -> str:
    """The cell as it was, but for what a spreadsheet would take for a formula."""
    return cell if cents_in(cell) is not None else text_cell(cell)
