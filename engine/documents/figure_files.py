"""Tables of figures as CSV and as a spreadsheet; text stays text, also when it looks like a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from engine.documents.table_cells import Cell, clean, office_csv
from engine.documents.workbooks import workbook_bytes

_NUMBERS = {"whole": "#,##0", "tenth": "0.0", "decimal": "#,##0.00"}
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table in words: its title, its headings, its rows, the notes under it."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


def write_csv(sheets: Sequence[Sheet]) -> bytes:
    """The tables one under another, each with its title, as CSV for spreadsheets."""
    rows: list[Sequence[Cell]] = []
    for sheet in sheets:
        rows += [[sheet.title], list(sheet.headings), *sheet.rows, *([note] for note in sheet.notes), []]
    return office_csv(rows)


def write_workbook(sheets: Sequence[Sheet], made_on: date) -> bytes:
    """A sheet for each table; the same tables of the same day give the same bytes."""

    def _fill(workbook: Any, formats: dict[str, Any]) -> None:
        for number, sheet in enumerate(sheets, 1):
            name = f"{number}. {clean(sheet.title).translate(_FORBIDDEN_IN_NAMES)}"[:_LONGEST_NAME].strip()
            _write(workbook.add_worksheet(name), sheet, formats)

    return workbook_bytes(made_on, _NUMBERS, _fill)


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.set_column(0, 0, 36)
    page.set_column(1, max(1, len(sheet.headings) - 1), 16)
    page.write_string(0, 0, clean(sheet.title), formats["heading"])
    for column, heading in enumerate(sheet.headings):
        page.write_string(1, column, clean(heading), formats["heading"])
    for row, cells in enumerate(sheet.rows, 2):
        for column, cell in enumerate(cells):
            _write_cell(page, (row, column), cell, formats)
    for row, note in enumerate(sheet.notes, 3 + len(sheet.rows)):
        page.write_string(row, 0, clean(note), formats["text"])


def _write_cell(page: Any, place: tuple[int, int], cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, str):
        page.write_string(*place, clean(cell), formats["text"])
    elif isinstance(cell, int):
        page.write_number(*place, cell, formats["whole"])
    else:
        page.write_number(*place, cell, formats["tenth" if _places(cell) == 1 else "decimal"])


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
