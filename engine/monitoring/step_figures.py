"""The figures of steps and ways out of the counts by month: sums, medians, shares; nothing is read here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.bpmn.elements import Element
from engine.bpmn.ways import Course, Parting, Way
from engine.domain.office_time import median
from engine.persistence.tables.tallies import ElementTally

__all__ = [
    "PEOPLE",
    "Counted",
    "Element",
    "PartingTaken",
    "WayTaken",
    "added",
    "begun_and_ended",
    "never_passed",
    "ways_taken",
]
PEOPLE = frozenset({"userTask", "manualTask"})


@dataclass(slots=True)
class Counted:
    """What is counted of one element."""

    passed: int = 0
    answered: int = 0
    late: int = 0
    minutes: int = 0  # working minutes of all answers together
    times: Counter[int] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)

    @property
    def median(self) -> int | None:
        """Working minutes from the opening of the task to the answer, the middle one."""
        return median(self.times)


@dataclass(frozen=True, slots=True)
class WayTaken:
    """How many went this way."""

    way: Way
    count: int


@dataclass(frozen=True, slots=True)
class PartingTaken:
    """Which ways were taken from one place."""

    parting: Parting
    ways: Sequence[WayTaken]

    @property
    def total(self) -> int:
        """All that went one of the ways."""
        return sum(one.count for one in self.ways)


def added(tallies: Iterable[ElementTally]) -> dict[str, Counted]:
    """Element → its counts over all months and releases given."""
    found: dict[str, Counted] = {}
    for row in tallies:
        one = found.setdefault(row.element_id, Counted())
        one.passed += row.passed
        one.answered += row.answered
        one.late += row.late
        one.minutes += row.minutes
        one.times.update({int(minutes): count for minutes, count in row.times.items()})
        one.ways.update(row.ways)
    return found


def ways_taken(course: Course, counted: Mapping[str, Counted]) -> list[PartingTaken]:
    """Every place where ways part, in the order of the diagram, with what was counted."""
    return [
        PartingTaken(one, [WayTaken(way, _count(one, way, counted)) for way in one.ways])
        for one in course.partings
    ]


def never_passed(course: Course, counted: Mapping[str, Counted]) -> list[Element]:
    """What nothing has gone through; gateways that only bring ways together are left out."""
    return [
        one
        for one in course.elements
        if one.label and (one.element_id not in counted or not counted[one.element_id].passed)
    ]


def begun_and_ended(course: Course, counted: Mapping[str, Counted]) -> tuple[int, int]:
    """How often the process was begun and came to one of its ends; sub-processes apart."""
    return (_passed(course.begins, counted), _passed(course.ends, counted))


def _passed(element_ids: Iterable[str], counted: Mapping[str, Counted]) -> int:
    return sum(counted[one].passed for one in element_ids if one in counted)


def _count(parting: Parting, way: Way, counted: Mapping[str, Counted]) -> int:
    """A choice noted its way; of whatever happens first, the event itself was passed."""
    if parting.is_choice:
        own = counted.get(parting.element.element_id)
        return own.ways[way.target_id] if own else 0
    event = counted.get(way.target_id)
    return event.passed if event else 0
