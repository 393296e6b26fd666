"""Adds up what the audit tells of steps, a portion at a time: each sealed event once, whoever counts.

A step's event holds the elements it completed, in order, and which way each choice went. Counted are sealed
events in the order of their chain, which has no gaps, so that a mark says exactly what is counted; mark and
counts are written in one transaction. An installation that counts for the first time counts its whole past.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.clock import local_day
from engine.domain.office_time import rounded, working_minutes
from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import Holidays
from engine.errors import EngineError
from engine.persistence.queries import tallies as rows
from engine.persistence.queries.tallies import Passage
from engine.runtime import EVERY, Runtime, Session, Tenant

PORTION = 1000  # events in one transaction
PAUSE = timedelta(minutes=10)  # after a pass that found no more
ANSWERED = "task_completed"
Key = tuple[str, str, int, str]  # process, month, release, element


@dataclass(slots=True)
class Tally:
    """What comes to the counts of one element."""

    passed: int = 0
    answered: int = 0
    late: int = 0
    minutes: int = 0
    times: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)


class Counting:
    """One process's counting; several count without harm."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._rests_until: datetime | None = None

    def beat(self) -> int:
        """Count the next portion of every municipality, unless it is resting; how many events."""
        now = self._runtime.clock.now()
        if self._rests_until is not None and now < self._rests_until:
            return 0
        counted = count_portions(self._runtime)
        if not counted:
            self._rests_until = now + PAUSE
        return counted


def count_all(runtime: Runtime) -> int:
    """Everything that is sealed and not counted yet; how many events."""
    total = 0
    while counted := count_portions(runtime):
        total += counted
    return total


def count_portions(runtime: Runtime) -> int:
    """One portion of every municipality; how many events."""
    with runtime.reading(EVERY) as session:
        found = rows.municipalities(session)
    return sum(_count_portion(runtime, one) for one in found)


def _count_portion(runtime: Runtime, municipality_id: int) -> int:
    with runtime.reading(Tenant(municipality_id)) as session:
        if not rows.not_counted(session, _counted_to(session, municipality_id), 1):
            return 0
    with runtime.transaction(Tenant(municipality_id)) as session:
        mark = rows.mark(session, municipality_id)
        events = rows.not_counted(session, mark.sealed_seq, PORTION)
        if not events:
            return 0
        values = {
            "sealed_seq": events[-1].sealed_seq,
            "counted_to": events[-1].at,
            "passes_since": mark.passes_since or _first(events, "passed"),
            "ways_since": mark.ways_since or _first(events, "ways"),
        }
        if not rows.move_mark(session, municipality_id, mark.sealed_seq, values):
            return 0  # another process has just counted them
        _write(session, municipality_id, _added_up(runtime, session, events))
    return len(events)


def _counted_to(session: Session, municipality_id: int) -> int:
    found = rows.find_mark(session, municipality_id)
    return 0 if found is None else found.sealed_seq


def _first(events: Sequence[Passage], what: str) -> datetime | None:
    return next((event.at for event in events if event.details.get(what)), None)


def _added_up(runtime: Runtime, session: Session, events: Sequence[Passage]) -> Mapping[Key, Tally]:
    """What the events come to, by element."""
    steps = [event for event in events if event.instance_id is not None and "passed" in event.details]
    begun = rows.begun(session, {event.instance_id or 0 for event in steps})
    releases = rows.releases(session, {event.release_sha256 or "" for event in steps})
    answered = [event for event in steps if event.action == ANSWERED]
    times = rows.task_times(session, {int(event.details["task_id"]) for event in answered})
    holidays = runtime.rule_book(session).holidays
    found: dict[Key, Tally] = {}
    for event in steps:
        release_id, start = releases.get(event.release_sha256 or ""), begun.get(event.instance_id or 0)
        if release_id is None or start is None:
            continue
        place = _Place(runtime, session, release_id, str(ServiceMonth.of(local_day(start))))
        for element_id in event.details["passed"]:
            found.setdefault(place.of(element_id), Tally()).passed += 1
        for gateway, target in event.details.get("ways", ()):
            found.setdefault(place.of(gateway), Tally()).ways[target] += 1
        if event.action == ANSWERED and int(event.details["task_id"]) in times:
            opened_at, due_at = times[int(event.details["task_id"])]
            tally = found.setdefault(place.of(event.details["task"]), Tally())
            _add_answer(
                tally, working(opened_at, event.at, holidays), is_late=bool(due_at and event.at > due_at)
            )
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the elements of one event belong."""

    runtime: Runtime
    session: Session
    release_id: int
    month: str

    def of(self, element_id: str) -> Key:
        """The key of its counts; the process is that of the diagram which holds the element."""
        release = self.runtime.release(self.session, self.release_id)
        for definition in release.definitions.values():
            element = definition.elements.get(element_id)
            return (element.process_id if element else "", self.month, self.release_id, element_id)
        return ("", self.month, self.release_id, element_id)


def working(start: datetime, end: datetime, holidays: Holidays) -> int | None:
    """Working minutes; None for a time that no list of holidays covers."""
    try:
        return working_minutes(start, end, holidays)
    except EngineError:
        return None


def _add_answer(tally: Tally, minutes: int | None, *, is_late: bool) -> None:
    if minutes is None:
        return
    tally.answered += 1
    tally.late += is_late
    tally.minutes += minutes
    tally.times[str(rounded(minutes))] += 1


def _write(session: Session, municipality_id: int, found: Mapping[Key, Tally]) -> None:
    """Add to the counts that stand there."""
    months = sorted({key[1] for key in found})
    if not months:
        return
    processes = sorted({key[0] for key in found})
    standing = {
        (row.process_id, row.period, row.release_id, row.element_id): row
        for row in rows.counted(session, processes, months[0], months[-1])
    }
    new, changed = [], {}
    for key, tally in found.items():
        row = standing.get(key)
        if row is None:
            names = dict(zip(("process_id", "period", "release_id", "element_id"), key, strict=True))
            new.append({"municipality_id": municipality_id, **names, **_values(tally)})
        else:
            old = Tally(
                row.passed, row.answered, row.late, row.minutes, Counter(row.times), Counter(row.ways)
            )
            changed[row.id] = _values(_sum(old, tally))
    rows.put(session, new, changed)


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(
        one.passed + other.passed,
        one.answered + other.answered,
        one.late + other.late,
        one.minutes + other.minutes,
        one.times + other.times,
        one.ways + other.ways,
    )


def _values(tally: Tally) -> dict[str, object]:
    return {
        "passed": tally.passed,
        "answered": tally.answered,
        "late": tally.late,
        "minutes": tally.minutes,
        "times": dict(tally.times),
        "ways": dict(tally.ways),
    }
