"""What only the adapter to procrastinate must keep: one delivery a job, in the job's own transaction."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from engine.persistence.database import Database
from engine.persistence.tenancy import EVERY, Tenant
from engine.queue.port import LEASE, JobQueue, NewJob
from tests.persistence.builders import NOW
from tests.queue.test_contract import claim, finish, got, put


def deliveries(database: Database) -> list[tuple[str, int]]:
    """(state, job) of every delivery."""
    asked = text("SELECT status::text, CAST(args ->> 'job_id' AS bigint) FROM procrastinate_jobs ORDER BY id")
    with database.engine.connect() as connection:
        return [(str(status), int(job_id)) for status, job_id in connection.execute(asked)]


def test_a_job_is_delivered_once_and_its_delivery_goes_with_it(database: Database, queue: JobQueue) -> None:
    job_id = put(database, queue, NewJob("x", instance_id=1))
    assert deliveries(database) == [("todo", job_id)]
    job = got(database, queue)
    assert deliveries(database) == [("doing", job_id)]
    finish(database, queue, job)
    assert deliveries(database) == []


def test_a_rolled_back_job_has_no_delivery(database: Database, queue: JobQueue) -> None:
    def enqueue() -> None:
        with database.transaction(Tenant(1)) as session:
            queue.enqueue(session, NewJob("x"), now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        enqueue()
    assert deliveries(database) == []
    put(database, queue, NewJob("x", unique_key="k"))
    assert put(database, queue, NewJob("x", unique_key="k")) is None
    assert len(deliveries(database)) == 1


def test_a_failed_job_is_delivered_anew_and_a_dead_one_no_more(database: Database, queue: JobQueue) -> None:
    job_id = put(database, queue, NewJob("x"))
    job = got(database, queue)
    with database.transaction(EVERY) as session:
        queue.fail(session, job, error="x", now=NOW)
    assert deliveries(database) == [("todo", job_id)]
    job = got(database, queue, NOW + timedelta(minutes=1))
    with database.transaction(EVERY) as session:
        queue.fail(session, job, error="x", now=NOW, retry=False)
    assert deliveries(database) == []


def test_the_delivery_of_a_silent_worker_is_made_anew(database: Database, queue: JobQueue) -> None:
    job_id = put(database, queue, NewJob("x", instance_id=1))
    got(database, queue)
    again = got(database, queue, NOW + LEASE + timedelta(seconds=1))
    assert (again.job_id, again.attempts) == (job_id, 2)
    assert deliveries(database) == [("doing", job_id)]
    finish(database, queue, again)
    assert deliveries(database) == []


def test_what_its_clock_does_not_see_yet_is_taken_by_ours(database: Database, queue: JobQueue) -> None:
    """A simulation may live years ahead of the database's clock."""
    ahead = NOW + timedelta(days=3650)
    job_id = put(database, queue, NewJob("x", run_at=ahead))
    assert claim(database, queue) is None
    job = got(database, queue, ahead)
    assert (job.job_id, deliveries(database)) == (job_id, [])


def test_a_job_taken_by_its_id_needs_no_delivery(database: Database, queue: JobQueue) -> None:
    job_id = put(database, queue, NewJob("x"))
    assert job_id is not None
    with database.transaction(EVERY) as session:
        job = queue.take(session, job_id, worker="w", now=NOW)
    assert job is not None
    assert deliveries(database) == []
    with database.transaction(EVERY) as session:
        queue.give_back(session, job, run_at=NOW)
    assert deliveries(database) == [("todo", job_id)]
