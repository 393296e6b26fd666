"""One person does one task, with what has to come in before it can be done."""

from __future__ import annotations

from engine.domain.rights import Actor
from engine.instances import instances
from engine.persistence.tables.instances import UserTask
from engine.simulation.habits import Situation, answer
from engine.simulation.invoices_sent import enter_awaited
from engine.simulation.town import Resident, Town
from engine.simulation.waiting import contract_day
from engine.tasks import tasks

PAID_BY_INVOICE = "pay_providers"


def do(town: Town, task: UserTask, actor: Actor, resident: Resident | None) -> bool:
    """Somebody does a task as their habits say; False where they leave it for another day."""
    with town.runtime.reading(town.tenant) as session:
        execution, _ = instances.look(town.runtime, session, task.instance_id)
        open_task = execution.task(task.task_uid)
        if open_task is None:
            return False
        values = {**open_task.values, **contract_day(session, open_task.values)}
    situation = Situation(
        element_id=task.element_id,
        values=values,
        profile=resident.profile if resident is not None else town.office,
        today=town.today,
        random=town.random,
        assistant_id=resident.assistant_id if resident is not None else 0,
    )
    answers = answer(situation)
    if answers is None:
        return False
    if task.element_id == PAID_BY_INVOICE and task.claim_id is not None:
        enter_awaited(town, actor, task.claim_id)
    tasks.complete(town.runtime, actor, task.id, tasks.Sent(answers, task.version))
    return True
