"""A tick takes what time has made due, once; what was missed while nobody ticked comes in its turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from engine.domain.service_month import ServiceMonth
from engine.jobs import period_jobs
from engine.jobs.tick import next_due, tick
from engine.jobs.worker import drain, work_once
from engine.persistence import rows
from engine.persistence.queries import cycles, due
from engine.persistence.tables.installation import Municipality, MunicipalityRelease
from engine.persistence.tables.instances import CycleRun, InstanceStatus, ProcessInstance, Timer
from engine.persistence.tables.jobs import Job, JobState
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY, Runtime, Tenant
from engine.service_tasks.outcome import Outcome
from engine.tasks.tasks import Sent, complete
from tests.bpmn import drawing as draw
from tests.front_door.operations import registered
from tests.small_house import FILES, SmallHouse, form, store_release

REMINDED = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)


def jobs(house: SmallHouse) -> list[Job]:
    with house.runtime.reading(EVERY) as session:
        return list(rows.every(session, Job, order_by=["id"]))


def test_a_timer_is_taken_when_it_is_due_and_only_once(house: SmallHouse, calm: list[str]) -> None:
    instance_id = house.start()
    house.clock.move_to(REMINDED - timedelta(microseconds=1))
    assert tick(house.runtime) == 0
    house.clock.move_to(REMINDED)
    assert [tick(house.runtime), tick(house.runtime)] == [1, 0]
    (job,) = jobs(house)
    assert (job.kind, job.instance_id, job.municipality_id) == ("advance_instance", instance_id, 1)
    assert job.payload == {"element": "time_to_remind"}
    assert drain(house.runtime) == 1
    assert calm == ["remind"]
    assert house.open_tasks() == ["ask"]
    assert jobs(house)[0].state is JobState.DONE


def test_many_may_tick_at_once(house: SmallHouse, calm: list[str]) -> None:
    for _ in range(5):
        house.start()
    house.clock.move_to(REMINDED)
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: tick(house.runtime), range(8))) == 5
        while any(pool.map(lambda number: work_once(house.runtime, f"worker-{number}"), range(4))):
            pass
    assert calm == ["remind"] * 5


def test_after_days_of_downtime_a_timer_fires_once(house: SmallHouse, calm: list[str]) -> None:
    house.start()
    house.clock.move_to(REMINDED + timedelta(days=9))
    drain(house.runtime)
    drain(house.runtime)
    assert calm == ["remind"]


def test_a_timer_of_a_finished_task_is_gone(house: SmallHouse, calm: list[str]) -> None:
    house.start()
    complete(house.runtime, house.actor("ilze"), house.task("ask").id, Sent({}, 1))
    house.clock.move_to(REMINDED)
    assert drain(house.runtime) == 0
    assert calm == ["note_down"]


def test_a_timer_whose_job_is_overtaken_does_nothing(house: SmallHouse, calm: list[str]) -> None:
    """Between the tick and the worker somebody completes the task: the job ends without a trace."""
    house.start()
    house.clock.move_to(REMINDED - timedelta(seconds=1))
    task = house.task("ask")
    house.clock.move_to(REMINDED)
    tick(house.runtime)
    complete(house.runtime, house.actor("ilze"), task.id, Sent({}, 1))
    complete(house.runtime, house.actor("valdis"), house.task("approve").id, Sent({}, 1))
    calm.clear()
    assert work_once(house.runtime, "w")
    assert calm == []
    assert [job.state for job in jobs(house)] == [JobState.DONE]


def test_timers_of_a_stopped_instance_wait(house: SmallHouse, calm: list[str]) -> None:
    instance_id = house.start()
    _set_status(house, instance_id, InstanceStatus.SUSPENDED)
    house.clock.move_to(REMINDED)
    assert drain(house.runtime) == 0
    _set_status(house, instance_id, InstanceStatus.RUNNING)
    assert drain(house.runtime) == 1
    assert calm == ["remind"]


def test_a_timer_is_not_lost_behind_the_job_of_an_older_one(house: SmallHouse, calm: list[str]) -> None:
    """SQLite gives row numbers again; an older job that still waits must not swallow the new timer's."""
    house.start()
    house.clock.move_to(REMINDED)
    with registered(remind=_broken):
        tick(house.runtime)
        work_once(house.runtime, "w")  # fails, and waits for its second try
    complete(house.runtime, house.actor("ilze"), house.task("ask").id, Sent({}, 1))
    second = house.start()
    with house.runtime.reading(EVERY) as session:
        (timer,) = rows.every(session, Timer)
    with house.runtime.transaction(EVERY) as session:
        rows.change(session, Job, {"run_at": timer.due_at + timedelta(days=1)}, state=JobState.READY)
    house.clock.move_to(timer.due_at)
    calm.clear()
    assert drain(house.runtime) == 1
    assert (timer.instance_id, calm) == (second, ["remind"])


def test_a_tick_seals_the_audit(house: SmallHouse) -> None:
    house.start()
    tick(house.runtime)
    with house.runtime.reading(EVERY) as session:
        assert rows.count(session, AuditEvent, sealed_seq=None) == 0


def test_when_something_is_next_due(house: SmallHouse) -> None:
    assert next_due(house.runtime) is None
    house.start()
    assert next_due(house.runtime) == REMINDED


# --- processes that start by the calendar -----------------------------------------------------------------


@pytest.fixture
def cycling(house: SmallHouse, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int | None, str]]:
    """A release whose process `ring` starts on the 1st of each month; what was started, in order."""
    started: list[tuple[int | None, str]] = []

    def _start(_runtime: Runtime, tenant: Tenant, period: ServiceMonth) -> None:
        started.append((tenant.municipality_id, str(period)))

    monkeypatch.setitem(period_jobs.STARTERS, "ring", _start)
    body = (
        draw.timer_start("month_opens", "first_day(period)")
        + draw.user("enter", role="caseworker")
        + draw.end()
    )
    files = {
        **FILES,
        "processes/ring/ring.bpmn": draw.diagram(
            "ring", body + draw.chain("month_opens", "enter", "finished")
        ),
        "forms/ring/enter.json": form("enter", "note"),
    }
    release_id = store_release(house.runtime, files)
    with house.runtime.transaction(Tenant(1)) as session:
        rows.change(session, MunicipalityRelease, {"release_id": release_id}, municipality_id=1)
    return started


def runs(house: SmallHouse) -> list[tuple[str, bool]]:
    with house.runtime.reading(EVERY) as session:
        return [(run.period, run.late) for run in rows.every(session, CycleRun, order_by=["id"])]


def test_a_period_starts_on_its_day_and_never_again(
    house: SmallHouse, cycling: list[tuple[int | None, str]]
) -> None:
    drain(house.runtime)
    cycling.clear()
    house.clock.move_to(datetime(2026, 3, 31, 20, 59, tzinfo=UTC))  # 23:59 in Riga
    drain(house.runtime)
    assert cycling == []
    house.clock.move_to(datetime(2026, 3, 31, 21, 0, tzinfo=UTC))
    drain(house.runtime)
    drain(house.runtime)
    assert cycling == [(1, "2026-04")]
    assert runs(house)[-1] == ("2026-04", False)


def test_missed_periods_start_once_each_in_order_and_marked_late(
    house: SmallHouse, cycling: list[tuple[int | None, str]]
) -> None:
    house.clock.move_to(datetime(2026, 6, 1, 6, 0, tzinfo=UTC))
    drain(house.runtime)
    drain(house.runtime)
    periods = [f"2026-{month:02d}" for month in range(1, 7)]  # in use since January
    assert cycling == [(1, period) for period in periods]
    assert runs(house) == [(period, period != "2026-06") for period in periods]


def test_ticks_at_once_start_a_period_once(house: SmallHouse, cycling: list[tuple[int | None, str]]) -> None:
    house.clock.move_to(datetime(2026, 4, 1, 6, 0, tzinfo=UTC))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: tick(house.runtime), range(8)))
    drain(house.runtime)
    assert cycling == [(1, f"2026-{month:02d}") for month in range(1, 5)]


def test_a_tick_that_did_not_see_the_quicker_one_does_its_other_work(
    house: SmallHouse,
    cycling: list[tuple[int | None, str]],
    calm: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On PostgreSQL two ticks look side by side, and the slower one finds the period taken when it writes."""
    house.start()
    house.clock.move_to(datetime(2026, 4, 1, 6, 0, tzinfo=UTC))
    with monkeypatch.context() as patch:
        patch.setattr(due, "take_timers", lambda *_, **__: [])
        assert tick(house.runtime) == 4
    monkeypatch.setattr(cycles, "newest", lambda _session: {})
    assert tick(house.runtime) == 1  # the timer
    assert len(runs(house)) == 4


def test_a_municipality_begins_with_the_month_it_joined(
    house: SmallHouse, cycling: list[tuple[int | None, str]]
) -> None:
    drain(house.runtime)
    cycling.clear()
    with house.runtime.transaction(EVERY) as session:
        session.add(Municipality(code="cesis", name="Cēsu novads"))
        session.flush()
        release_id = rows.every(session, MunicipalityRelease)[0].release_id
        session.add(
            MunicipalityRelease(
                municipality_id=2, release_id=release_id, from_day=datetime(2026, 3, 15, tzinfo=UTC).date()
            )
        )
    house.clock.move_to(datetime(2026, 4, 1, 6, 0, tzinfo=UTC))
    drain(house.runtime)
    assert sorted(cycling) == [(1, "2026-04"), (2, "2026-03"), (2, "2026-04")]


def _broken(*_: object) -> Outcome:
    raise RuntimeError("not now")


def _set_status(house: SmallHouse, instance_id: int, status: InstanceStatus) -> None:
    with house.runtime.transaction(EVERY) as session:
        rows.change(session, ProcessInstance, {"status": status}, id=instance_id)
