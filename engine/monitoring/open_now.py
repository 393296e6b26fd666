"""What is open just now in the instances of a process: tasks, timers, failed steps; however old they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.bpmn.elements import Element
from engine.bpmn.ways import Course
from engine.clock import local_day
from engine.domain.working_days import start_of
from engine.persistence.queries import monitor
from engine.persistence.queries.monitor import OpenTasks, Standing
from engine.runtime import Session

AHEAD = timedelta(days=14)  # timers due
UNMOVED = timedelta(days=30)  # nothing new in an instance for so long


@dataclass(frozen=True, slots=True)
class TimerDay:
    """Timers of one element that are due on one day; of days gone by, on that day still."""

    element: Element
    day: date
    count: int


@dataclass(frozen=True, slots=True)
class OpenNow:
    """All of it."""

    tasks: Sequence[OpenTasks]  # most overdue first
    standing: Standing
    timers: Sequence[TimerDay]
    incidents: Sequence[tuple[Element, int]]


def look(session: Session, course: Course, process_id: str, release_id: int | None, now: datetime) -> OpenNow:
    """What is open of one process, by one release or (None) all."""
    tasks = monitor.open_tasks(session, process_id, release_id, now)
    return OpenNow(
        sorted(tasks, key=lambda one: (-one.overdue, -one.count)),
        monitor.standing(session, process_id, release_id, now - UNMOVED),
        _timers(session, course, release_id, now),
        _incidents(session, course, release_id),
    )


def _timers(session: Session, course: Course, release_id: int | None, now: datetime) -> list[TimerDay]:
    """By day in Riga and element; a timer that is over but not handled yet stands at its day."""
    known = {one.element_id: one for one in course.elements}
    until = start_of(local_day(now + AHEAD) + timedelta(days=1))
    found: dict[tuple[date, str], int] = {}
    for one in monitor.due_timers(session, release_id, until):
        if one.element_id in known:
            place = (local_day(one.due_at), one.element_id)
            found[place] = found.get(place, 0) + one.count
    return [TimerDay(known[name], day, count) for (day, name), count in sorted(found.items())]


def _incidents(session: Session, course: Course, release_id: int | None) -> list[tuple[Element, int]]:
    found = monitor.open_incidents(session, release_id)
    known = {one.element_id: one for one in course.elements}
    return [(known[name], count) for name, count in sorted(found.items()) if name in known]
