"""From tables of figures to their page: cells in words, and bars for the tables that are easier seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from babel.numbers import format_decimal

from engine.domain.figure_tables import Figure, FigureKind, FigureRow, FigureTable
from engine.messages_catalogue import Message, msg
from web.drawing import words

Context = dict[str, object]
PICTURED: Mapping[str, int] = {"months": -1, "groups": 1, "reported": 1, "ministry": -1}
"""Table → which of its columns of figures is drawn."""
ROW, LEFT, BAR, VALUE, THICK = 26, 215, 200, 110, 16


Value = int | Decimal
WORDED: Mapping[FigureKind, Callable[[Value, str], str]] = {
    FigureKind.HIDDEN: lambda _value, _language: "…",
    FigureKind.NOTHING: lambda _value, _language: "–",
    FigureKind.COUNT: words.number,
    FigureKind.MINUTES: lambda value, language: words.duration(int(value), language),
    FigureKind.HOURS: lambda value, language: format_decimal(value, "#,##0.00", locale=language),
    FigureKind.CENTS: lambda value, language: words.euros(int(value), language),
    FigureKind.EUROS: lambda value, language: f"{words.number(value, language)}{words.NO_BREAK}€",
    FigureKind.PERCENT: lambda value, language: (
        f"{format_decimal(value, '#,##0.0', locale=language)}{words.NO_BREAK}%"
    ),
}
"""How a cell reads; hidden ones are an ellipsis, what is not there a dash."""


def table(one: FigureTable, language: str) -> Context:
    """What figures.html draws of one table."""
    return {
        "id": one.key,
        "title": one.title,
        "columns": one.columns,
        "rows": [
            {
                "label": _label(one, row, language),
                "cells": [said(figure, language) for figure in row.figures],
                "is_total": row.is_total,
            }
            for row in one.rows
        ],
        "notes": one.notes,
        "hides": one.hides,
        "picture": _picture(one, language),
    }


def said(figure: Figure, language: str) -> str:
    """A cell in words."""
    return WORDED[figure.kind](figure.value, language)


def _label(one: FigureTable, row: FigureRow, language: str) -> Message | str:
    is_month = one.are_months and not row.is_total
    return words.month(row.label, language) if is_month else row.label


def _picture(one: FigureTable, language: str) -> Context | None:
    """Bars of one column, in the order of the table; None where there is nothing to compare."""
    column = PICTURED.get(one.key)
    rows = [row for row in one.rows if not (row.is_total and one.are_months)]
    if column is None or len(rows) < 2:
        return None
    bars = list(_bars(one, rows, column, language))
    heading = one.columns[column if column < 0 else column + 1]
    return {
        "id": f"picture-{one.key}",
        "title": msg("{what}: {column}", what=one.title, column=heading),
        "width": LEFT + BAR + VALUE,
        "height": ROW * len(bars),
        "bars": bars,
    }


def _bars(one: FigureTable, rows: Sequence[FigureRow], column: int, language: str) -> Iterator[Context]:
    figures = [row.figures[column] for row in rows]
    most = max(Decimal(1), *(Decimal(figure.value) for figure in figures))
    for number, (row, figure) in enumerate(zip(rows, figures, strict=True)):
        length = int(max(Decimal(figure.value), Decimal(0)) * BAR / most)
        yield {
            "label": _label(one, row, language),
            "label_y": ROW * number + THICK,
            "x": LEFT,
            "y": ROW * number + 4,
            "length": length,
            "thick": THICK,
            "value_x": LEFT + length + 8,
            "value": said(figure, language),
        }
