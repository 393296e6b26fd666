"""The month through our front door: every step committed and synced, inbox and audit rows included."""

from __future__ import annotations

import time

from engine import tasks
from engine.domain.rights import Role
from engine.jobs.worker import drain
from engine.persistence import rows
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.simulation.bench_ground import Ground, ground
from engine.simulation.bench_months import ANSWERS, OPENS, REMINDS

ROLES = {"enter_month": Role.ASSISTANT, "confirm_month": Role.RECIPIENT}


def run_durable(months: int) -> float:
    """Seconds our front door takes for the months, on a fresh SQLite database that syncs every commit."""
    with ground(months) as stage:
        _parse_once(stage)
        begun = time.perf_counter()
        _play(stage)
        seconds = time.perf_counter() - begun
        _refuse_unfinished(stage, months)
    return seconds


def _parse_once(stage: Ground) -> None:
    """What a serving process reads once and then shares; raw has parsed its diagram by now too."""
    with stage.runtime.reading(stage.tenant) as session:
        stage.runtime.release(session, 1)
        stage.runtime.rule_book(session)


def _play(stage: Ground) -> None:
    for instant in (OPENS, REMINDS):
        stage.clock.move_to(instant)
        drain(stage.runtime)
    for element_id, answers in ANSWERS.items():
        for task_id, case_id, version in _waiting(stage, element_id):
            party = stage.party(case_id, ROLES[element_id])
            tasks.complete(stage.runtime, party, task_id, tasks.Sent(answers, version))


def _waiting(stage: Ground, element_id: str) -> list[tuple[int, int, int]]:
    with stage.runtime.reading(stage.tenant) as session:
        found = rows.every(session, UserTask, status=TaskStatus.OPEN, element_id=element_id)
        return [(task.id, task.case_id or 0, task.version) for task in found]


def _refuse_unfinished(stage: Ground, months: int) -> None:
    with stage.runtime.reading(stage.tenant) as session:
        ready = rows.count(session, ServiceMonth, state=MonthState.READY)
    if ready != months:
        raise AssertionError(f"only {ready} of {months} months were paid")
