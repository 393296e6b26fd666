"""A table of figures as pages, files and pictures show it: what each cell counts, and what stays hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.messages_catalogue import Message


class FigureKind(StrEnum):
    """What the value of a cell counts."""

    COUNT = "count"  # int
    MINUTES = "minutes"  # int; shown in hours
    HOURS = "hours"  # Decimal, an average
    CENTS = "cents"  # int; shown in euro
    EUROS = "euros"  # int: whole euro, as printed
    PERCENT = "percent"  # Decimal
    HIDDEN = "hidden"  # 0: a small group
    NOTHING = "nothing"  # 0: there is no such figure


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell."""

    kind: FigureKind
    value: int | Decimal = 0


HIDDEN = Figure(FigureKind.HIDDEN)
NOTHING = Figure(FigureKind.NOTHING)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row: what it is about, and its cells."""

    label: Message | str
    figures: tuple[Figure, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table; the first column has the labels, `columns` are the headings of all."""

    key: str
    title: Message
    columns: tuple[Message, ...]
    rows: Sequence[FigureRow]
    notes: tuple[Message, ...] = ()
    are_months: bool = False  # the labels are months as "2018-03"

    @property
    def hides(self) -> bool:
        """Whether some cell stays hidden."""
        return any(figure == HIDDEN for row in self.rows for figure in row.figures)
