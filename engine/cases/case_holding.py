"""A case is held with a reason, and resumed: meanwhile no timer, message or job moves it.

Nothing is lost: due timers are taken once it runs again, jobs are put off until then, a message is refused to
whoever brings it, answers stay with the person who gives them.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.case_reasons import judged_reason, keep_reason
from engine.domain.rights import Actor, can
from engine.errors import NotFound
from engine.instances.instances import NotWaiting
from engine.messages_catalogue import Message, msg
from engine.people import own_matters
from engine.persistence import audit
from engine.persistence.queries import holding as rows
from engine.persistence.queries.case_rights import thing_in_case
from engine.persistence.queries.holding import Held, InstanceStatus
from engine.runtime import Runtime, Session, Tenant

TRIES = 5  # against steps of the instance that are committed meanwhile


@dataclass(frozen=True, slots=True)
class _Turn:
    """From which status to which."""

    before: InstanceStatus
    after: InstanceStatus
    action: str  # for the audit
    otherwise: Message  # where the case is not `before`


HOLD = _Turn(
    InstanceStatus.RUNNING,
    InstanceStatus.SUSPENDED,
    "case_held",
    msg("The case is held already, or has ended."),
)
RESUME = _Turn(InstanceStatus.SUSPENDED, InstanceStatus.RUNNING, "case_resumed", msg("The case is not held."))


def hold(runtime: Runtime, actor: Actor, case_id: int, text: str) -> None:
    """Hold the case. NotFound where the person may not, InvalidAnswers without a reason, NotWaiting where it
    is held already or has ended."""
    _turn(runtime, actor, case_id, text, HOLD)


def resume(runtime: Runtime, actor: Actor, case_id: int, text: str) -> None:
    """Let the case run again; the next tick catches up with what became due. Raises like `hold`."""
    _turn(runtime, actor, case_id, text, RESUME)


def _turn(runtime: Runtime, actor: Actor, case_id: int, text: str, turn: _Turn) -> None:
    reason, now = judged_reason(text), runtime.clock.now()
    for _ in range(TRIES):
        with runtime.transaction(Tenant(actor.municipality_id)) as session:
            found = _found(session, actor, case_id)
            if found.status is not turn.before:
                raise NotWaiting(turn.otherwise)
            if not rows.set_status(session, found, turn.after):
                continue  # a step of it was committed meanwhile
            note_id = keep_reason(session, actor, case_id, reason, now)
            audit.record(
                session,
                action=turn.action,
                at=now,
                municipality_id=actor.municipality_id,
                actor_user_id=actor.user_id,
                instance_id=found.instance_id,
                case_id=case_id,
                details={"note": note_id},
            )
            return
    raise NotWaiting(msg("Many people are working on this case right now; please try again."))


def _found(session: Session, actor: Actor, case_id: int) -> Held:
    found = rows.of_case(session, case_id)
    if found is None or not can(actor, "case.hold", thing_in_case(session, actor, case_id)):
        raise NotFound(msg("There is no such case, or you may not change it."))
    own_matters.refuse(session, actor, case_id)
    return found
