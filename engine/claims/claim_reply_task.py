"""The task that waits for the ministry's answer to a claim."""

from __future__ import annotations

from engine.claims.claim_access import tenant_of
from engine.domain.rights import Actor
from engine.instances.instances import NotWaiting
from engine.messages_catalogue import msg
from engine.persistence.queries import deeds
from engine.persistence.queries.tasks import StoredTask
from engine.persistence.tables.claims import MinistryClaim
from engine.runtime import Runtime, Session
from engine.tasks.task_rights import allowed

TASK = "record_ministry_reply"


def waiting_task(session: Session, actor: Actor, claim_id: int) -> StoredTask:
    """The task, if this person may do it; NotWaiting where the claim does not wait for an answer."""
    found = _waiting(session, claim_id)
    if found is None:
        raise NotWaiting(
            msg("The claim does not wait for an answer: it was recorded, or nothing was sent yet.")
        )
    return allowed(session, actor, found.task_id, "task.complete")


def may_import(runtime: Runtime, actor: Actor, claim_id: int) -> bool:
    """Whether the claim waits for an answer of the ministry; NotFound where this person may not send it."""
    with runtime.reading(tenant_of(runtime, actor, claim_id, "claim.reply")) as session:
        return _waiting(session, claim_id) is not None


def _waiting(session: Session, claim_id: int) -> StoredTask | None:
    claim = session.get_one(MinistryClaim, claim_id)
    open_tasks = deeds.to_do(session, claim.instance_id or 0)
    return next((task for task in open_tasks if task.element_id == TASK), None)
