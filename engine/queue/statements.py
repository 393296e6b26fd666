"""The table queue's statements, built once; states are words in them, so that partial indexes are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Insert,
    Select,
    Update,
    bindparam,
    case,
    func,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from engine.persistence.shapes import mapped_table
from engine.persistence.tables.jobs import Job, JobState

JOB = mapped_table(Job)
_OTHER = JOB.alias("other")
_WORDS = {state: literal(state, JOB.c.state.type, literal_execute=True) for state in JobState}
_READY = JOB.c.state == _WORDS[JobState.READY]
_LEASED = JOB.c.state == _WORDS[JobState.LEASED]
_DEAD = JOB.c.state == _WORDS[JobState.DEAD]
_NOW = bindparam("now", type_=JOB.c.run_at.type)
_LEASE_COLUMNS = (
    JOB.c.id,
    JOB.c.kind,
    JOB.c.payload,
    JOB.c.municipality_id,
    JOB.c.instance_id,
    JOB.c.run_at,
    JOB.c.attempts,
    JOB.c.max_attempts,
    JOB.c.lease_token,
    JOB.c.lease_until,
)  # in the order of LeasedJob

# dialect → insert that gives no id where a live job has the unique key
ENQUEUE: Mapping[str, Insert] = {
    "sqlite": sqlite.insert(JOB).on_conflict_do_nothing().returning(JOB.c.id),
    "postgresql": postgresql.insert(JOB).on_conflict_do_nothing().returning(JOB.c.id),
}
NEXT_DUE: CompoundSelect[Any] = union_all(
    select(func.min(JOB.c.run_at)).where(_READY), select(func.min(JOB.c.lease_until)).where(_LEASED)
)
_IS_SPENT = JOB.c.attempts >= JOB.c.max_attempts
TAKE_BACK: Update = (
    update(JOB)
    .where(_LEASED, JOB.c.lease_until < _NOW)
    .values(
        state=case((_IS_SPENT, _WORDS[JobState.DEAD]), else_=_WORDS[JobState.READY]),
        finished_at=case((_IS_SPENT, _NOW), else_=None),
        lease_until=None,
        lease_token=None,
        last_error="the worker fell silent",
    )
)
_IS_BUSY = (
    select(_OTHER.c.id)
    .where(_OTHER.c.state == _WORDS[JobState.LEASED], _OTHER.c.instance_id == JOB.c.instance_id)
    .exists()
)
LONGEST_DUE: Select[Any] = (
    select(JOB.c.id)
    .where(_READY, JOB.c.run_at <= _NOW, ~_IS_BUSY)
    .order_by(JOB.c.run_at, JOB.c.id)
    .limit(1)
    .with_for_update(of=JOB, skip_locked=True)
)
LEASE: Update = (
    update(JOB)
    .where(JOB.c.id == bindparam("job_id"), _READY)
    .values(
        state=JobState.LEASED,
        lease_token=bindparam("token"),
        lease_until=bindparam("until", type_=JOB.c.run_at.type),
        worker=bindparam("worker_name"),
        attempts=JOB.c.attempts + 1,
    )
    .returning(*_LEASE_COLUMNS)
)
MINE: Update = update(JOB).where(  # with the values to set, given when it is run
    JOB.c.id == bindparam("job_id"), JOB.c.lease_token == bindparam("token"), _LEASED
)
REVIVE: Update = (
    update(JOB)
    .where(JOB.c.id == bindparam("job_id"), _DEAD)
    .values(state=JobState.READY, attempts=0, run_at=_NOW, finished_at=None)
)
