"""Spreadsheets as this house makes them: text stays text, and the same content gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import xlsxwriter

# Text stays text: also when somebody opens a cell and leaves it again, which is what quote_prefix is for.
HEADING: Mapping[str, object] = {"bold": True, "text_wrap": True, "valign": "top"}
TEXT: Mapping[str, object] = {"quote_prefix": True, "num_format": "@"}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook_bytes(
    made_on: date,
    numbers: Mapping[str, str],
    fill: Callable[[Any, dict[str, Any]], None],
) -> bytes:
    """An XLSX dated `made_on`. `fill` gets the workbook and its formats: heading, text, each of `numbers`."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, _OPTIONS)
    workbook.set_properties({"created": datetime.combine(made_on, time(), UTC)})
    properties = {"heading": dict(HEADING), "text": dict(TEXT)}
    properties |= {name: {"num_format": shown} for name, shown in numbers.items()}
    fill(workbook, {name: workbook.add_format(one) for name, one in properties.items()})
    workbook.close()
    return file.getvalue()
