"""The tables of a year as files, in the reader's language; the same figures as on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.clock import local_day
from engine.documents.figure_files import Sheet, write_csv, write_workbook
from engine.documents.table_cells import Cell, hours
from engine.domain.figure_tables import Figure, FigureKind, FigureRow, FigureTable
from engine.domain.money import euros, whole
from engine.errors import NotFound
from engine.messages_catalogue import Message, msg, say
from engine.runtime import Runtime
from engine.years.year_access import Actor
from engine.years.year_figures import find
from engine.years.year_tables import tables

CSV, XLSX = "csv", "xlsx"
MEDIA_TYPES = {
    CSV: "text/csv",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class YearFile:
    """A file, ready to be sent."""

    file_name: str
    content: bytes
    media_type: str


def file(runtime: Runtime, actor: Actor, year: int, kind: str, language: str) -> YearFile:
    """The year's tables as csv or xlsx; NotFound for any other kind, and for whom they are not."""
    if kind not in MEDIA_TYPES:
        raise NotFound(msg("There are no figures of this year."))
    made_on = local_day(runtime.clock.now())
    content = written(tables(find(runtime, actor, year)), kind, language, made_on)
    return YearFile(f"asistenti-{year}.{kind}", content, MEDIA_TYPES[kind])


def written(found: Sequence[FigureTable], kind: str, language: str, made_on: date) -> bytes:
    """Tables of figures as the bytes of a csv or an xlsx."""
    sheets = [_sheet(table, language) for table in found]
    return write_csv(sheets) if kind == CSV else write_workbook(sheets, made_on)


def _sheet(table: FigureTable, language: str) -> Sheet:
    hidden = [say(HIDDEN_NOTE, language)] if table.hides else []
    return Sheet(
        title=say(table.title, language),
        headings=[say(column, language) for column in table.columns],
        rows=[_row(row, language) for row in table.rows],
        notes=[*(say(note, language) for note in table.notes), *hidden],
    )


HIDDEN_NOTE = msg("… = hidden: a small group, or a figure from which one could be worked out.")


def _row(row: FigureRow, language: str) -> list[Cell]:
    label = say(row.label, language) if isinstance(row.label, Message) else row.label
    return [label, *(_cell(figure) for figure in row.figures)]


def _cell(figure: Figure) -> Cell:
    if figure.kind is FigureKind.HIDDEN:
        return "…"
    if figure.kind is FigureKind.NOTHING:
        return ""
    if figure.kind is FigureKind.MINUTES:
        return hours(whole(int(figure.value)))
    return euros(int(figure.value)) if figure.kind is FigureKind.CENTS else figure.value
