"""Plays whole service months of a ground, one after another: opened, entered, confirmed."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from engine.domain.service_month import ServiceMonth
from engine.jobs.worker import drain
from engine.months import months
from engine.persistence import rows
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.simulation.bench_ground import Ground
from engine.simulation.bench_months import ANSWERS, DAYS, OPENS, PERIOD, REMINDS, ROLES
from engine.tasks import tasks


def open_month(stage: Ground) -> None:
    """Move to the morning of the measured month and open it for every contract."""
    stage.clock.move_to(OPENS)
    months.open_period(stage.runtime, stage.tenant, ServiceMonth.parse(PERIOD))


def finish_one(stage: Ground) -> None:
    """Open the measured month and have the first contract's signed by both."""
    open_month(stage)
    stage.clock.move_to(REMINDS)
    sign(stage, ANSWERS, limit=1)


def catch_up(stage: Ground, instant: datetime) -> None:
    """Do all that is due by this instant."""
    stage.clock.move_to(instant)
    drain(stage.runtime)


def play(stage: Ground, period: ServiceMonth) -> float:
    """Seconds for one service month of every contract."""
    entries = {f"{period}-{day:02d}": 120 for day in DAYS}
    answers = {**ANSWERS, "enter_month": {"entries": entries, "signed": True}}
    stage.clock.move_to(datetime(period.year, period.month, 1, 3, tzinfo=UTC))
    begun = time.perf_counter()
    months.open_period(stage.runtime, stage.tenant, period)
    opened = time.perf_counter() - begun
    stage.clock.move_to(datetime.combine(period.last_day, datetime.min.time(), UTC) + timedelta(hours=8))
    many = len(stage.pairs)
    return opened + sign(stage, answers, limit=many) * len(answers) * many


def sign(stage: Ground, answers: Mapping[str, Mapping[str, object]], *, limit: int) -> float:
    """Seconds a step while `limit` months are entered and confirmed."""
    seconds = 0.0
    for element_id, sent in answers.items():
        waiting = _waiting(stage, element_id, limit)
        begun = time.perf_counter()
        for task_id, case_id, version in waiting:
            party = stage.party(case_id, ROLES[element_id])
            tasks.complete(stage.runtime, party, task_id, tasks.Sent(sent, version))
        seconds += time.perf_counter() - begun
        if len(waiting) != limit:
            raise AssertionError(f"only {len(waiting)} of {limit} tasks {element_id} were open")
    return seconds / (len(answers) * limit)


def _waiting(stage: Ground, element_id: str, limit: int) -> Sequence[tuple[int, int, int]]:
    """The oldest tasks of this kind that belong to a real contract."""
    with stage.runtime.reading(stage.tenant) as session:
        found = rows.every(
            session,
            UserTask,
            order_by=["id"],
            limit=limit,
            status=TaskStatus.OPEN,
            element_id=element_id,
            case_id__most=len(stage.pairs),
        )
        return [(task.id, task.case_id or 0, task.version) for task in found]
