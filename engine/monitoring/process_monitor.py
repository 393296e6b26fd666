"""How one process runs: what is counted of instances begun in some months, and what waits just now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from engine.bpmn.elements import Element
from engine.bpmn.ways import Course, read_course
from engine.clock import local_day
from engine.domain.rights import Actor
from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import start_of
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.monitoring.access import tenant
from engine.monitoring.step_figures import (
    PEOPLE,
    Counted,
    PartingTaken,
    added,
    begun_and_ended,
    never_passed,
    ways_taken,
)
from engine.persistence.queries import monitor, releases, tallies
from engine.persistence.queries.monitor import OpenTasks, Standing
from engine.persistence.tables.tallies import ElementTally, TallyMark
from engine.runtime import LoadedRelease, Runtime, Session

AHEAD = timedelta(days=14)  # timers due
UNMOVED = timedelta(days=30)  # nothing new in an instance for so long
USUAL_PROCESS = "assistant_service"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which process, which release (None: all), and the months in which its instances began."""

    process_id: str
    first: ServiceMonth
    last: ServiceMonth
    release_id: int | None = None


@dataclass(frozen=True, slots=True)
class StepFigures:
    """One step of people."""

    element: Element
    waiting: int  # open now
    overdue: int
    counted: Counted


@dataclass(frozen=True, slots=True)
class TimerDay:
    """Timers of one element that are due on one day; of days gone by, on that day still."""

    element: Element
    day: date
    count: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Since when and up to when it is counted; None where nothing is."""

    passes_since: datetime | None
    ways_since: datetime | None
    counted_to: datetime | None


@dataclass(frozen=True, slots=True)
class ProcessMonitor:
    """Everything the page says."""

    asked: Asked
    titles: Mapping[str, str]  # process → Latvian name
    releases: Mapping[int, date]  # release → its first day, the newest first
    drawn: int  # the release whose diagram is shown
    steps: Sequence[StepFigures]  # where most time went first
    waiting: Sequence[tuple[Element, OpenTasks]]  # most overdue first
    standing: Standing
    timers: Sequence[TimerDay]
    incidents: Sequence[tuple[Element, int]]
    partings: Sequence[PartingTaken]
    never: Sequence[Element]
    begun: int
    ended: int
    kept: Kept


def find(runtime: Runtime, actor: Actor, asked: Asked) -> ProcessMonitor:
    """The figures; a process or release that is not there is taken for the usual one, or for all."""
    now = runtime.clock.now()
    with runtime.reading(tenant(actor)) as session:
        in_use = monitor.releases_in_use(session)
        release_id = asked.release_id if asked.release_id in in_use else None
        drawn = _drawn(runtime, session, actor, release_id)
        asked = replace(asked, process_id=_process(drawn, asked.process_id), release_id=release_id)
        course = course_of(drawn, asked.process_id)
        counted = added(_counted(session, asked))
        begun, ended = begun_and_ended(course, counted)
        open_tasks = monitor.open_tasks(session, asked.process_id, release_id, now)
        return ProcessMonitor(
            asked=asked,
            titles={name: one.title for name, one in sorted(drawn.definitions.items())},
            releases=in_use,
            drawn=drawn.release_id,
            steps=steps_of(course, counted, open_tasks),
            waiting=_waiting(course, open_tasks),
            standing=monitor.standing(session, asked.process_id, release_id, now - UNMOVED),
            timers=_timers(session, course, release_id, now),
            incidents=_incidents(session, course, release_id),
            partings=ways_taken(course, counted),
            never=never_passed(course, counted),
            begun=begun,
            ended=ended,
            kept=kept(session, actor),
        )


def xml(runtime: Runtime, actor: Actor, process_id: str, release_id: int) -> bytes:
    """A diagram of a release that the municipality uses or used; NotFound for any other."""
    with runtime.reading(tenant(actor)) as session:
        if release_id not in monitor.releases_in_use(session):
            raise NotFound(msg("There is no such release."))
        release = runtime.release(session, release_id)
        return release.file(path_of(process_id))


def kept(session: Session, actor: Actor) -> Kept:
    """What is counted of the actor's municipality."""
    mark: TallyMark | None = tallies.find_mark(session, actor.municipality_id or 0)
    return (
        Kept(None, None, None) if mark is None else Kept(mark.passes_since, mark.ways_since, mark.counted_to)
    )


def course_of(release: LoadedRelease, process_id: str) -> Course:
    """What can be passed in a process of a release."""
    path = path_of(process_id)
    return read_course(release.file(path), path, process_id)


def path_of(process_id: str) -> str:
    """Where its diagram stands in a release."""
    return f"processes/{process_id}/{process_id}.bpmn"


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
                _element(known, name),
                sum(one.count for one in own),
                sum(one.overdue for one in own),
                counted.get(name, Counted()),
            )
        )
    return sorted(found, key=lambda one: (-one.counted.minutes, -one.waiting))


def _process(drawn: LoadedRelease, asked: str) -> str:
    """The process that was asked for; one that the release has not is taken for the usual one."""
    if asked in drawn.definitions:
        return asked
    return USUAL_PROCESS if USUAL_PROCESS in drawn.definitions else min(drawn.definitions)


def _counted(session: Session, asked: Asked) -> Sequence[ElementTally]:
    first, last = sorted([asked.first, asked.last])
    only = [asked.release_id] if asked.release_id else []
    return tallies.counted(session, [asked.process_id], str(first), str(last), only)


def _drawn(runtime: Runtime, session: Session, actor: Actor, release_id: int | None) -> LoadedRelease:
    """The release that was asked for, else the one in force."""
    today = local_day(runtime.clock.now())
    found = release_id or releases.in_force(session, actor.municipality_id or 0, today)
    if found is None:
        raise NotFound(msg("There is no such release."))
    return runtime.release(session, found)


def _waiting(course: Course, open_tasks: Sequence[OpenTasks]) -> list[tuple[Element, OpenTasks]]:
    known = {one.element_id: one for one in course.elements}
    ordered = sorted(open_tasks, key=lambda one: (-one.overdue, -one.count))
    return [(_element(known, one.element_id), one) for one in ordered]


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


def _element(known: Mapping[str, Element], element_id: str) -> Element:
    """What the diagram calls it; an element that it has no more goes by its id."""
    return known.get(element_id) or Element("", element_id, "", "", "")
