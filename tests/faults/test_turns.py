"""Jobs of one instance are done one after the other, however many workers there are."""

from __future__ import annotations

import threading
from collections import Counter
from threading import Thread

import pytest

from engine.clock import VirtualClock
from engine.jobs.handlers import HANDLERS
from engine.jobs.worker import work_once
from engine.persistence import rows
from engine.persistence.tables.jobs import Job, JobState
from engine.queue.port import LeasedJob, NewJob
from engine.runtime import EVERY, Runtime
from tests.faults.conftest import Count
from tests.faults.house import BEGINS, TENANT, Place, begin_errand, claim_next, open_place

WORKERS = 4


def test_jobs_of_one_instance_are_never_done_side_by_side(place: Place, count: Count) -> None:
    runtime = open_place(place, VirtualClock(BEGINS))
    instance_id = begin_errand(runtime, "e")
    with runtime.transaction(TENANT) as session:
        for number in range(4):
            job = NewJob("probe", {"number": number}, instance_id=instance_id)
            runtime.queue.enqueue(session, job, now=BEGINS)
    done = 0
    while (job_at_hand := claim_next(runtime)) is not None:
        assert claim_next(runtime) is None, "a second job of the instance was given out"
        with runtime.transaction(EVERY) as session:
            runtime.queue.finish(session, job_at_hand, now=BEGINS)
        done += 1
    assert done == 4
    runtime.database.close()
    count(10, "jobs_in_turn", done)


def test_workers_side_by_side_count_without_a_lock(
    place: Place, count: Count, long: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each job reads a number, rests, and writes it one higher: two at once would lose one."""
    instances, each = (10, 20) if long else (2, 6)
    runtime = open_place(place, VirtualClock(BEGINS))
    numbers: Counter[int | None] = Counter()

    def _probe(runtime: Runtime, job: LeasedJob) -> None:
        read = numbers[job.instance_id]
        threading.Event().wait(0.002)
        numbers[job.instance_id] = read + 1
        with runtime.transaction(EVERY) as session:
            runtime.queue.finish(session, job, now=BEGINS)

    monkeypatch.setitem(HANDLERS, "probe", _probe)
    begun = [begin_errand(runtime, f"e-{number}") for number in range(instances)]
    with runtime.transaction(TENANT) as session:
        for instance_id in begun * each:
            runtime.queue.enqueue(session, NewJob("probe", instance_id=instance_id), now=BEGINS)
    workers = [Thread(target=_work, args=(runtime, f"w{number}")) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert numbers == dict.fromkeys(begun, each)
    runtime.database.close()
    count(10, "counted_without_a_lock", numbers.total())


def _work(runtime: Runtime, name: str) -> None:
    """Until nothing is left; where every instance at hand is busy, look again."""
    while True:
        while work_once(runtime, name):
            pass
        with runtime.reading(EVERY) as session:
            if not rows.count(session, Job, state=(JobState.READY, JobState.LEASED)):
                return
        threading.Event().wait(0.005)
