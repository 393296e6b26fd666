"""Short e-mails that are no letters: they say that something waits, never what; nothing of them is kept.

Their words lie in the outbox, sealed, until they are sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.messages_catalogue import Message, say
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import OutboxKind, OutboxMessage
from engine.runtime import Session


@dataclass(frozen=True, slots=True)
class ShortMail:
    """A subject and some sentences, each a paragraph; `address` may be a link at the end."""

    subject: Message
    sentences: tuple[Message, ...]
    address: str = ""


def to_person(session: Session, person_id: int, mail: ShortMail, *, key: str, now: datetime) -> str:
    """Have it sent to somebody in their language, in the caller's transaction; gives the address, if any."""
    person = session.get_one(Person, person_id)
    if person.email:
        queue(session, mail, key=key, recipient=person.email, language=str(person.language), now=now)
    return person.email


def queue(
    session: Session, mail: ShortMail, *, key: str, recipient: str, language: str, now: datetime
) -> OutboxMessage:
    """Have it sent with the outbox, in the caller's transaction."""
    paragraphs = [say(sentence, language) for sentence in mail.sentences]
    markdown = "\n\n".join([*paragraphs, *([mail.address] if mail.address else [])])
    message = OutboxMessage(
        municipality_id=session.tenant.municipality_id,
        key=key,
        kind=OutboxKind.EMAIL,
        recipient=recipient,
        payload={"subject": say(mail.subject, language), "markdown": markdown, "language": language},
        next_at=now,
    )
    session.add(message)
    session.flush()
    return message
