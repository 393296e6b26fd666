"""What must hold after every fault, whatever happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from engine.clock import VirtualClock
from engine.persistence import rows
from engine.persistence.tables.instances import ProcessInstance, TaskStatus, UserTask
from engine.persistence.tables.jobs import Job, JobState
from engine.persistence.tables.ledger import JournalEntry
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY, Runtime
from engine.upkeep.reports import verify
from tests.faults.house import PAIRS, Place, marks, open_place


def looked_at(place: Place, instant: datetime) -> Runtime:
    """The place opened to be looked at."""
    return open_place(place, VirtualClock(instant))


def refuse_unsound(runtime: Runtime) -> None:
    """The house's own checks: ledger sums to zero, audit chain whole, no instance that waits for nothing …"""
    wrong = [f"{one.name}: {one.detail}" for one in verify(runtime) if not one.ok]
    assert wrong == []


def refuse_unsealed(runtime: Runtime) -> None:
    """After a tick every event of the audit trail is linked to its chain."""
    with runtime.reading(EVERY) as session:
        assert rows.count(session, AuditEvent, sealed_seq=None) == 0


def lost(runtime: Runtime, acknowledged: Iterable[list[str]]) -> list[list[str]]:
    """What was acknowledged and is not there."""
    with runtime.reading(EVERY) as session:
        begun = {one for (one,) in rows.values(session, ProcessInstance, ["id"])}
        done = {one for (one,) in rows.values(session, UserTask, ["id"], status=TaskStatus.COMPLETED)}
    held = {"began": begun, "done": done}
    return [line for line in acknowledged if line[0] in held and int(line[1]) not in held[line[0]]]


def refuse_double(runtime: Runtime, effect: str, element_id: str) -> int:
    """Each completed task had its effect exactly once; how many."""
    with runtime.reading(EVERY) as session:
        done = rows.values(
            session, UserTask, ["instance_id"], element_id=element_id, status=TaskStatus.COMPLETED
        )
    assert dict(marks(runtime, effect)) == {instance_id: 1 for (instance_id,) in done}
    return len(done)


def refuse_unfinished_months(runtime: Runtime) -> None:
    """Every month opened once, paid, and booked by one entry; no job is left over."""
    with runtime.reading(EVERY) as session:
        states = [state for (state,) in rows.values(session, ServiceMonth, ["state"])]
        booked = [month for (month,) in rows.values(session, JournalEntry, ["month_id"])]
        left = rows.count(session, Job, state=(JobState.READY, JobState.LEASED, JobState.DEAD))
    assert states == [MonthState.READY] * PAIRS
    assert len(set(booked)) == len(booked) == PAIRS
    assert left == 0
