"""Reminds parties of what waits for them, by the letter that their step has."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.rights import PARTIES, Actor
from engine.inbox.task_letters import reminding
from engine.letters.letter_posting import post
from engine.messages_catalogue import msg
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Runtime, Session
from engine.tasks.task_bulk import Outcome, Stays, each
from engine.tasks.task_trail import note


def remind(runtime: Runtime, actor: Actor, task_ids: Sequence[int]) -> Outcome:
    """Write to whose turn it is: once a day each, and only where the step has a letter for it."""

    def _remind(session: Session, task: StoredTask) -> None:
        if task.role not in PARTIES:
            raise Stays(msg("it waits for a colleague: give it to somebody or talk to them"))
        wanted = reminding(session, task, runtime.clock.now())
        if not wanted:
            raise Stays(msg("no letter reminds of this yet: telephone them"))
        sent = post(runtime, session, task.instance_id, wanted, user_id=actor.user_id)
        if not sent:
            raise Stays(msg("they were reminded today already"))
        note(runtime, session, actor, task, "task_reminded", {"letters": sent})

    return each(runtime, actor, task_ids, "task.remind", _remind)
