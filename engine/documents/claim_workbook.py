"""The ministry claim as a spreadsheet: one sheet with the sums, one with the lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.documents.claim_files import LINE_COLUMNS, SUMMARY, ClaimExport, line_rows, refuse_unsound
from engine.documents.table_cells import Cell, clean
from engine.documents.workbooks import workbook_bytes
from engine.messages_catalogue import DEFAULT_LANGUAGE, msg, say

_NUMBERS = {"whole": "0", "money": "#,##0.00", "rate": "0.0000"}


def write_claim_workbook(claim: ClaimExport, language: str = DEFAULT_LANGUAGE) -> bytes:
    """The claim as XLSX; the same claim gives the same bytes: it is dated with the day it was frozen.

    Amounts are numbers with two decimals, never formulas. Refused like `claim_files.write_claim_lines`.
    """
    refuse_unsound(claim)

    def _fill(workbook: Any, formats: dict[str, Any]) -> None:
        _write_summary(workbook.add_worksheet(say(msg("Claim summary"), language)), claim, formats, language)
        _write_lines(workbook.add_worksheet(say(msg("Claim lines"), language)), claim, formats, language)

    return workbook_bytes(claim.header.frozen_on, _NUMBERS, _fill)


def _write_summary(sheet: Any, claim: ClaimExport, formats: dict[str, Any], language: str) -> None:
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, 1, 24)
    for row, (heading, value) in enumerate(SUMMARY):
        sheet.write_string(row, 0, say(heading, language), formats["heading"])
        _write_cell(sheet, (row, 1), value(claim), formats)


def _write_lines(sheet: Any, claim: ClaimExport, formats: dict[str, Any], language: str) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(claim.lines), len(LINE_COLUMNS) - 1)
    sheet.set_column(0, len(LINE_COLUMNS) - 1, 16)
    for column, (heading, _) in enumerate(LINE_COLUMNS):
        sheet.write_string(0, column, say(heading, language), formats["heading"])
    for row, cells in enumerate(line_rows(claim), 1):
        for column, cell in enumerate(cells):
            _write_cell(sheet, (row, column), cell, formats)


def _write_cell(sheet: Any, place: tuple[int, int], cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, str):
        sheet.write_string(*place, clean(cell), formats["text"])
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, formats["whole"])
    else:
        sheet.write_number(*place, cell, formats["money" if _places(cell) == 2 else "rate"])


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
