"""Reports: the figures of a year, as their page gives them; small groups stay hidden."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from engine.domain.figure_tables import Figure, FigureKind, FigureTable
from engine.years import year_figures
from engine.years.year_tables import tables
from web.api.shapes import Shape
from web.api.view import Operation, Runtime, Scope, actor, msg, said


class YearPath(BaseModel):
    """Which year."""

    year: Annotated[int, Field(ge=2000, le=2100)]


class Years(Shape):
    """The years that have figures, the newest first."""

    years: list[int]


class Cell(Shape):
    """One figure: what it counts, and how much."""

    kind: str = Field(description="count, minutes, hours, cents, euros, percent; hidden or nothing: no value")
    value: str | None = Field(description="A number with a decimal point.")


class Line(Shape):
    """A row of a table."""

    label: str
    cells: list[Cell]
    is_total: bool


class Table(Shape):
    """A table of the year."""

    key: str
    title: str
    columns: list[str]
    rows: list[Line]
    notes: list[str]


class Year(Shape):
    """The figures of a year."""

    year: int
    currency: str = "EUR"
    tables: list[Table]


def operations(runtime: Runtime) -> list[Operation]:
    """Of this noun."""

    def list_report_years() -> Years:
        return Years(years=year_figures.years(runtime, actor()))

    def get_report(path: YearPath) -> Year:
        found = year_figures.find(runtime, actor(), path.year)
        return Year(year=path.year, tables=[_table(one) for one in tables(found)])

    read = Scope.REPORTS_READ
    return [
        Operation("/reports", list_report_years, read, msg("The years that have figures"), Years),
        Operation("/reports/<int:year>", get_report, read, msg("The figures of a year"), Year),
    ]


def _table(one: FigureTable) -> Table:
    return Table(
        key=one.key,
        title=said(one.title),
        columns=[said(column) for column in one.columns],
        rows=[
            Line(label=said(row.label), cells=[_cell(cell) for cell in row.figures], is_total=row.is_total)
            for row in one.rows
        ],
        notes=[said(note) for note in one.notes],
    )


def _cell(figure: Figure) -> Cell:
    has_value = figure.kind not in (FigureKind.HIDDEN, FigureKind.NOTHING)
    return Cell(kind=str(figure.kind), value=str(figure.value) if has_value else None)
