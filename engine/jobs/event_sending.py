"""Sends what other systems are to be told: outside any transaction, in order, again when they were away."""

from __future__ import annotations

from engine.documents.mail import DeliveryFailed
from engine.instances.incidents import SEND_EVENT
from engine.jobs.event_delivery import OutgoingEvent, hand_over, outgoing
from engine.jobs.given_up_letters import FIRST_PAUSE, MOST_ATTEMPTS, give_up
from engine.persistence.queries import event_receivers
from engine.persistence.tables.records import OutboxMessage, OutboxState
from engine.runtime import EVERY, Runtime

SENDING = "send_events"  # kind of the job
MOST = 50  # in one job: others wait for the worker too


def send_events(runtime: Runtime) -> int:
    """Send what is ready; how many went out. What comes behind one that failed waits with it."""
    sent = tried = 0
    while tried < MOST:
        with runtime.reading(EVERY) as session:
            ready = event_receivers.ready(session, now=runtime.clock.now(), limit=1)
            waiting = [outgoing(session, message) for message in ready]
        if not waiting:
            break
        sent += _send(runtime, waiting[0])
        tried += 1
    return sent


def _send(runtime: Runtime, out: OutgoingEvent) -> bool:
    try:
        hand_over(runtime, out)
    except DeliveryFailed as failed:
        _put_off(runtime, out, failed)
        return False
    with runtime.transaction(EVERY) as session:
        event_receivers.note_sent(session, out.message_id, OutboxState.WAITING, runtime.clock.now())
        # given up before and sent again from its page: what was told of it is mended
        event_receivers.mend_incidents(session, f"{SEND_EVENT}:{out.message_id}", runtime.clock.now())
    return True


def _put_off(runtime: Runtime, out: OutgoingEvent, failed: DeliveryFailed) -> None:
    with runtime.transaction(EVERY) as session:
        message = session.get_one(OutboxMessage, out.message_id, with_for_update=True)
        if message.state is not OutboxState.WAITING:
            return
        message.attempts += 1
        message.last_error = str(failed.message)
        if failed.permanent or message.attempts >= MOST_ATTEMPTS:
            give_up(runtime, session, message, failed, kind=SEND_EVENT)
            return
        until = runtime.clock.now() + FIRST_PAUSE * 2 ** (message.attempts - 1)
        message.next_at = until
        event_receivers.put_off(session, message.id, until)  # nobody is asked in vain for each event
