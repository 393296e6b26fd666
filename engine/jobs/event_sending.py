"""Sends what other systems are to be told: outside any transaction, in order, again when they were away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.documents.event_posts import post
from engine.documents.mail import DeliveryFailed
from engine.instances.incidents import SEND_EVENT
from engine.jobs.done import finish
from engine.jobs.given_up_letters import give_up
from engine.jobs.pauses import FIRST_PAUSE, MOST_ATTEMPTS
from engine.persistence import rows
from engine.persistence.queries import event_receivers
from engine.persistence.tables.jobs import Incident, Job
from engine.persistence.tables.records import OutboxMessage, OutboxState
from engine.queue.port import LeasedJob
from engine.runtime import EVERY, Runtime, Session

SENDING = "send_events"  # kind of the job
MOST = 50  # in one job: others wait for the worker too


@dataclass(frozen=True, slots=True)
class _Out:
    message_id: int
    payload: Mapping[str, object]
    receiver: tuple[str, str] | None  # address and secret; None: nobody wants it any more


def events(runtime: Runtime, job: LeasedJob) -> None:
    """Tell what waits to be told."""
    send_events(runtime)
    finish(runtime, job)


def send_events(runtime: Runtime) -> int:
    """Send what is ready; how many went out. What comes behind one that failed waits with it."""
    sent = tried = 0
    while tried < MOST:
        with runtime.reading(EVERY) as session:
            ready = event_receivers.ready(session, now=runtime.clock.now(), limit=1)
            waiting = [_out(session, message) for message in ready]
        if not waiting:
            break
        sent += _send(runtime, waiting[0])
        tried += 1
    return sent


def send_event(runtime: Runtime, job: LeasedJob) -> None:
    """Send one that was given up, because a person asks; raises DeliveryFailed."""
    with runtime.reading(EVERY) as session:
        message = session.get_one(OutboxMessage, job.payload["message_id"])
        out, is_sent = _out(session, message), message.state is OutboxState.SENT
    if not is_sent:
        _post(runtime, out)
    with runtime.transaction(EVERY) as session:
        _note_sent(runtime, session, out, OutboxState.FAILED)
        runtime.queue.finish(session, job, now=runtime.clock.now())


def _out(session: Session, message: OutboxMessage) -> _Out:
    return _Out(message.id, dict(message.payload), event_receivers.secret_of(session, message.id))


def _post(runtime: Runtime, out: _Out) -> None:
    if out.receiver is None:
        return  # revoked, or its address was taken away: it is told to nobody
    url, secret = out.receiver
    loopback = runtime.settings.events_to_loopback
    post(url, out.payload, secret, runtime.clock.now(), loopback=loopback)


def _send(runtime: Runtime, out: _Out) -> bool:
    try:
        _post(runtime, out)
    except DeliveryFailed as failed:
        _put_off(runtime, out, failed)
        return False
    with runtime.transaction(EVERY) as session:
        _note_sent(runtime, session, out, OutboxState.WAITING)
    return True


def _note_sent(runtime: Runtime, session: Session, out: _Out, before: OutboxState) -> None:
    sent = {"state": OutboxState.SENT, "sent_at": runtime.clock.now(), "last_error": None}
    rows.change(session, OutboxMessage, sent, id=out.message_id, state=before)
    given_up = [
        job.id for job in rows.values(session, Job, ("id",), unique_key=f"{SEND_EVENT}:{out.message_id}")
    ]
    if given_up:  # earlier, and sent again from its page: what was told of it is mended
        mended = {"resolved_at": runtime.clock.now()}
        rows.change(session, Incident, mended, job_id=given_up, resolved_at=None)


def _put_off(runtime: Runtime, out: _Out, failed: DeliveryFailed) -> None:
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
