"""The assessment as its page draws it: questions, points so far, and the level they would give.

Which points give which level stands in the decision table; the view hands the rows in as `Level`s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.messages_catalogue import Message
from engine.task_forms.instruments import InstrumentFile


@dataclass(frozen=True, slots=True)
class Level:
    """One row of the decision table: from `least` to `most` points, both included."""

    least: int
    most: int
    label: Message


@dataclass(frozen=True, slots=True)
class QuestionnaireFrame:
    """An instrument and what its sum means; the key of the field is the caller's."""

    file: InstrumentFile
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Points so far; `level` is None until every question has its answer."""

    points: int
    greatest: int  # the most points that can be reached
    answered: int
    questions: int
    level: Level | None


def tally(frame: QuestionnaireFrame, given: Mapping[str, str]) -> Tally:
    """The points of the typed answers {"q01": "2", …}; answers that are not offered count as none."""
    items = frame.file.instrument.items
    points = [
        option.points
        for item in items
        for option in item.options
        if str(option.points) == given.get(item.item_id)
    ]
    return Tally(
        points=sum(points),
        greatest=sum(max(option.points for option in item.options) for item in items),
        answered=len(points),
        questions=len(items),
        level=level_of(frame.levels, sum(points)) if len(points) == len(items) else None,
    )


def level_of(levels: Sequence[Level], points: int) -> Level | None:
    """The level that this many points give."""
    return next((level for level in levels if level.least <= points <= level.most), None)
