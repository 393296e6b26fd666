"""A case is held with a reason, and resumed: meanwhile no timer, message or job moves it."""

from __future__ import annotations

from engine import instances
from engine.case_reasons import judged_reason, keep_reason
from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.instances import Move, NotWaiting
from engine.messages_catalogue import msg
from engine.persistence import audit
from engine.persistence.queries import holding as rows
from engine.persistence.queries.holding import Held
from engine.runtime import Runtime, Session, Tenant

TRIES = 5  # against steps of the instance that are committed meanwhile


def hold(runtime: Runtime, actor: Actor, case_id: int, text: str) -> None:
    """Hold the case. NotFound where the person may not, InvalidAnswers without a reason, NotWaiting where it
    is held already or has ended."""
    reason, now = judged_reason(text), runtime.clock.now()
    for _ in range(TRIES):
        with runtime.transaction(Tenant(actor.municipality_id)) as session:
            found = _found(session, actor, case_id)
            if not found.is_running:
                raise NotWaiting(msg("The case is held already, or has ended."))
            if not rows.suspend(session, found):
                continue  # a step of it was committed meanwhile
            keep_reason(session, actor, case_id, reason, now)
            audit.record(
                session,
                action="case_held",
                at=now,
                municipality_id=actor.municipality_id,
                actor_user_id=actor.user_id,
                instance_id=found.instance_id,
                case_id=case_id,
            )
            return
    raise NotWaiting(msg("Many people are working on this case right now; please try again."))


def resume(runtime: Runtime, actor: Actor, case_id: int, text: str) -> None:
    """Let the case run again and catch up with everything that became due; raises like `hold`."""
    reason, now = judged_reason(text), runtime.clock.now()
    tenant = Tenant(actor.municipality_id)
    with runtime.reading(tenant) as session:
        found = _found(session, actor, case_id)
    if not found.is_held:
        raise NotWaiting(msg("The case is not held."))
    move = Move(
        action="case_resumed",
        also=lambda session, _progress: keep_reason(session, actor, case_id, reason, now),
        actor_user_id=actor.user_id,
        resumes=True,
    )
    instances.advance(runtime, tenant, found.instance_id, move)


def _found(session: Session, actor: Actor, case_id: int) -> Held:
    found = rows.of_case(session, case_id)
    if found is None or not can(actor, "case.hold", Thing(found.municipality_id)):
        raise NotFound(msg("There is no such case, or you may not change it."))
    return found
