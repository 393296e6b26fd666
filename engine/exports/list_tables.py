"""The list of a page as tables of plain values, whole; and the same in the words of a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from engine.clock import RIGA
from engine.documents.list_sheets import ListCell, ListSheet
from engine.domain.service_month import ServiceMonth
from engine.messages_catalogue import Message, say
from engine.persistence.folding import fold

MOST_ROWS = 20_000
AT_ONCE = 500  # rows of one question to the database
_OTHER = re.compile(r"[^a-z0-9]+")

Row = TypeVar("Row")
Place = TypeVar("Place")
Words = Message | str
Value = Words | int | Decimal | date | datetime | ServiceMonth | tuple[Words, ...] | None


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table of the page: its title, its headings, its rows."""

    title: Message
    headings: Sequence[Message]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class WholeList:
    """Everything that a list's file says, and whose data it says."""

    name: str  # by which the audit knows the list
    tables: Sequence[ListTable]
    case_ids: frozenset[int] = frozenset()  # whose recipients are named
    person_ids: frozenset[int] = frozenset()

    @property
    def length(self) -> int:
        """Rows of all tables."""
        return sum(len(table.rows) for table in self.tables)


def every(page: Callable[[Place | None], tuple[Sequence[Row], Place | None]]) -> list[Row]:
    """The rows of all pages, each page fetched from where the one before ended.

    It stops behind the longest list that a file takes: whoever writes the file says so.
    """
    found, place = page(None)
    rows = list(found)
    while place is not None and len(rows) <= MOST_ROWS:
        found, place = page(place)
        rows += found
    return rows


def sheets(wanted: WholeList, language: str) -> list[ListSheet]:
    """The tables in words; instants in local time."""
    return [
        ListSheet(
            title=say(table.title, language),
            headings=[say(heading, language) for heading in table.headings],
            rows=[[_cell(value, language) for value in row] for row in table.rows],
        )
        for table in wanted.tables
    ]


def file_name(title: str, day: date, kind: str) -> str:
    """The title in plain letters, with the day."""
    return f"{_OTHER.sub('-', fold(title)).strip('-')}-{day}.{kind}"


def _cell(value: Value, language: str) -> ListCell:
    if isinstance(value, Message):
        return say(value, language)
    if isinstance(value, tuple):
        return "; ".join(say(one, language) if isinstance(one, Message) else one for one in value)
    return value.astimezone(RIGA).replace(tzinfo=None) if isinstance(value, datetime) else value
