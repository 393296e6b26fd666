"""Sends what waits in the outbox: outside any transaction, once per key, again when the server was away."""

from __future__ import annotations

from contextlib import suppress

from engine.documents.mail import DeliveryFailed
from engine.errors import EngineError
from engine.jobs.given_up_letters import FIRST_PAUSE, MOST_ATTEMPTS, give_up
from engine.jobs.mail_delivery import Outgoing, hand_over, outgoing
from engine.letters import letter_deliveries
from engine.messages_catalogue import Message
from engine.persistence import rows
from engine.persistence.queries import due
from engine.persistence.tables.records import OutboxMessage, OutboxState
from engine.runtime import EVERY, Runtime

__all__ = ["FIRST_PAUSE", "MOST_ATTEMPTS", "send_now", "send_outbox"]

AT_ONCE = 50


def send_outbox(runtime: Runtime) -> int:
    """Send what is ready; how many went out. Without a mail server everything waits."""
    if not runtime.settings.mail.host:
        return 0
    with runtime.reading(EVERY) as session:
        waiting = [
            outgoing(runtime, session, message)
            for message in due.ready_outbox(session, now=runtime.clock.now(), limit=AT_ONCE)
        ]
    return sum(_send(runtime, out) for out in waiting)


def _send(runtime: Runtime, out: Outgoing) -> bool:
    try:
        hand_over(runtime, out)
    except DeliveryFailed as failed:
        _put_off(runtime, out.message_id, failed)
        return False
    with runtime.transaction(EVERY) as session:
        changed: dict[str, object] = {
            "state": OutboxState.SENT,
            "sent_at": runtime.clock.now(),
            "last_error": None,
            "payload": dict(out.kept),
        }
        rows.change(session, OutboxMessage, changed, id=out.message_id, state=OutboxState.WAITING)
    if out.document_id is not None:
        with suppress(EngineError):  # a number that is not set yet must not send the letter a second time
            letter_deliveries.note_mailed(runtime, out.document_id)
    return True


def send_now(runtime: Runtime, message_id: int) -> Message | None:
    """Send one while somebody waits for the result: the sentence that says why it could not, or None.

    It is tried once; nothing is told to anybody else.
    """
    with runtime.reading(EVERY) as session:
        out = outgoing(runtime, session, session.get_one(OutboxMessage, message_id))
    try:
        hand_over(runtime, out)
    except DeliveryFailed as failed:
        changed: dict[str, object] = {
            "state": OutboxState.FAILED,
            "last_error": str(failed.message),
            "payload": {},
        }
        trouble: Message | None = failed.message
    else:
        changed = {"state": OutboxState.SENT, "sent_at": runtime.clock.now(), "payload": {}}
        trouble = None
    with runtime.transaction(EVERY) as session:
        rows.change(session, OutboxMessage, changed, id=message_id, state=OutboxState.WAITING)
    return trouble


def _put_off(runtime: Runtime, message_id: int, failed: DeliveryFailed) -> None:
    with runtime.transaction(EVERY) as session:
        message = session.get_one(OutboxMessage, message_id, with_for_update=True)
        if message.state is not OutboxState.WAITING:
            return  # another worker has sent it, or given it up, meanwhile
        message.attempts += 1
        message.last_error = str(failed.message)
        if failed.permanent or message.attempts >= MOST_ATTEMPTS:
            give_up(runtime, session, message, failed)
        else:
            message.next_at = runtime.clock.now() + FIRST_PAUSE * 2 ** (message.attempts - 1)
