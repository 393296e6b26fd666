"""An event that no other system took: sent once more because a person asks."""

from __future__ import annotations

from engine.instances.incidents import SEND_EVENT
from engine.jobs.event_delivery import hand_over, outgoing
from engine.persistence.queries import event_receivers
from engine.persistence.tables.records import OutboxMessage, OutboxState
from engine.queue.port import LeasedJob
from engine.runtime import EVERY, Runtime

__all__ = ["SEND_EVENT", "send_event"]


def send_event(runtime: Runtime, job: LeasedJob) -> None:
    """Send one that was given up, to the address that its receiver has by now; raises DeliveryFailed."""
    with runtime.reading(EVERY) as session:
        message = session.get_one(OutboxMessage, job.payload["message_id"])
        out, is_sent = outgoing(session, message), message.state is OutboxState.SENT
    if not is_sent:
        hand_over(runtime, out)
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        event_receivers.note_sent(session, out.message_id, OutboxState.FAILED, now)
        runtime.queue.finish(session, job, now=now)
