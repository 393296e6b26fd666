"""Jobs of the table queue, and the incidents that a person must look at."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.messages_catalogue import Message
from engine.persistence.tables.base import (
    Base,
    Id,
    OfMunicipality,
    OfMunicipalityOrAll,
    at_least,
    choice,
    not_before,
    partial_index,
)
from engine.persistence.types import Json, Sentence


class JobState(StrEnum):
    """Where a job stands."""

    READY = "ready"  # waits for run_at and a worker
    LEASED = "leased"  # a worker has it until lease_until
    DONE = "done"  # its effect was committed together with this state
    DEAD = "dead"  # given up; an incident tells a person


class Job(OfMunicipalityOrAll, Base):
    """Work for a worker, enqueued in the transaction that wants it done."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("(lease_token IS NULL) = (state <> 'leased')", name="lease"),
        CheckConstraint("(lease_until IS NULL) = (state <> 'leased')", name="lease_until"),
        CheckConstraint("(finished_at IS NULL) = (state IN ('ready', 'leased'))", name="finished"),
        at_least("attempts"),
        at_least("max_attempts", 1),
        partial_index("uq_job_live_key", "unique_key", where="state IN ('ready', 'leased')", unique=True),
        partial_index("ix_job_ready", "run_at", "id", where="state = 'ready'"),
        partial_index("uq_job_leased_instance", "instance_id", where="state = 'leased'", unique=True),
        partial_index("ix_job_leased", "lease_until", where="state = 'leased'"),
        partial_index("ix_job_dead", "id", where="state = 'dead'"),
        Index(None, "instance_id"),
    )

    id: Mapped[Id]
    unique_key: Mapped[str | None]  # no two live jobs carry the same one
    kind: Mapped[str]  # which handler of the worker does it
    instance_id: Mapped[int | None] = mapped_column(
        ForeignKey("process_instance.id")
    )  # one lease at a time each
    payload: Mapped[dict[str, Any]] = mapped_column(
        Json, default=dict
    )  # ids and dates only, never personal data
    run_at: Mapped[datetime]  # never before
    attempts: Mapped[int] = mapped_column(default=0)  # leases taken so far
    max_attempts: Mapped[int] = mapped_column(default=5)
    lease_until: Mapped[datetime | None]  # another worker may take it afterwards
    lease_token: Mapped[str | None]  # new with every lease: who lost it cannot finish
    worker: Mapped[str | None]  # which worker has or had it; for people to read
    state: Mapped[JobState] = mapped_column(choice(JobState), default=JobState.READY)
    last_error: Mapped[str | None]  # class and place of the failure, without personal data
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Incident(OfMunicipality, Base):
    """A step failed for good: what, where, why, and how the retry went."""

    __tablename__ = "incident"
    __table_args__ = (
        partial_index(
            "ix_incident_open", "municipality_id", "happened_at", "id", where="resolved_at IS NULL"
        ),
        Index(None, "instance_id"),
        Index(None, "job_id"),
        Index(None, "municipality_id", "resolved_at"),
        not_before("resolved_at", "happened_at"),
    )

    id: Mapped[Id]
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("process_instance.id"))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("user_task.id"))  # whose answers wait
    element_id: Mapped[str]
    code: Mapped[str]  # short snake_case cause, for grouping
    sentence: Mapped[Message] = mapped_column(Sentence)  # what happened and what to do
    happened_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    attempts: Mapped[int] = mapped_column(default=0)  # retries by a person
    retry_result: Mapped[Message | None] = mapped_column(Sentence)  # what really came of the last retry
