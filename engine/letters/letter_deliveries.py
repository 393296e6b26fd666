"""How a letter reached whom it is for, since when it counts as known, and what that moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.clock import local_day
from engine.domain import deadlines
from engine.domain.deadlines import NotificationChannel
from engine.domain.rights import Actor, can, may
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.persistence import audit, rows
from engine.persistence.queries import letters
from engine.persistence.queries.case_rights import thing_in_case
from engine.persistence.tables.records import Document, DocumentDelivery
from engine.runtime import EVERY, Runtime, Session, Tenant

__all__ = [
    "BY_HAND_OR_POST",
    "BY_POST",
    "NotificationChannel",
    "Sending",
    "keep",
    "note_mailed",
    "record",
    "to_be_sent",
]

BY_POST = (NotificationChannel.REGISTERED_LETTER, NotificationChannel.SIMPLE_LETTER)
BY_HAND_OR_POST = (*BY_POST, NotificationChannel.IN_PERSON)
"""What a caseworker notes; e-mail notes itself when it has left."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How, when and by whom (None: the machine) a letter was sent or handed over."""

    channel: NotificationChannel
    sent_on: date
    user_id: int | None


def record(
    runtime: Runtime, actor: Actor, document_id: int, channel: str, sent_on: date | None
) -> DocumentDelivery:
    """Note how a letter reached its reader; EngineError for a day that cannot be, NotFound for strangers."""
    sending = read_sending(runtime, actor, channel, sent_on)
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        return keep(runtime, session, to_be_sent(session, actor, document_id), sending)


def to_be_sent(session: Session, actor: Actor, document_id: int) -> Document:
    """A letter to a person that the actor may note the sending of; NotFound where they may not."""
    document = rows.first(session, Document, id=document_id)
    if document is None or document.person_id is None or not _delivers(session, actor, document):
        raise NotFound(msg("There is no such letter, or it is not for you."))
    return document


def _delivers(session: Session, actor: Actor, document: Document) -> bool:
    return can(actor, "letter.deliver", thing_in_case(session, actor, document.case_id))


def read_sending(runtime: Runtime, actor: Actor, channel: str, sent_on: date | None) -> Sending:
    """What a caseworker typed; EngineError with a sentence where it cannot be, NotFound for strangers."""
    if not may(actor, "letter.deliver"):
        raise NotFound(msg("There is no such letter, or it is not for you."))
    if channel not in BY_HAND_OR_POST:
        raise EngineError(msg("Choose how the letter reached the person."))
    if sent_on is None:
        raise EngineError(msg("Write the day on which it was posted or handed over."))
    if sent_on > local_day(runtime.clock.now()):
        raise EngineError(msg("That day has not come yet."))
    return Sending(NotificationChannel(channel), sent_on, actor.user_id)


def note_mailed(runtime: Runtime, document_id: int) -> None:
    """An e-mail has left; a notice to the office reaches nobody's rights."""
    with runtime.transaction(EVERY) as session:
        document = session.get_one(Document, document_id)
        if document.person_id is not None:
            day = local_day(runtime.clock.now())
            keep(runtime, session, document, Sending(NotificationChannel.EMAIL, day, None))


def keep(runtime: Runtime, session: Session, document: Document, sending: Sending) -> DocumentDelivery:
    """Note it in the caller's transaction; a decision then counts as known from the day of the law.

    The last day to contest moves later where the letter left later than the decision supposed, never
    earlier than the letter itself says.
    """
    if sending.sent_on < local_day(document.created_at):
        raise EngineError(msg("The letter was written later than that."))
    book = runtime.rule_book(session)
    rules = book.of(letters.regime(session, document))
    known = deadlines.notified_on(sending.sent_on, sending.channel, rules, book.holidays)
    kept = DocumentDelivery(
        municipality_id=document.municipality_id,
        document_id=document.id,
        channel=sending.channel,
        sent_on=sending.sent_on,
        notified_on=known,
        recorded_by=sending.user_id,
        recorded_at=runtime.clock.now(),
    )
    session.add(kept)
    decision = letters.decision_of(session, document)
    if decision is not None and decision.contest_by is not None:
        until = max(decision.contest_by, deadlines.contest_by(known, rules, book.holidays))
        letters.move_terms(session, decision, notified_on=known, contest_by=until)
    audit.record(
        session,
        action="record_delivery",
        at=runtime.clock.now(),
        municipality_id=document.municipality_id,
        actor_user_id=sending.user_id,
        case_id=document.case_id,
        object_kind="document",
        object_id=document.id,
        details={"channel": str(sending.channel), "sent_on": sending.sent_on.isoformat()},
    )
    return kept
