"""Sends what waits in the outbox: outside any transaction, once per key, again when the server was away."""

from __future__ import annotations

from datetime import timedelta

from engine.documents.letter_templates import FilledLetter
from engine.documents.mail import DeliveryFailed, build_email, deliver
from engine.persistence import rows
from engine.persistence.queries import due
from engine.persistence.tables.records import Document, OutboxMessage, OutboxState
from engine.runtime import EVERY, Runtime, Session

AT_ONCE = 50
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)


def send_outbox(runtime: Runtime) -> int:
    """Send what is ready; how many went out. Without a mail server everything waits."""
    if not runtime.settings.mail.host:
        return 0
    with runtime.reading(EVERY) as session:
        waiting = [
            (message.id, message.key, message.recipient, _letter(session, message))
            for message in due.ready_outbox(session, now=runtime.clock.now(), limit=AT_ONCE)
        ]
    sent = 0
    for message_id, key, recipient, (letter, language) in waiting:
        sent += _send(runtime, message_id, key, recipient, letter, language)
    return sent


def _send(
    runtime: Runtime, message_id: int, key: str, recipient: str, letter: FilledLetter, language: str
) -> bool:
    now = runtime.clock.now()
    mail = runtime.settings.mail
    try:
        email = build_email(
            letter, recipient=recipient, sender=mail.sender, key=key, sent_at=now, language=language
        )
        deliver(email, mail)
    except DeliveryFailed as failed:
        with runtime.transaction(EVERY) as session:
            _put_off(session, message_id, failed, runtime)
        return False
    with runtime.transaction(EVERY) as session:
        changed = {"state": OutboxState.SENT, "sent_at": now, "last_error": None}
        rows.change(session, OutboxMessage, changed, id=message_id, state=OutboxState.WAITING)
    return True


def _put_off(session: Session, message_id: int, failed: DeliveryFailed, runtime: Runtime) -> None:
    message = session.get_one(OutboxMessage, message_id)
    message.attempts += 1
    message.last_error = str(failed.message)
    if failed.permanent or message.attempts >= MOST_ATTEMPTS:
        message.state = OutboxState.FAILED
    else:
        message.next_at = runtime.clock.now() + FIRST_PAUSE * 2 ** (message.attempts - 1)


def _letter(session: Session, message: OutboxMessage) -> tuple[FilledLetter, str]:
    document = session.get_one(Document, message.payload["document_id"])
    return FilledLetter(document.title, document.markdown), str(document.language)
