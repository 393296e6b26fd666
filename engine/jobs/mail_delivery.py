"""One letter of the outbox on its way to the mail server."""

from __future__ import annotations

from dataclasses import dataclass

from engine.documents.letter_templates import FilledLetter
from engine.documents.mail import build_email, deliver
from engine.persistence.tables.records import Document, OutboxMessage
from engine.runtime import Runtime, Session


@dataclass(frozen=True, slots=True)
class Outgoing:
    """All that its delivery needs, read before any connection is opened."""

    message_id: int
    document_id: int | None  # None: a short mail, whose words lie in the message itself
    key: str
    recipient: str
    letter: FilledLetter
    language: str


def outgoing(session: Session, message: OutboxMessage) -> Outgoing:
    """A message with its letter, or with the words of its own."""
    words = message.payload
    if "document_id" not in words:
        own = FilledLetter(words.get("subject", ""), words.get("markdown", ""))
        return Outgoing(message.id, None, message.key, message.recipient, own, words.get("language", "lv"))
    document = session.get_one(Document, message.payload["document_id"])
    letter = FilledLetter(document.title, document.markdown)
    return Outgoing(message.id, document.id, message.key, message.recipient, letter, str(document.language))


def hand_over(runtime: Runtime, out: Outgoing) -> None:
    """Outside any transaction; raises DeliveryFailed."""
    mail = runtime.settings.mail
    email = build_email(
        out.letter,
        recipient=out.recipient,
        sender=mail.sender,
        key=out.key,
        sent_at=runtime.clock.now(),
        language=out.language,
    )
    deliver(email, mail)
