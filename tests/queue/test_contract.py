"""What every queue promises (engine/queue/port.py)."""

from __future__ import annotations

import contextlib
import random
import threading
from datetime import date, timedelta

import pytest

from engine.persistence import rows
from engine.persistence.database import Database
from engine.persistence.tables.jobs import Job, JobState
from engine.persistence.tables.people import Person
from engine.persistence.tenancy import EVERY, Tenant, TenantViolation
from engine.queue.port import LEASE, JobQueue, LeasedJob, LeaseLost, NewJob
from tests.persistence import builders
from tests.persistence.builders import NOW

CESIS = Tenant(1)
SECOND = timedelta(seconds=1)


def put(database: Database, queue: JobQueue, job: NewJob, tenant: Tenant = CESIS) -> int | None:
    with database.transaction(tenant) as session:
        return queue.enqueue(session, job, now=NOW)


def claim(database: Database, queue: JobQueue, now: object = NOW, worker: str = "w") -> LeasedJob | None:
    with database.transaction(EVERY) as session:
        return queue.claim(session, worker=worker, now=now)  # type: ignore[arg-type]


def got(database: Database, queue: JobQueue, now: object = NOW) -> LeasedJob:
    job = claim(database, queue, now)
    assert job is not None
    return job


def states(database: Database) -> dict[JobState, int]:
    with database.reading(EVERY) as session:
        return rows.counts_by(session, Job, "state")


def finish(database: Database, queue: JobQueue, job: LeasedJob, tenant: Tenant = EVERY) -> None:
    with database.transaction(tenant) as session:
        queue.finish(session, job, now=NOW)


def test_a_job_comes_out_as_it_went_in_and_is_done_once(database: Database, queue: JobQueue) -> None:
    job_id = put(database, queue, NewJob("open_months", {"day": date(2026, 10, 1), "n": 1}, instance_id=1))
    job = got(database, queue)
    assert (job.job_id, job.kind, job.payload) == (job_id, "open_months", {"day": date(2026, 10, 1), "n": 1})
    assert (job.municipality_id, job.instance_id, job.attempts, job.max_attempts) == (1, 1, 1, 5)
    assert (job.run_at, job.lease_until) == (NOW, NOW + LEASE)
    assert claim(database, queue) is None
    finish(database, queue, job, CESIS)
    assert states(database) == {JobState.DONE: 1}
    assert claim(database, queue, NOW + timedelta(days=1)) is None


def test_a_job_exists_if_and_only_if_its_transaction_was_committed(
    database: Database, queue: JobQueue
) -> None:
    chance = random.Random(7)  # noqa: S311 – a seed, not a secret
    committed = [chance.random() < 0.5 for _ in range(200)]

    def enqueue(number: int) -> None:
        with database.transaction(CESIS) as session:
            builders.person(session, f"{number}")
            queue.enqueue(session, NewJob("x", {"n": number}), now=NOW)
            if not committed[number]:
                raise RuntimeError

    for number in range(200):
        with contextlib.suppress(RuntimeError):
            enqueue(number)
    with database.reading(EVERY) as session:
        names = {person.given_name for person in rows.every(session, Person)}
        jobs = {str(job.payload["n"]) for job in rows.every(session, Job)}
    assert names == jobs
    assert jobs == {str(number) for number in range(200) if committed[number]}


def test_no_two_live_jobs_carry_one_key(database: Database, queue: JobQueue) -> None:
    keyed = NewJob("x", unique_key="open_months/2026-10")
    assert put(database, queue, keyed) is not None
    assert put(database, queue, keyed) is None
    assert put(database, queue, keyed, Tenant(2)) is None
    job = got(database, queue)
    assert put(database, queue, keyed) is None  # leased is live
    finish(database, queue, job)
    assert put(database, queue, keyed) is not None
    assert [put(database, queue, NewJob("x")) is None for _ in range(2)] == [False, False]


def test_no_job_runs_before_its_time_and_the_longest_due_comes_first(
    database: Database, queue: JobQueue
) -> None:
    for minutes in (3, 1, 2):
        put(database, queue, NewJob(f"{minutes}", run_at=NOW + timedelta(minutes=minutes)))
    with database.reading(EVERY) as session:
        assert queue.next_due_at(session) == NOW + timedelta(minutes=1)
    assert claim(database, queue, NOW + timedelta(minutes=1) - SECOND) is None
    later = NOW + timedelta(hours=1)
    assert [got(database, queue, later).kind for _ in range(3)] == ["1", "2", "3"]
    with database.reading(EVERY) as session:
        assert queue.next_due_at(session) == later + LEASE


def test_nothing_to_do_is_nothing_to_wait_for(database: Database, queue: JobQueue) -> None:
    with database.reading(EVERY) as session:
        assert queue.next_due_at(session) is None
    assert claim(database, queue) is None


def test_jobs_of_one_instance_never_run_at_the_same_time(database: Database, queue: JobQueue) -> None:
    for instance_id in (1, 1, 2, None, None):
        put(database, queue, NewJob("x", instance_id=instance_id))
    leased = [got(database, queue) for _ in range(4)]
    assert sorted(str(job.instance_id) for job in leased) == ["1", "2", "None", "None"]
    assert claim(database, queue) is None
    finish(database, queue, next(job for job in leased if job.instance_id == 1))
    assert got(database, queue).instance_id == 1


def test_a_stalled_lease_is_taken_back_and_the_zombie_is_fenced_off(
    database: Database, queue: JobQueue
) -> None:
    put(database, queue, NewJob("x", instance_id=1))
    zombie = got(database, queue)
    assert claim(database, queue, NOW + LEASE) is None  # to the last instant
    again = got(database, queue, NOW + LEASE + SECOND)
    assert (again.job_id, again.attempts) == (zombie.job_id, 2)
    assert again.lease_token != zombie.lease_token

    def effect_of_the_zombie() -> None:
        with database.transaction(CESIS) as session:
            builders.person(session, "twice")
            queue.finish(session, zombie, now=NOW)

    with pytest.raises(LeaseLost):
        effect_of_the_zombie()
    with database.transaction(CESIS) as session:
        for attempt in (
            lambda: queue.heartbeat(session, zombie, now=NOW),
            lambda: queue.fail(session, zombie, error="x", now=NOW),
            lambda: queue.give_back(session, zombie, run_at=NOW),
        ):
            with pytest.raises(LeaseLost):
                attempt()
    finish(database, queue, again)
    with database.reading(CESIS) as session:
        assert rows.count(session, Person) == 0
    with pytest.raises(LeaseLost):
        finish(database, queue, again)


def test_a_heartbeat_keeps_the_lease(database: Database, queue: JobQueue) -> None:
    put(database, queue, NewJob("x"))
    job = got(database, queue)
    beat = NOW + LEASE - SECOND
    with database.transaction(EVERY) as session:
        job = queue.heartbeat(session, job, now=beat)
    assert job.lease_until == beat + LEASE
    assert claim(database, queue, NOW + LEASE + SECOND) is None
    finish(database, queue, job)


def test_a_failing_job_rests_longer_each_time_and_dies_after_five(
    database: Database, queue: JobQueue
) -> None:
    put(database, queue, NewJob("poison"))
    now, pauses = NOW, []
    for attempt in range(1, 6):
        job = got(database, queue, now)
        assert job.attempts == attempt
        with database.transaction(EVERY) as session:
            state = queue.fail(session, job, error=f"KeyError in step {attempt}", now=now)
        assert state is (JobState.DEAD if attempt == 5 else JobState.READY)
        with database.reading(EVERY) as session:
            due = queue.next_due_at(session)
        if due is not None:
            assert claim(database, queue, due - SECOND) is None
            pauses.append((due - now).total_seconds())
            now = due
    assert pauses == sorted(pauses)
    for pause, base in zip(pauses, (10, 40, 160, 640), strict=True):
        assert base <= pause <= base * 1.2
    with database.reading(EVERY) as session:
        [dead] = rows.every(session, Job)
    assert (dead.state, dead.last_error) == (JobState.DEAD, "KeyError in step 5")


def test_poison_does_not_block_the_others(database: Database, queue: JobQueue) -> None:
    for number in range(50):
        put(database, queue, NewJob("poison" if number % 10 == 0 else "sound"))
    now, done = NOW, 0
    for _ in range(200):
        job = claim(database, queue, now)
        if job is None:
            now += timedelta(minutes=5)
            continue
        with database.transaction(EVERY) as session:
            if job.kind == "poison":
                queue.fail(session, job, error="x", now=now)
            else:
                queue.finish(session, job, now=now)
                done += 1
    assert done == 45
    assert states(database) == {JobState.DONE: 45, JobState.DEAD: 5}


def test_a_failure_that_no_retry_can_mend_dies_at_once_and_can_be_revived(
    database: Database, queue: JobQueue
) -> None:
    job_id = put(database, queue, NewJob("x", unique_key="k"))
    job = got(database, queue)
    with database.transaction(EVERY) as session:
        assert queue.fail(session, job, error="x", now=NOW, retry=False) is JobState.DEAD
    assert job_id is not None
    with database.transaction(CESIS) as session:
        assert queue.revive(session, job_id, now=NOW)
        assert not queue.revive(session, job_id, now=NOW)
    again = got(database, queue)
    assert (again.job_id, again.attempts) == (job_id, 1)
    with database.transaction(EVERY) as session:
        queue.fail(session, again, error="x", now=NOW, retry=False)
    assert put(database, queue, NewJob("x", unique_key="k")) is not None
    with database.transaction(CESIS) as session:
        assert not queue.revive(session, job_id, now=NOW)  # a live one has its key
        builders.person(session, "the transaction goes on")
    with database.reading(CESIS) as session:
        assert rows.count(session, Person) == 1


def test_a_worker_that_falls_silent_five_times_leaves_a_dead_job(database: Database, queue: JobQueue) -> None:
    put(database, queue, NewJob("x"))
    now = NOW
    for _ in range(5):
        got(database, queue, now)
        now += LEASE + SECOND
    assert claim(database, queue, now) is None
    assert states(database) == {JobState.DEAD: 1}


def test_a_job_asked_for_by_its_id_comes_before_all_others(database: Database, queue: JobQueue) -> None:
    put(database, queue, NewJob("older", instance_id=1))
    wanted = put(database, queue, NewJob("wanted", instance_id=2, run_at=NOW + SECOND))
    same_instance = put(database, queue, NewJob("its neighbour", instance_id=2))
    assert wanted is not None
    assert same_instance is not None
    with database.transaction(EVERY) as session:
        taken = queue.take(session, wanted, worker="w", now=NOW)
        assert taken is not None
        assert (taken.job_id, taken.attempts) == (wanted, 1)
        assert queue.take(session, wanted, worker="w", now=NOW) is None  # it is being done
        assert queue.take(session, same_instance, worker="w", now=NOW) is None  # its instance is busy
    finish(database, queue, taken)
    with database.transaction(EVERY) as session:
        assert queue.take(session, wanted, worker="w", now=NOW) is None  # it is done
        assert queue.take(session, same_instance, worker="w", now=NOW) is not None


def test_a_job_given_back_has_lost_no_attempt(database: Database, queue: JobQueue) -> None:
    put(database, queue, NewJob("x"))
    job = got(database, queue)
    with database.transaction(EVERY) as session:
        queue.give_back(session, job, run_at=NOW + SECOND)
    assert claim(database, queue) is None
    assert got(database, queue, NOW + SECOND).attempts == 1


def test_jobs_belong_to_their_municipality(database: Database, queue: JobQueue) -> None:
    put(database, queue, NewJob("ours"))
    put(database, queue, NewJob("theirs"), Tenant(2))
    put(database, queue, NewJob("everybody's"), EVERY)
    put(database, queue, NewJob("ours too", municipality_id=1), EVERY)
    with database.reading(CESIS) as session:
        assert [job.kind for job in rows.every(session, Job)] == ["ours", "ours too"]
    with pytest.raises(TenantViolation):
        put(database, queue, NewJob("x", municipality_id=2))
    jobs = [got(database, queue) for _ in range(4)]
    assert [job.municipality_id for job in jobs] == [1, 2, None, 1]
    for job in jobs:
        finish(database, queue, job, CESIS)  # the lease is the right, whatever session the effect needs


def test_many_workers_do_every_job_once_and_never_two_of_one_instance(
    database: Database, queue: JobQueue
) -> None:
    """Each job adds one to its instance's number, read outside the transaction: an overlap would lose one."""
    with database.transaction(CESIS) as session:
        counters = [builders.person(session, address="0").id for _ in range(3)]
    for number in range(120):
        put(database, queue, NewJob("x", instance_id=number % 3 + 1))

    def do(job: LeasedJob) -> None:
        assert job.instance_id is not None
        person_id = counters[job.instance_id - 1]
        with database.reading(CESIS) as session:
            before = int(session.get_one(Person, person_id).address)
        with database.transaction(CESIS) as session:
            rows.change(session, Person, {"address": str(before + 1)}, id=person_id)
            queue.finish(session, job, now=NOW)

    def work(name: str) -> None:
        idle = 0
        while idle < 50:
            job = claim(database, queue, worker=name)
            if job is not None:
                do(job)
            idle = 0 if job else idle + 1

    workers = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert states(database) == {JobState.DONE: 120}
    with database.reading(CESIS) as session:
        assert [session.get_one(Person, person_id).address for person_id in counters] == ["40"] * 3
