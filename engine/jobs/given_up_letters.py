"""A letter that the outbox gives up: an incident with a dead job behind it, which a person can try again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from engine.documents.mail import DeliveryFailed
from engine.instances.incidents import SEND_LETTER
from engine.jobs.failures import name_of, tell
from engine.jobs.mail_delivery import hand_over, outgoing
from engine.persistence.queries.letters import address_now
from engine.persistence.tables.records import Document, OutboxMessage, OutboxState
from engine.queue.port import LeasedJob, NewJob
from engine.runtime import EVERY, Runtime, Session

__all__ = ["FIRST_PAUSE", "MOST_ATTEMPTS", "SEND_LETTER", "give_up", "send_letter"]

MOST_ATTEMPTS = 8  # then it is given up
FIRST_PAUSE = timedelta(minutes=1)  # between two tries; twice as long each time


def give_up(
    runtime: Runtime,
    session: Session,
    message: OutboxMessage,
    failed: DeliveryFailed,
    *,
    kind: str = SEND_LETTER,
) -> None:
    """In the transaction that notes the last failure: the message waits for a person, and one is told."""
    now = runtime.clock.now()
    message.state = OutboxState.FAILED
    payload = {"message_id": message.id, "tries": message.attempts}
    new = NewJob(
        kind,
        {**payload, "instance_id": message.payload.get("instance_id")},
        unique_key=f"{kind}:{message.id}",
        municipality_id=message.municipality_id,
    )
    job_id = runtime.queue.enqueue(session, new, now=now)
    job = None if job_id is None else runtime.queue.take(session, job_id, worker="outbox", now=now)
    if job is None:
        raise RuntimeError("a letter that waited has no job of its own yet")
    runtime.queue.fail(session, job, error=name_of(failed), now=now, retry=False)
    tell(session, job, failed, now=now)


def send_letter(runtime: Runtime, job: LeasedJob) -> None:
    """Send one letter that was given up, to the address that its reader has by now.

    Raises DeliveryFailed; its key, and so its name for the mail server, is the one of the first try.
    """
    message_id = job.payload["message_id"]
    with runtime.reading(EVERY) as session:
        message = session.get_one(OutboxMessage, message_id)
        document = session.get(Document, message.payload.get("document_id", 0))
        address = (document and address_now(session, document)) or message.recipient
        out = replace(outgoing(runtime, session, message), recipient=address)
        is_sent = message.state is OutboxState.SENT
    if not is_sent:
        hand_over(runtime, out)
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        message = session.get_one(OutboxMessage, message_id, with_for_update=True)
        if message.state is OutboxState.FAILED:
            message.state, message.sent_at, message.last_error = OutboxState.SENT, now, None
            message.recipient = address
            message.payload = dict(out.kept)
        runtime.queue.finish(session, job, now=now)
