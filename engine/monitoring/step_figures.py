"""The figures of steps and ways out of the counts by month: sums, medians, which ways were taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.bpmn.elements import Element
from engine.bpmn.ways import Course, Parting, Way
from engine.domain.office_time import median
from engine.persistence.queries import tallies
from engine.persistence.queries.monitor import OpenTasks
from engine.persistence.tables.tallies import ElementTally
from engine.runtime import Session

__all__ = [
    "PEOPLE",
    "Counted",
    "Element",
    "Kept",
    "PartingTaken",
    "StepFigures",
    "WayTaken",
    "added",
    "begun_and_ended",
    "counted",
    "element_of",
    "kept",
    "never_passed",
    "steps_of",
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


@dataclass(frozen=True, slots=True)
class StepFigures:
    """One step of people."""

    element: Element
    waiting: int  # open now
    overdue: int
    counted: Counted


@dataclass(frozen=True, slots=True)
class Kept:
    """Since when and up to when it is counted; None where nothing is."""

    passes_since: datetime | None
    ways_since: datetime | None
    counted_to: datetime | None


def kept(session: Session, municipality_id: int | None) -> Kept:
    """Since when and up to when this municipality is counted."""
    mark = tallies.find_mark(session, municipality_id or 0)
    return (
        Kept(None, None, None) if mark is None else Kept(mark.passes_since, mark.ways_since, mark.counted_to)
    )


def counted(
    session: Session, process_id: str, first: str, last: str, release_id: int | None
) -> dict[str, Counted]:
    """Element → its counts, of instances begun from the first month to the last ("2026-10")."""
    return added(tallies.counted(session, [process_id], first, last, [release_id] if release_id else []))


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


def steps_of(
    course: Course, counted: Mapping[str, Counted], open_tasks: Sequence[OpenTasks]
) -> list[StepFigures]:
    """The steps of people, where most working time went first; those too that the diagram has no more."""
    known = {one.element_id: one for one in course.elements}
    people = [one.element_id for one in course.elements if one.kind in PEOPLE]
    gone = [name for name, one in counted.items() if one.answered and name not in known]
    found = []
    for name in dict.fromkeys([*people, *gone, *(one.element_id for one in open_tasks)]):
        own = [one for one in open_tasks if one.element_id == name]
        found.append(
            StepFigures(
                element_of(known, name),
                sum(one.count for one in own),
                sum(one.overdue for one in own),
                counted.get(name, Counted()),
            )
        )
    return sorted(found, key=lambda one: (-one.counted.minutes, -one.waiting))


def element_of(known: Mapping[str, Element], element_id: str) -> Element:
    """What the diagram calls it; an element that it has no more goes by its id."""
    return known.get(element_id) or Element("", element_id, "", "", "")


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
