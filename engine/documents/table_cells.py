"""Cells of tables that leave the house, and the two dialects of CSV they leave in.

`office_csv` is for people who double-click a file: Latvian spreadsheets take a semicolon for the border of
a cell and a comma for the decimal sign, and would read "5.11" as the 5th of November. `plain_csv` is for
programs (RFC 4180, decimal points).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TextIO

from engine.domain.money import half_up

# A spreadsheet takes a cell that begins like this for a formula, also after a separator of another dialect.
_FORMULA_START = re.compile(r"""(^|[,;|\t])([\s"']*)(?=[=+\-@＝＋－＠])""")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")

Cell = str | int | Decimal


def text_cell(text: str) -> str:
    """Text as one line that no spreadsheet takes for a formula: an apostrophe goes before what looks so."""
    return _FORMULA_START.sub(r"\1\2'", clean(text))


def clean(text: str) -> str:
    """Text as one line, without control characters and without marks nobody sees."""
    return _CONTROL.sub(" ", text).strip()


def hours(minutes: int) -> Decimal:
    """Hours to 0.01, HALF_UP; for reading only, pay is worked out in minutes."""
    return Decimal(half_up(minutes * 100, 60)).scaleb(-2)


def office_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as CSV for Latvian spreadsheets: byte order mark, semicolons, decimal commas, CRLF."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerows([_written(cell, ",") for cell in row] for row in rows)
    return sheet.getvalue().encode("utf-8-sig")


def plain_csv(file: TextIO, rows: Iterable[Sequence[Cell]]) -> int:
    """Write rows as CSV for programs: commas, decimal points, line feeds. The number of rows comes back."""
    writer = csv.writer(file, lineterminator="\n")
    count = 0
    for row in rows:
        writer.writerow([_written(cell, ".") for cell in row])
        count += 1
    return count


def _written(cell: Cell, decimal_sign: str) -> str:
    if isinstance(cell, str):
        return text_cell(cell)
    return f"{cell:f}".replace(".", decimal_sign) if isinstance(cell, Decimal) else str(cell)
