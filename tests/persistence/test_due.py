from __future__ import annotations

from datetime import timedelta

import pytest

from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.database import Database
from engine.persistence.queries import due
from engine.persistence.tables.instances import InstanceStatus, Timer, TimerState
from engine.persistence.tables.jobs import Incident, Job, JobState
from engine.persistence.tables.records import OutboxKind, OutboxMessage, OutboxState
from engine.persistence.tenancy import EVERY, Tenant, TenantSession
from tests.persistence import builders
from tests.persistence.builders import NOW, saved


def timer(session: TenantSession, minutes: int, **instance: object) -> Timer:
    of = builders.instance(session, **instance)
    at = NOW + timedelta(minutes=minutes)
    return saved(session, Timer(instance_id=of.id, task_uid="u", element_id=f"t{minutes}", due_at=at))


def test_due_timers_are_taken_once_in_order_over_all_municipalities(database: Database) -> None:
    for municipality_id, minutes in ((1, -1), (2, -5), (1, 0), (1, 1)):
        with database.transaction(Tenant(municipality_id)) as session:
            timer(session, minutes)
    with database.transaction(EVERY) as session:
        first = due.take_timers(session, now=NOW, limit=2)
        assert [(taken.element_id, taken.municipality_id) for taken in first] == [("t-5", 2), ("t-1", 1)]
        assert [taken.element_id for taken in due.take_timers(session, now=NOW)] == ["t0"]
        assert due.take_timers(session, now=NOW) == []
        assert due.next_timer_at(session) == NOW + timedelta(minutes=1)
        assert rows.counts_by(session, Timer, "state") == {TimerState.FIRED: 3, TimerState.WAITING: 1}


@pytest.mark.parametrize("status", [InstanceStatus.SUSPENDED, InstanceStatus.INCIDENT])
def test_timers_of_a_held_instance_wait(database: Database, cesis: Tenant, status: InstanceStatus) -> None:
    with database.transaction(cesis) as session:
        timer(session, -1, status=status)
    with database.transaction(EVERY) as session:
        assert due.take_timers(session, now=NOW) == []


def test_no_timer_no_instant(database: Database) -> None:
    with database.reading(EVERY) as session:
        assert due.next_timer_at(session) is None


def test_messages_that_may_be_sent_now(database: Database, cesis: Tenant) -> None:
    def message(key: str, minutes: int, state: OutboxState = OutboxState.WAITING) -> OutboxMessage:
        return OutboxMessage(
            key=key,
            kind=OutboxKind.EMAIL,
            recipient="anna@example.org",
            payload={"subject": "Lēmums"},
            state=state,
            next_at=NOW + timedelta(minutes=minutes),
            sent_at=NOW if state is OutboxState.SENT else None,
        )

    with database.transaction(cesis) as session:
        session.add_all([message("b", 0), message("a", -1), message("later", 1)])
        session.add_all([message("sent", -1, OutboxState.SENT), message("failed", -1, OutboxState.FAILED)])
    with database.transaction(EVERY) as session:
        assert [found.key for found in due.ready_outbox(session, now=NOW)] == ["a", "b"]
        assert [found.recipient for found in due.ready_outbox(session, now=NOW, limit=1)] == [
            "anna@example.org"
        ]


def test_a_job_given_up_is_told_once_and_again_after_it_was_revived(
    database: Database, cesis: Tenant
) -> None:
    def dead(run_at_minute: int) -> dict[str, object]:
        at = NOW + timedelta(minutes=run_at_minute)
        return {"state": JobState.DEAD, "run_at": at, "finished_at": at}

    with database.transaction(cesis) as session:
        job = saved(session, Job(kind="x", created_at=NOW, **dead(0)))
    with database.transaction(EVERY) as session:
        assert [found.id for found in due.dead_jobs_without_incident(session)] == [job.id]
    with database.transaction(cesis) as session:
        saved(
            session,
            Incident(
                job_id=job.id, element_id="e", code="x", sentence=msg("It failed."),
                happened_at=NOW, resolved_at=NOW,
            ),
        )  # fmt: skip
    with database.transaction(EVERY) as session:
        assert due.dead_jobs_without_incident(session) == []
        rows.change(session, Job, dead(10), id=job.id)
        assert [found.id for found in due.dead_jobs_without_incident(session)] == [job.id]
