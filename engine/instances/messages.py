"""Messages from outside that reach the instance waiting for them."""

from __future__ import annotations

from functools import partial

from engine.bpmn.execution import Execution
from engine.bpmn.scripting import Values
from engine.instances import instances
from engine.instances.instances import Move, NotWaiting
from engine.messages_catalogue import msg
from engine.persistence.queries import waiting
from engine.runtime import Runtime, Session, Tenant


def correlate(
    runtime: Runtime,
    tenant: Tenant,
    name: str,
    correlation_key: str,
    values: Values,
    *,
    actor_user_id: int | None = None,
) -> int:
    """Hand a message to the one instance that waits for it under this key; gives the instance's id.

    Raises NotWaiting, with nothing changed, when no instance waits for it.
    """
    with runtime.reading(tenant) as session:
        instance_id = waiting.instance_for(session, name, correlation_key)
    if instance_id is None:
        raise NotWaiting(msg("This case is not waiting for that now."))
    move = Move(
        action="message_received",
        act=partial(_receive, name, correlation_key, values),
        actor_user_id=actor_user_id,
        details={"message": name},
    )
    instances.advance(runtime, tenant, instance_id, move)
    return instance_id


def _receive(
    name: str, correlation_key: str, values: Values, execution: Execution, _session: Session
) -> None:
    if not execution.receive(name, correlation_key, values):
        raise NotWaiting(msg("This case is not waiting for that now."))
