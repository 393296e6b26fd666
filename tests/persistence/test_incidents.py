"""Incidents by cause, who waits for a signal, whether a case is held: told on both databases."""

from __future__ import annotations

from datetime import timedelta

from engine.messages_catalogue import msg
from engine.persistence.database import Database
from engine.persistence.queries import holding, incidents, waiting
from engine.persistence.queries.incidents import Cause
from engine.persistence.tables.instances import InstanceStatus, MessageWait, ProcessInstance
from engine.persistence.tables.jobs import Incident, Job, JobState
from engine.persistence.tenancy import EVERY, Tenant, TenantSession
from tests.persistence import builders
from tests.persistence.builders import NOW, saved

OURS = Cause("KeyError", "monthly_confirmation", "pay")
MAIL = Cause("TimeoutError", "send_outbox", "")


def failed(session: TenantSession, cause: Cause, minutes: int, **job: object) -> int:
    """An open incident of this cause."""
    has_instance = cause.where != "send_outbox"
    instance_id = builders.instance(session).id if has_instance else None
    state = {"state": JobState.DEAD, "finished_at": NOW, **job}
    dead = Job(
        kind="advance_instance" if has_instance else cause.where,
        payload={}, run_at=NOW, created_at=NOW, instance_id=instance_id, **state,
    )  # fmt: skip
    incident = Incident(
        instance_id=instance_id,
        job_id=saved(session, dead).id,
        element_id=cause.element_id,
        code=cause.code,
        sentence=msg("There is no such case."),
        happened_at=NOW - timedelta(minutes=minutes),
    )
    return saved(session, incident).id


def test_incidents_of_a_cause_are_those_that_may_be_tried_the_longest_waiting_first(
    database: Database, cesis: Tenant
) -> None:
    with database.transaction(Tenant(2)) as session:
        failed(session, OURS, 9)
    with database.transaction(cesis) as session:
        late, early = failed(session, OURS, 1), failed(session, OURS, 5)
        mail = failed(session, MAIL, 3)
        failed(session, OURS, 4, state=JobState.READY, finished_at=None)  # being tried right now
        session.get_one(Incident, failed(session, OURS, 4)).resolved_at = NOW
    with database.reading(cesis) as session:
        assert incidents.by_cause(session) == {OURS: 2, MAIL: 1}
        assert incidents.of_cause(session, OURS) == [early, late]
        assert incidents.of_cause(session, MAIL) == [mail]
        shown = incidents.find(session, mail)
        assert shown is not None
        assert incidents.cause_of(shown) == MAIL


def test_who_waits_for_a_signal_is_asked_within_the_municipality(database: Database, cesis: Tenant) -> None:
    def waits(session: TenantSession, key: str = "") -> int:
        of = builders.instance(session).id
        wait = {"task_uid": "u", "message_name": "signal decided", "correlation_key": key}
        return saved(session, MessageWait(instance_id=of, **wait)).instance_id

    with database.transaction(Tenant(2)) as session:
        waits(session)
    with database.transaction(cesis) as session:
        first, teller = waits(session), waits(session)
        waits(session, "of a message")
    for tenant in (cesis, EVERY):
        with database.reading(tenant) as session:
            found = waiting.signal_waits(session, "signal decided", municipality_id=1, but_of=teller)
            assert list(found) == [(first, "u")]


def test_a_case_is_held_only_where_no_step_came_between(database: Database, cesis: Tenant) -> None:
    with database.transaction(cesis) as session:
        instance = builders.instance(session)
        case_id = builders.case(session, instance_id=instance.id).id
    with database.transaction(cesis) as session:
        found = holding.of_case(session, case_id)
        assert found is not None
        assert found.status is InstanceStatus.RUNNING
        assert holding.set_status(session, found, InstanceStatus.SUSPENDED)
        assert not holding.set_status(session, found, InstanceStatus.SUSPENDED)
        assert holding.held_among(session, [instance.id]) == {instance.id}
        assert holding.held_among(session, []) == set()
    with database.reading(Tenant(2)) as session:
        assert holding.of_case(session, case_id) is None
        assert holding.held_among(session, [instance.id]) == set()
    with database.reading(cesis) as session:
        assert session.get_one(ProcessInstance, instance.id).version == 2
