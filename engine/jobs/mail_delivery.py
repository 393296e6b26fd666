"""One letter of the outbox on its way to the mail server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.documents.letter_templates import FilledLetter
from engine.documents.mail import build_email, deliver
from engine.letters import letter_notices
from engine.persistence.tables.installation import Municipality
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
    kept: Mapping[str, object]  # what its message keeps once it is sent; of a short mail nothing


def outgoing(runtime: Runtime, session: Session, message: OutboxMessage) -> Outgoing:
    """A message with its letter or the notice of it, or with the words of its own."""
    words = message.payload
    if "document_id" not in words:
        own = FilledLetter(words.get("subject", ""), words.get("markdown", ""))
        return Outgoing(
            message.id, None, message.key, message.recipient, own, words.get("language", "lv"), {}
        )
    document = session.get_one(Document, message.payload["document_id"])
    municipality = session.get_one(Municipality, document.municipality_id)
    is_notice = letter_notices.is_notice(document, municipality)
    letter = FilledLetter(document.title, document.markdown)
    if is_notice:
        letter = letter_notices.notice(document, municipality, runtime.settings.public_address)
    return Outgoing(
        message_id=message.id,
        document_id=document.id,
        key=message.key,
        recipient=message.recipient,
        letter=letter,
        language=str(document.language),
        kept={**words, "notice": is_notice},
    )


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
