"""Reminds parties of what waits for them, by the letter that their step has."""

from __future__ import annotations

from collections.abc import Sequence

from engine.clock import local_day
from engine.domain.rights import PARTIES, Actor
from engine.letter_posting import post
from engine.messages_catalogue import msg
from engine.month_words import SIGNING
from engine.persistence.queries import month_lists
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Runtime, Session
from engine.service_tasks.contract_letters import reminder_of_case
from engine.service_tasks.month_letters import reminders
from engine.service_tasks.outcome import Letter
from engine.task_bulk import Outcome, Stays, each
from engine.task_trail import note

CONTRACT_STEPS = ("sign_contract_recipient", "sign_contract_assistant")


def remind(runtime: Runtime, actor: Actor, task_ids: Sequence[int]) -> Outcome:
    """Write to whose turn it is: once a day each, and only where the step has a letter for it."""

    def _remind(session: Session, task: StoredTask) -> None:
        if task.role not in PARTIES:
            raise Stays(msg("it waits for a colleague: give it to somebody or talk to them"))
        wanted = _letters(runtime, session, task)
        if not wanted:
            raise Stays(msg("no letter reminds of this yet: telephone them"))
        sent = post(runtime, session, task.instance_id, wanted, user_id=actor.user_id)
        if not sent:
            raise Stays(msg("they were reminded today already"))
        note(runtime, session, actor, task, "task_reminded", {"letters": sent})

    return each(runtime, actor, task_ids, "task.remind", _remind)


def _letters(runtime: Runtime, session: Session, task: StoredTask) -> list[Letter]:
    now = runtime.clock.now()
    if task.element_id in CONTRACT_STEPS and task.case_id is not None:
        return reminder_of_case(session, task.case_id, task.person_ids, local_day(now))
    if task.month_id is None:
        return []
    found = month_lists.of_ids(session, [task.month_id])
    return reminders(session, task.month_id, now) if found and found[0].state in SIGNING else []
