"""The rows a scenario is about: its instance, its open tasks and who does them, what failed on the way."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.rights import Actor
from engine.persistence import rows
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.claims import MinistryClaim
from engine.persistence.tables.corrections import MonthCorrection
from engine.persistence.tables.instances import TaskStatus, UserTask, UserTaskPerson
from engine.persistence.tables.months import ServiceMonth
from engine.simulation.scenario_stage import Begun, Stage


def case_of(stage: Stage, begun: Begun) -> ServiceCase | None:
    """The case that the scenario is about."""
    with stage.runtime.reading(stage.tenant) as session:
        return session.get(ServiceCase, begun.case_id)


def month_of(stage: Stage, begun: Begun, period: str) -> ServiceMonth | None:
    """The month of the scenario's contract, or of its case where it began with an application."""
    with stage.runtime.reading(stage.tenant) as session:
        if begun.contract_id:
            return rows.first(session, ServiceMonth, period=period, contract_id=begun.contract_id)
        return rows.first(session, ServiceMonth, period=period, case_id=begun.case_id)


def claim_of(stage: Stage, period: str) -> MinistryClaim | None:
    """The claim of a month."""
    with stage.runtime.reading(stage.tenant) as session:
        return rows.first(session, MinistryClaim, period=period)


def instance_of(stage: Stage, begun: Begun, process_id: str) -> int:
    """The process instance that the scenario is about; 0 while there is none."""
    if begun.instance_id:
        return begun.instance_id
    found: ServiceMonth | MinistryClaim | ServiceCase | MonthCorrection | None
    if process_id in ("monthly_confirmation", "monthly_report_r942"):
        found = month_of(stage, begun, begun.period)
    elif process_id == "month_correction":
        found = _correction_of(stage, begun)
    elif process_id == "ministry_claim":
        found = claim_of(stage, begun.period)
    else:
        found = case_of(stage, begun)
    return 0 if found is None else found.instance_id or 0


def _correction_of(stage: Stage, begun: Begun) -> MonthCorrection | None:
    """The newest correction of the scenario's month."""
    month = month_of(stage, begun, begun.period)
    with stage.runtime.reading(stage.tenant) as session:
        month_id = 0 if month is None else month.id
        return rows.first(session, MonthCorrection, order_by=["-number"], month_id=month_id)


def open_tasks(stage: Stage, period: str = "") -> list[UserTask]:
    """Every open task of the stage, or those about one month."""
    with stage.runtime.reading(stage.tenant) as session:
        found: Sequence[UserTask] = rows.every(session, UserTask, status=TaskStatus.OPEN, order_by=["id"])
        if period:
            months = {one.id for one in rows.every(session, ServiceMonth, period=period)}
            found = [task for task in found if task.month_id in months]
    return list(found)


def who_does(stage: Stage, task: UserTask) -> Actor:
    """The person it names, else the office's holder of its role, or the colleague where that one may not."""
    if task.for_persons:
        with stage.runtime.reading(stage.tenant) as session:
            named = {one.person_id for one in rows.every(session, UserTaskPerson, task_id=task.id)}
        return next(actor for actor in stage.cast.values() if actor.person_id in named)
    actor = stage.cast[task.role]
    return stage.cast[f"other_{task.role}"] if actor.user_id in task.excluded_user_ids else actor
