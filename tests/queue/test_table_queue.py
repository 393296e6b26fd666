"""What only the table adapter must keep: its indexes, however many finished jobs pile up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from engine.persistence.database import Database
from engine.persistence.tenancy import EVERY
from engine.queue.port import NewJob
from engine.queue.table_queue import TableQueue, pause_after
from tests.persistence.builders import NOW


@contextmanager
def statements_of(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if " job" in statement:
            statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


def test_no_statement_reads_finished_jobs(database: Database) -> None:
    queue = TableQueue()
    with statements_of(database) as statements, database.transaction(EVERY) as session:
        queue.enqueue(session, NewJob("x", unique_key="k", instance_id=1), now=NOW)
        queue.next_due_at(session)
        job = queue.claim(session, worker="w", now=NOW)
        assert job is not None
        queue.finish(session, job, now=NOW)
    asked = [statement for statement in statements if not statement.startswith("INSERT")]
    assert len(asked) == 5
    with database.engine.connect() as connection:
        for statement in asked:
            holes = (None,) * statement.count("?")
            plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", holes)]
            read = [step for step in plan if step.startswith(("SEARCH job", "SCAN job"))]
            assert read
            assert all(
                "_ready" in step or "leased" in step or "INTEGER PRIMARY KEY" in step for step in read
            ), plan


def test_jobs_that_failed_together_come_back_apart_and_always_the_same() -> None:
    pauses = [pause_after(job_id, 1) for job_id in range(100)]
    assert len(set(pauses)) > 30
    assert pauses == [pause_after(job_id, 1) for job_id in range(100)]
