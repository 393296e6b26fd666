"""How one process runs: what is counted of instances begun in some months, and what waits just now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.domain.rights import Actor
from engine.domain.service_month import ServiceMonth
from engine.monitoring import courses, open_now
from engine.monitoring.access import tenant
from engine.monitoring.open_now import OpenNow
from engine.monitoring.step_figures import (
    Element,
    Kept,
    PartingTaken,
    StepFigures,
    begun_and_ended,
    counted,
    kept,
    never_passed,
    steps_of,
    ways_taken,
)
from engine.runtime import Runtime

__all__ = ["Asked", "Kept", "ProcessMonitor", "StepFigures", "find"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which process, which release (None: all), and the months in which its instances began."""

    process_id: str
    first: ServiceMonth
    last: ServiceMonth
    release_id: int | None = None


@dataclass(frozen=True, slots=True)
class ProcessMonitor:
    """Everything the page says."""

    asked: Asked
    titles: Mapping[str, str]  # process → Latvian name
    releases: Mapping[int, date]  # release → its first day, the newest first
    drawn: int  # the release whose diagram is shown
    steps: Sequence[StepFigures]  # where most time went first
    open: OpenNow
    partings: Sequence[PartingTaken]
    never: Sequence[Element]
    begun: int
    ended: int
    kept: Kept


def find(runtime: Runtime, actor: Actor, asked: Asked) -> ProcessMonitor:
    """The figures; a process or release that is not there is taken for the usual one, or for all."""
    with runtime.reading(tenant(actor)) as session:
        in_use = courses.in_use(session)
        release_id = asked.release_id if asked.release_id in in_use else None
        drawn = courses.drawn(runtime, session, actor, release_id)
        process_id = courses.process_or_usual(drawn, asked.process_id)
        course = courses.course_of(drawn, process_id)
        first, last = sorted([asked.first, asked.last])
        found = counted(session, process_id, str(first), str(last), release_id)
        now_open = open_now.look(session, course, process_id, release_id, runtime.clock.now())
        begun, ended = begun_and_ended(course, found)
        return ProcessMonitor(
            asked=replace(asked, process_id=process_id, release_id=release_id),
            titles=courses.titles(drawn),
            releases=in_use,
            drawn=drawn.release_id,
            steps=steps_of(course, found, now_open.tasks),
            open=now_open,
            partings=ways_taken(course, found),
            never=never_passed(course, found),
            begun=begun,
            ended=ended,
            kept=kept(session, actor.municipality_id),
        )
