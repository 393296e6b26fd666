"""The letter that reminds a party of a step, where the step has one."""

from __future__ import annotations

from datetime import datetime

from engine.clock import local_day
from engine.months.month_words import SIGNING
from engine.persistence.queries import month_lists
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Session
from engine.service_tasks.contract_reminders import reminder_of_case
from engine.service_tasks.month_letters import reminders
from engine.service_tasks.outcome import Letter

CONTRACT_STEPS = ("sign_contract_recipient", "sign_contract_assistant")


def reminding(session: Session, task: StoredTask, now: datetime) -> list[Letter]:
    """To whose turn it is; none where no letter reminds of this step."""
    if task.element_id in CONTRACT_STEPS and task.case_id is not None:
        return reminder_of_case(session, task.case_id, task.person_ids, local_day(now))
    if task.month_id is None:
        return []
    found = month_lists.of_ids(session, [task.month_id])
    return reminders(session, task.month_id, now) if found and found[0].state in SIGNING else []
