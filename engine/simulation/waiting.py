"""What waits for whom in a made-up municipality."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.domain.rights import Actor
from engine.domain.service_month import ServiceMonth as Month
from engine.persistence import rows
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.instances import TaskStatus, UserTask, UserTaskPerson
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.runtime import Session
from engine.simulation.town import Town

ENTER = "enter_month"


def waiting(town: Town, left: set[int]) -> list[tuple[UserTask, Actor | None]]:
    """The open tasks that nobody left for another day, each with who does it."""
    with town.runtime.reading(town.tenant) as session:
        open_tasks = rows.every(session, UserTask, order_by=["id"], status=TaskStatus.OPEN)
        running = _running_months(session, town.today)
        return [
            (task, _who(town, session, task))
            for task in open_tasks
            if task.id not in left and not (task.element_id == ENTER and task.month_id in running)
        ]


def _running_months(session: Session, today: date) -> set[int]:
    """Months that have not ended: nobody signs them yet, so nobody needs to look at them."""
    months = rows.values(session, ServiceMonth, ["id", "period"], state=MonthState.OPEN)
    return {one.id for one in months if Month.parse(one.period).last_day > today}


def contract_day(session: Session, values: Mapping[str, object]) -> dict[str, object]:
    """The first day of the contract that a task is about, for whoever enters its month."""
    contract_id = values.get("contract_id")
    contract = session.get(Contract, contract_id) if isinstance(contract_id, int) else None
    return {} if contract is None else {"contract_first_day": contract.first_day}


def _who(town: Town, session: Session, task: UserTask) -> Actor | None:
    """Who does a task: the person it names, else whoever of the office holds its role and is not excluded."""
    if task.for_persons:
        named = rows.every(session, UserTaskPerson, task_id=task.id)
        return next((town.actors[one.person_id] for one in named if one.person_id in town.actors), None)
    actor = town.staff.get(task.role)
    if actor is not None and actor.user_id in task.excluded_user_ids:
        return town.staff.get(f"other_{task.role}")
    return actor
