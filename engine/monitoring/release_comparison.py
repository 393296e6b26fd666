"""Two releases of a process side by side: how long steps took, how often late, which way cases went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.domain.rights import Actor
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.monitoring import courses
from engine.monitoring.access import tenant
from engine.monitoring.courses import Course, Parting, Way
from engine.monitoring.step_figures import (
    Counted,
    Element,
    Kept,
    begun_and_ended,
    counted,
    kept,
    steps_of,
    ways_taken,
)
from engine.persistence.queries import tallies
from engine.runtime import LoadedRelease, Runtime, Session

FIRST, LAST = "0001-01", "9999-12"  # all months


@dataclass(frozen=True, slots=True)
class StepPair:
    """One step in both releases; None where the release has no such step."""

    element: Element
    earlier: Counted | None
    later: Counted | None


@dataclass(frozen=True, slots=True)
class WayPair:
    """One way in both: how many of how many; None where the release has no such way."""

    parting: Parting
    way: Way
    earlier: tuple[int, int] | None
    later: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    release_id: int
    since: date
    begun: int
    ended: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both, over all instances that were begun under them."""

    process_id: str
    titles: Mapping[str, str]
    releases: Mapping[int, date]
    earlier: Side
    later: Side
    steps: Sequence[StepPair]
    ways: Sequence[WayPair]
    kept: Kept


@dataclass(frozen=True, slots=True)
class _Half:
    release: LoadedRelease
    course: Course
    counted: Mapping[str, Counted]


def compare(
    runtime: Runtime, actor: Actor, process_id: str, earlier: int | None, later: int | None
) -> Comparison | None:
    """The two releases, or the newest two that are counted; None where there are no two to compare."""
    with runtime.reading(tenant(actor)) as session:
        in_use = courses.in_use(session)
        one, other = _chosen(tallies.releases_of(session, process_id), list(in_use), earlier, later)
        if one is None or other is None:
            return None
        halves = [_half(runtime, session, process_id, release_id) for release_id in (one, other)]
        old, new = halves
        return Comparison(
            process_id=process_id,
            titles=courses.titles(new.release),
            releases=in_use,
            earlier=_side(old, in_use),
            later=_side(new, in_use),
            steps=_steps(old, new),
            ways=_ways(old, new),
            kept=kept(session, actor.municipality_id),
        )


def _chosen(
    counted: Sequence[int], in_use: Sequence[int], earlier: int | None, later: int | None
) -> tuple[int | None, int | None]:
    """The ones asked for where they are in use; else the newest two, those that are counted first."""
    known = [one for one in counted if one in in_use] + [one for one in in_use if one not in counted]
    new = later if later in in_use else max(known[:2], default=None)
    old = earlier if earlier in in_use and earlier != new else None
    return old or next((one for one in known if one != new), None), new


def _half(runtime: Runtime, session: Session, process_id: str, release_id: int) -> _Half:
    release = runtime.release(session, release_id)
    if process_id not in release.definitions:
        raise NotFound(msg("There is no such process."))
    found = counted(session, process_id, FIRST, LAST, release_id)
    return _Half(release, courses.course_of(release, process_id), found)


def _side(half: _Half, in_use: Mapping[int, date]) -> Side:
    release_id = half.release.release_id
    return Side(release_id, in_use[release_id], *begun_and_ended(half.course, half.counted))


def _steps(old: _Half, new: _Half) -> list[StepPair]:
    """Steps of the later release where most time went first, then those that it has no more."""
    before = {one.element.element_id: one for one in steps_of(old.course, old.counted, [])}
    after = {one.element.element_id: one for one in steps_of(new.course, new.counted, [])}
    return [
        StepPair(
            (after.get(name) or before[name]).element,
            before[name].counted if name in before else None,
            after[name].counted if name in after else None,
        )
        for name in dict.fromkeys([*after, *before])
    ]


def _ways(old: _Half, new: _Half) -> list[WayPair]:
    before, after = _numbers(old), _numbers(new)
    return [
        WayPair(*(after.get(place) or before[place])[:2], _of(before, place), _of(after, place))
        for place in dict.fromkeys([*after, *before])
    ]


_Numbers = dict[tuple[str, str], tuple[Parting, Way, int, int]]


def _numbers(half: _Half) -> _Numbers:
    return {
        (taken.parting.element.element_id, one.way.target_id): (
            taken.parting,
            one.way,
            one.count,
            taken.total,
        )
        for taken in ways_taken(half.course, half.counted)
        if taken.parting.is_choice
        for one in taken.ways
    }


def _of(found: _Numbers, place: tuple[str, str]) -> tuple[int, int] | None:
    return found[place][2:] if place in found else None
