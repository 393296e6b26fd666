"""Lists of a page as CSV and as a spreadsheet: days are days, money is numbers, text stays text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.documents.table_cells import Cell, clean, office_csv
from engine.documents.workbooks import workbook_bytes
from engine.domain.service_month import ServiceMonth

ListCell = Cell | date | datetime | ServiceMonth | None
"""What stands in a cell; an instant comes in local time and without its zone."""

_SHOWN = {
    "whole": "#,##0",
    "decimal": "#,##0.00",
    "fine": "#,##0.0000",  # rates an hour
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "month": "yyyy-mm",
}
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME, _NARROW, _WIDE = 31, 10, 60


@dataclass(frozen=True, slots=True)
class ListSheet:
    """One list in words: its title, its headings, its rows."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[ListCell]]


def list_csv(sheets: Sequence[ListSheet]) -> bytes:
    """One list as headings and rows; several under one another, each with its title."""
    if len(sheets) == 1:
        return office_csv(_lines(sheets[0]))
    lines: list[Sequence[Cell]] = []
    for sheet in sheets:
        lines += [[sheet.title], *_lines(sheet), []]
    return office_csv(lines)


def list_workbook(sheets: Sequence[ListSheet], made_on: date) -> bytes:
    """A sheet for each list, its headings held; the same rows of the same day give the same bytes."""

    def _fill(workbook: Any, formats: dict[str, Any]) -> None:
        for number, sheet in enumerate(sheets, 1):
            prefix = f"{number}. " if len(sheets) > 1 else ""
            name = f"{prefix}{clean(sheet.title).translate(_FORBIDDEN_IN_NAMES)}"[:_LONGEST_NAME].strip()
            _write(workbook.add_worksheet(name), sheet, formats)

    return workbook_bytes(made_on, _SHOWN, _fill)


def _lines(sheet: ListSheet) -> list[Sequence[Cell]]:
    return [list(sheet.headings), *([_in_csv(cell) for cell in row] for row in sheet.rows)]


def _in_csv(cell: ListCell) -> Cell:
    """Days and months in the one way of writing that no spreadsheet mistakes for another."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return str(cell) if isinstance(cell, date | ServiceMonth) else cell


def _write(page: Any, sheet: ListSheet, formats: dict[str, Any]) -> None:
    for column, heading in enumerate(sheet.headings):
        cells = (len(str(_in_csv(row[column]))) for row in sheet.rows)
        page.set_column(column, column, min(_WIDE, max(_NARROW, len(heading), *cells, 0) + 2))
        page.write_string(0, column, clean(heading), formats["heading"])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.headings) - 1)
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            _write_cell(page, (number, column), cell, formats)


def _write_cell(page: Any, place: tuple[int, int], cell: ListCell, formats: dict[str, Any]) -> None:
    if isinstance(cell, str):
        page.write_string(*place, clean(cell), formats["text"])
    elif isinstance(cell, datetime):
        page.write_datetime(*place, cell, formats["moment"])
    elif isinstance(cell, date):
        page.write_datetime(*place, cell, formats["day"])
    elif isinstance(cell, ServiceMonth):
        page.write_datetime(*place, cell.first_day, formats["month"])
    elif cell is not None:
        page.write_number(*place, cell, formats[_number_format(cell)])


def _number_format(cell: int | Decimal) -> str:
    if isinstance(cell, int):
        return "whole"
    exponent = cell.as_tuple().exponent
    return "fine" if isinstance(exponent, int) and exponent < -2 else "decimal"
