"""Each month starts once, through every change of clocks of seventeen years."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from engine.clock import VirtualClock
from engine.jobs.tick import tick
from engine.persistence import rows
from engine.persistence.tables.installation import MunicipalityRelease
from engine.persistence.tables.instances import CycleRun
from engine.persistence.tables.jobs import Job
from engine.runtime import EVERY, Tenant
from tests.bpmn import drawing as draw
from tests.expressions import plain_calendar as plain
from tests.left_out import Count
from tests.small_house import FILES, SmallHouse, form, store_release

YEARS = range(2024, 2041)
LAST_DAYS = range(25, 32)  # one of them is the night on which clocks change


def ring(day: int) -> dict[str, bytes]:
    """A process that starts on this day of each month, at a time that spring skips and autumn repeats."""
    name = f"ring_{day}"
    body = draw.timer_start("rings", f'at(day({day}, period), "03:30")')
    body += draw.user("look", role="caseworker") + draw.end() + draw.chain("rings", "look", "finished")
    return {
        f"processes/{name}/{name}.bpmn": draw.diagram(name, body),
        f"forms/{name}/look.json": form("look", "note"),
    }


def moments() -> list[datetime]:
    """Each hour of the nights on which clocks change, and when the last rule of every month has come."""
    hourly = {
        datetime.combine(night, time(), UTC) + timedelta(minutes=30, hours=hours)
        for year in YEARS
        for night in plain.change_days(year)
        for hours in range(-2, 4)
    }
    months = [days[-1] for month, days in plain.MONTHS.items() if month[0] in YEARS]
    return sorted(hourly | {plain.instant_of(day, time(3, 30)) for day in months})


def test_each_month_of_each_rule_starts_once_and_in_time(house: SmallHouse, count: Count) -> None:
    rings = {path: data for day in LAST_DAYS for path, data in ring(day).items()}
    release_id = store_release(house.runtime, {**FILES, **rings})
    with house.runtime.transaction(Tenant(1)) as session:
        since = {"release_id": release_id, "from_day": date(YEARS[0], 1, 1)}
        rows.change(session, MunicipalityRelease, since, municipality_id=1)
    clock = house.runtime.clock = VirtualClock(datetime(2012, 12, 31, tzinfo=UTC))
    ticks = moments()
    for moment in ticks:
        clock.move_to(moment)
        tick(house.runtime)
    expected = []
    for year, month, day in product(YEARS, range(1, 13), LAST_DAYS):
        due = plain.instant_of(plain.MONTHS[year, month][:day][-1], time(3, 30))
        started = ticks[bisect_left(ticks, due)]
        late = plain.shown(started).date() > plain.shown(due).date()
        expected.append((f"ring_{day}", f"{year}-{month:02}", started, late))
    with house.runtime.reading(EVERY) as session:
        runs = [(run.cycle, run.period, run.started_at, run.late) for run in rows.every(session, CycleRun)]
        jobs = Counter(job.unique_key for job in rows.every(session, Job, kind="start_cycle"))
    assert sorted(runs) == sorted(expected)
    assert jobs == {f"start_cycle:{cycle}:1:{period}": 1 for cycle, period, *_ in expected}
    count(15, "monthly_runs", len(expected))
    count(15, "change_days_run", 2 * len(YEARS))
