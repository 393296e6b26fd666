"""Tables that somebody sends: read strictly, and given back with a column that says what to mend.

A row is never half right: whoever reads it says of each row all that is wrong with it. Numbers may have a
decimal comma or point; the file may come from a Latvian spreadsheet (byte order mark, semicolons, CRLF), from
a program (commas), or be a workbook (XLSX). It is always given back as CSV with semicolons.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from engine.documents.table_cells import text_cell
from engine.documents.workbook_reading import read_workbook
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
_DAY_LAST = re.compile(r"([0-9]{1,2})[.]([0-9]{1,2})[.]([0-9]{4})[.]?")
_SERIAL = re.compile(r"([0-9]{5})(?:[.]0+)?")  # how a workbook keeps a day
_SERIAL_FROM = date(1899, 12, 30)
_WORKBOOK = b"PK\x03\x04"
_LONG_NUMBER = re.compile(r"-?[0-9]{1,9}[.][0-9]{3,}")  # a workbook keeps 12.34 as 12.340000000000001


@dataclass(frozen=True, slots=True)
class SentTable:
    """A table as it was sent: cells by heading, in the order and the words of the sender."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    places: Mapping[str, int]  # English heading → which cell of a row

    def cell(self, row: int, heading: str) -> str:
        """What stands in a row under a heading (its English words); empty where that column was left out."""
        return self.rows[row][self.places[heading]] if heading in self.places else ""


def read_table(
    data: bytes,
    columns: Sequence[Message],
    *,
    left_out: Sequence[Message] = (),
    most_bytes: int = MOST_BYTES,
) -> SentTable:
    """The table with these columns, in any order; an EngineError where the file as a whole cannot be read.

    Those of `left_out` may be missing. Columns that nobody asked for are kept and given back. The column of
    an earlier answer is dropped.
    """
    if len(data) > most_bytes:
        raise EngineError(msg("The file is too large: at most {most} kB.", most=most_bytes // 1000))
    lines = _sheet_lines(data) if data.startswith(_WORKBOOK) else _lines(_text(data))
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
    return SentTable(headings, rows, _places(headings, columns, left_out))


def as_text(table: SentTable) -> str:
    """The table as CSV that `read_table` reads as the same table."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerows([table.headings, *table.rows])
    return sheet.getvalue()


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


def day_in(text: str) -> date | None:
    """A day written as 2026-10-31 or 31.10.2026., or as a workbook keeps it; None where it is none."""
    serial = _SERIAL.fullmatch(text)
    if serial is not None:
        return _SERIAL_FROM + timedelta(days=int(serial[1]))
    last = _DAY_LAST.fullmatch(text)
    try:
        return date(int(last[3]), int(last[2]), int(last[1])) if last else date.fromisoformat(text)
    except ValueError:
        return None


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise EngineError(msg("The file is not UTF-8 text. Save it as “CSV UTF-8”.")) from fault
    if "\0" in text:
        raise EngineError(msg("The file is not UTF-8 text. Save it as “CSV UTF-8”."))
    return text


def _lines(text: str) -> list[list[str]]:
    separator = next((one for one in ";\t," if one in text.split("\n", 1)[0]), ";")
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as fault:
        raise EngineError(msg("The file is not a table with semicolons (CSV).")) from fault
    return [[_GUARD.sub("", cell.strip()) for cell in line] for line in found if any(line)]


def _sheet_lines(data: bytes) -> list[list[str]]:
    """Rows of a workbook, each as wide as the headings where nothing stands beyond them."""
    found = [[_plain(cell) for cell in cells] for _, cells in read_workbook(data) if any(cells)]
    width = max((at for at, cell in enumerate(found[0], 1) if cell), default=0) if found else 0
    return [[*line[:width], *[""] * (width - len(line)), *_beyond(line[width:])] for line in found]


def _beyond(cells: Sequence[str]) -> Sequence[str]:
    return cells if any(cells) else ()


def _plain(cell: str) -> str:
    text = _GUARD.sub("", cell.strip())
    if not _LONG_NUMBER.fullmatch(text):
        return text
    return f"{Decimal(text).quantize(Decimal('0.000001')).normalize():f}"


def _without_troubles(
    headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], list[list[str]]]:
    words = {say(TROUBLES, language) for language in LANGUAGES}
    kept = [at for at, heading in enumerate(headings) if heading not in words]
    return [headings[at] for at in kept], [[row[at] for at in kept] for row in rows]


def _places(
    headings: Sequence[str], columns: Sequence[Message], left_out: Sequence[Message]
) -> dict[str, int]:
    folded = [heading.casefold() for heading in headings]
    places = {}
    for column in columns:
        names = {say(column, language).casefold() for language in LANGUAGES}
        found = [at for at, heading in enumerate(folded) if heading in names]
        if not found and column in left_out:
            continue
        if len(found) != 1:
            missing = msg("The column “{column}” is missing.", column=column)
            twice = msg("The column “{column}” is there twice.", column=column)
            raise EngineError(twice if found else missing)
        places[column.text] = found[0]
    return places


def _safe(cell: str) -> str:
    """The cell as it was, but for what a spreadsheet would take for a formula."""
    return cell if cents_in(cell) is not None else text_cell(cell)
