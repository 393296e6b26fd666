"""What the queue and the steps promise when others come between: no death needed, only bad timing."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import text

from engine.bpmn.execution import Execution
from engine.clock import VirtualClock
from engine.domain.service_month import ServiceMonth as Period
from engine.instances import instances
from engine.instances.instances import Move
from engine.jobs.handlers import HANDLERS
from engine.jobs.tick import tick
from engine.jobs.worker import drain
from engine.months import months
from engine.months.month_beginning import Planned, plan
from engine.persistence import audit, backup, counters, rows
from engine.persistence.tables.instances import CycleRun, ProcessInstance, TaskStatus, UserTask
from engine.persistence.tables.jobs import Incident, Job, JobState
from engine.persistence.tables.months import ServiceMonth
from engine.queue.port import LeasedJob, NewJob
from engine.runtime import EVERY, Runtime, Session
from engine.tasks import tasks
from tests.faults import invariants
from tests.faults.conftest import Count
from tests.faults.house import (
    BEGINS,
    REMINDERS_DUE,
    TENANT,
    Place,
    begin_errand,
    claim_next,
    marks,
    open_place,
    person,
)

OCTOBER = Period(2026, 10)
OPENS = datetime(2026, 10, 1, 5, tzinfo=UTC)
AFTER_OCTOBER = datetime(2026, 11, 2, 5, tzinfo=UTC)


def test_work_that_always_fails_becomes_an_incident_and_blocks_nobody(
    place: Place, count: Count, long: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, sound = (10, 1000) if long else (2, 10)
    clock, tries = VirtualClock(BEGINS), []
    runtime = open_place(place, clock)

    def _probe(runtime: Runtime, job: LeasedJob) -> None:
        if job.payload["number"] % (sound // poison) == 0:  # type: ignore[operator]
            tries.append(job.job_id)
            raise RuntimeError("poison")
        with runtime.transaction(EVERY) as session:
            runtime.queue.finish(session, job, now=clock.now())

    monkeypatch.setitem(HANDLERS, "probe", _probe)
    with runtime.transaction(TENANT) as session:
        for number in range(sound):
            runtime.queue.enqueue(session, NewJob("probe", {"number": number}), now=BEGINS)
    for _ in range(8):
        drain(runtime, most=10_000)
        clock.pass_time(timedelta(hours=1))
    with runtime.reading(EVERY) as session:
        states = rows.counts_by(session, Job, "state", kind="probe")
        incidents = rows.count(session, Incident)
    assert states == {JobState.DONE: sound - poison, JobState.DEAD: poison}
    assert (incidents, len(tries)) == (poison, 5 * poison)
    runtime.database.close()
    count(11, "poisoned_jobs", poison)
    count(11, "sound_jobs", sound - poison)


def test_a_job_exists_if_and_only_if_its_transaction_was_committed(
    place: Place, chance: random.Random, count: Count, long: bool
) -> None:
    rounds, kept = 334 if long else 30, set()
    runtime = open_place(place, VirtualClock(BEGINS))

    def _one(number: int, fails: bool) -> None:
        with runtime.transaction(TENANT) as session:
            runtime.queue.enqueue(session, NewJob("probe", unique_key=f"probe:{number}"), now=BEGINS)
            if fails:
                raise ZeroDivisionError

    for number in range(rounds):
        if chance.random() < 0.5:
            with pytest.raises(ZeroDivisionError):
                _one(number, fails=True)
        else:
            _one(number, fails=False)
            kept.add(f"probe:{number}")
    with runtime.reading(EVERY) as session:
        assert {key for (key,) in rows.values(session, Job, ["unique_key"], kind="probe")} == kept
    given = 0
    while (job := claim_next(runtime)) is not None:
        with runtime.transaction(EVERY) as session:
            runtime.queue.finish(session, job, now=BEGINS)
        given += 1
    assert given == len(kept)
    runtime.database.close()
    count(13, "transactions", rounds)


def test_a_step_that_was_overtaken_is_done_anew(place: Place, count: Count) -> None:
    """While one step is in memory, another of its instance is committed: neither is lost."""
    runtime = open_place(place, VirtualClock(BEGINS))
    instance_id = begin_errand(runtime, "e")
    with runtime.reading(TENANT) as session:
        [(task_id,)] = rows.values(session, UserTask, ["id"], instance_id=instance_id)
    overtaken: list[int] = []

    def _meanwhile(_execution: Execution, _session: Session) -> None:
        overtaken.append(1)
        if len(overtaken) == 1:
            tasks.complete(runtime, person(runtime, "ilze"), task_id, tasks.Sent({"many_times": 3}, 1))

    instances.advance(runtime, TENANT, instance_id, Move("probe", act=_meanwhile))
    assert len(overtaken) == 2
    with runtime.reading(EVERY) as session:
        execution, _ = instances.look(runtime, session, instance_id)
        open_now = [one for (one,) in rows.values(session, UserTask, ["element_id"], status=TaskStatus.OPEN)]
    assert execution.values()["many_times"] == 3
    assert open_now == ["approve"]
    runtime.database.close()
    count(8, "overtaken_steps", 1)


@pytest.mark.parametrize("opens", [OPENS, AFTER_OCTOBER], ids=["in its month", "after it"])
def test_a_month_that_another_opens_meanwhile_is_left_to_it(
    place: Place, monkeypatch: pytest.MonkeyPatch, opens: datetime
) -> None:
    """Two jobs open the same months: the second takes what is left, and does not fail."""
    runtime, other = open_place(place, VirtualClock(opens)), open_place(place, VirtualClock(opens))
    opened: list[int] = []

    def _meanwhile(*given: Any) -> Planned:
        if not opened:
            opened.append(0)
            opened[0] = months.open_period(other, TENANT, OCTOBER)
        return plan(*given)

    monkeypatch.setattr("engine.months.month_opening.plan", _meanwhile)
    assert months.open_period(runtime, TENANT, OCTOBER) == 0
    assert opened == [1]
    with runtime.reading(EVERY) as session:
        assert rows.count(session, ServiceMonth) == 1
        assert rows.count(session, ProcessInstance, process_id="monthly_confirmation") == 1
    other.database.close()
    runtime.database.close()


def test_ids_reserved_side_by_side_differ(place: Place, count: Count) -> None:
    """Also the very first ones of a table, which several processes may reserve at once."""
    processes = [open_place(place, VirtualClock(BEGINS)) for _ in range(8)]  # each with its own connections
    given: list[int] = []
    numbers: list[int] = []
    failed: list[Exception] = []

    def _reserve(runtime: Runtime) -> None:
        try:
            for _ in range(5):
                with runtime.transaction(TENANT) as session:
                    session.connection().execute(text("SELECT count(*) FROM fault_effect"))
                    given.append(counters.reserve(session, "incident"))
                    numbers.append(counters.next_number(session, 1, "probe", 2026))
        except Exception as trouble:  # noqa: BLE001 -- told below
            failed.append(trouble)
        finally:
            runtime.database.close()

    threads = [Thread(target=_reserve, args=(runtime,)) for runtime in processes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(given) == sorted(numbers) == list(range(1, 41))
    count(1, "ids_side_by_side", len(given))


def test_a_copy_holds_what_was_acknowledged_before_it(sqlite_place: Place, tmp_path: Path) -> None:
    runtime = open_place(sqlite_place, VirtualClock(BEGINS))
    begun = begin_errand(runtime, "e")
    copy = tmp_path / "copy.db"
    backup.copy_database(Path(sqlite_place.url.removeprefix("sqlite:///")), copy)
    backup.require_whole(copy)
    again = invariants.looked_at(Place(f"sqlite:///{copy}", sqlite_place.key_file), BEGINS)
    assert invariants.lost(again, [["began", str(begun)]]) == []
    invariants.refuse_unsound(again)
    again.database.close()
    runtime.database.close()


def test_every_period_missed_is_started_once_and_in_order(sqlite_place: Place, count: Count) -> None:
    clock = VirtualClock(BEGINS)
    runtime = open_place(sqlite_place, clock)
    clock.move_to(
        datetime(2027, 3, 31, 21, 30, tzinfo=UTC)
    )  # 1 April in Riga: the night after the clocks changed
    for _ in range(3):
        tick(runtime)
    with runtime.reading(EVERY) as session:
        found = rows.every(session, CycleRun, order_by=["id"], cycle="monthly_confirmation")
        periods = [one.period for one in found]
    wanted = ["2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04"]
    assert periods == wanted
    runtime.database.close()
    count(14, "missed_periods", len(wanted))


def test_a_timer_is_one_job_however_many_tick(place: Place, count: Count) -> None:
    runtime = open_place(place, VirtualClock(REMINDERS_DUE))
    early = open_place(place, VirtualClock(BEGINS))
    begun = [begin_errand(early, f"e-{number}") for number in range(5)]
    threads = [Thread(target=tick, args=(runtime,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with runtime.reading(EVERY) as session:
        assert rows.count(session, Job, kind="advance_instance") == len(begun)
    drain(runtime)
    tick(runtime)
    drain(runtime)
    assert dict(marks(runtime, "remind")) == dict.fromkeys(begun, 1)
    with runtime.reading(EVERY) as session:
        assert rows.count(session, Job, kind="advance_instance") == len(begun)
    invariants.refuse_unsealed(runtime)
    invariants.refuse_unsound(runtime)
    early.database.close()
    runtime.database.close()
    count(14, "ticks_at_once", len(threads))


def test_a_tick_leaves_what_another_seals(place: Place, count: Count) -> None:
    """On SQLite the second one comes after the first; on PostgreSQL beside it, and finds nothing to seal."""
    runtime = open_place(place, VirtualClock(BEGINS))
    begin_errand(runtime, "e")
    other = Thread(target=tick, args=(runtime,))
    with runtime.transaction(EVERY) as session:
        assert audit.seal(session)
        other.start()
        if not place.url.startswith("sqlite"):
            other.join(timeout=5)
    other.join()
    invariants.refuse_unsealed(runtime)
    invariants.refuse_unsound(runtime)
    runtime.database.close()
    count(14, "ticks_at_once", 2)
