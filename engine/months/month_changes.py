"""The assistant takes a signed month back."""

from __future__ import annotations

from dataclasses import dataclass

from engine.bpmn.execution import Execution, Progress
from engine.domain.rights import Actor
from engine.instances import instances
from engine.instances.instances import Move, NotWaiting
from engine.letters.letter_posting import post
from engine.messages_catalogue import msg
from engine.months.month_access import allowed
from engine.persistence.effects.months import take_back
from engine.runtime import Runtime, Session, Tenant
from engine.service_tasks.month_letters import changes

MESSAGE = "entries_changed"


def change_entries(runtime: Runtime, actor: Actor, month_id: int) -> None:
    """Open the month's entries again, before the recipient's side has signed; only the assistant may.

    The signature is voided at once, and stays to be seen. Raises NotWaiting where it is too late.
    """
    tenant = Tenant(actor.municipality_id)
    with runtime.reading(tenant) as session:
        month = allowed(session, actor, month_id, "month.edit")
    if month.instance_id is None or actor.person_id != month.assistant_id:
        raise NotWaiting(msg("Only the assistant can take the month back."))
    taken = _TakenBack(runtime, month_id, month.instance_id, actor.user_id)
    move = Move(
        action="month_taken_back",
        act=taken.act,
        also=taken.void,
        actor_user_id=actor.user_id,
        details={"message": MESSAGE},
    )
    instances.advance(runtime, tenant, month.instance_id, move)


@dataclass(frozen=True, slots=True)
class _TakenBack:
    """The message to the month's instance, and what it does to the signature."""

    runtime: Runtime
    month_id: int
    instance_id: int
    user_id: int

    def act(self, execution: Execution, _session: Session) -> None:
        """Hand in the message."""
        if not execution.receive(MESSAGE, str(self.month_id), {}):
            raise NotWaiting(msg("The month can no longer be changed: it is signed, or the office has it."))

    def void(self, session: Session, _progress: Progress) -> None:
        """Void what was signed and tell both sides, in the same transaction."""
        now = self.runtime.clock.now()
        take_back(session, self.month_id, now)
        told = changes(session, self.month_id, now, "taken_back")
        post(self.runtime, session, self.instance_id, told, user_id=self.user_id)
