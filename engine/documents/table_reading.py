"""Tables that offices send, as CSV or as a workbook: a heading and rows of text, each with its line.

What a cell means is said by whoever reads it; here nothing is guessed. An apostrophe that a table of ours
put before what looks like a formula is taken off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.documents.table_cells import clean
from engine.documents.workbook_reading import read_workbook
from engine.errors import EngineError
from engine.messages_catalogue import msg

MAX_BYTES = 20_000_000
MAX_ROWS = 50_000
MAX_CELL = 2_000
_WORKBOOK = b"PK\x03\x04"
_MARKED = re.compile(r"'(?=[\s\"']*[=+\-@＝＋－＠])")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row under the heading: the line it stands on, and its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was sent."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]  # without the empty ones


def read_table(data: bytes) -> Table:
    """The table in a CSV or XLSX file; EngineError with what to mend where there is none."""
    if len(data) > MAX_BYTES:
        raise EngineError(msg("The file is too large; send it in parts of at most {count} MB.", count=20))
    lines = read_workbook(data) if data.startswith(_WORKBOOK) else _csv_lines(data)
    filled = ((line, cells) for line, cells in lines if any(cells))
    heading = next(filled, None)
    if heading is None:
        raise EngineError(msg("The file is empty."))
    columns = tuple(name.lower() for name in heading[1])
    while columns and not columns[-1]:
        columns = columns[:-1]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice or not columns:
        raise EngineError(msg("The column {column} stands twice in the heading.", column=(twice or [""])[0]))
    return Table(columns, tuple(_rows(columns, filled)))


def _rows(columns: tuple[str, ...], lines: Iterator[tuple[int, Sequence[str]]]) -> Iterator[TableRow]:
    for count, (line, cells) in enumerate(lines, start=1):
        if count > MAX_ROWS:
            raise EngineError(msg("The file has more than {count} rows; send it in parts.", count=MAX_ROWS))
        if any(cells[len(columns) :]):
            raise EngineError(msg("Line {line} has more cells than the heading.", line=line))
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        yield TableRow(line, dict(zip(columns, padded, strict=False)))


def _csv_lines(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Lines of CSV: UTF-8 or the Windows code page of the Baltic, with the separator of its first line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1257", errors="replace")
    if "\x00" in text:
        raise EngineError(msg("This is neither CSV nor a workbook (.xlsx)."))
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, [cell_text(cell) for cell in cells]
    except csv.Error as trouble:
        raise EngineError(msg("Line {line} cannot be read as CSV.", line=reader.line_num)) from trouble


def cell_text(text: str) -> str:
    """A cell as one line, without the mark against formulas."""
    return _MARKED.sub("", clean(text[:MAX_CELL]), count=1)
