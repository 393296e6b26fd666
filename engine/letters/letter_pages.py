"""A letter as a page: for whom it is, for those who act for them, and for the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.letters import letter_delivered, letterheads
from engine.letters.letter_delivered import Delivered, NotificationChannel
from engine.messages_catalogue import msg
from engine.people import erased, read_notes
from engine.persistence.queries import letters
from engine.persistence.queries.letters import Announced, LetterOf, Posted
from engine.persistence.tables.records import Document
from engine.runtime import Runtime, Session, Tenant

__all__ = ["Announced", "Delivered", "LetterPage", "NotificationChannel", "Posted", "find", "readable"]

PURPOSE = "letter"  # of the read log


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter as it was written, and how it went out."""

    document_id: int
    case_id: int | None
    kind: str  # file stem of its template
    title: str
    markdown: str
    created_at: datetime
    addressee: str  # empty: a notice to the office
    posted: Posted | None  # None: it was not sent by e-mail
    sends_mail: bool  # whether this installation has a mail server
    announced: Announced | None  # the decision that it brought
    deliveries: tuple[Delivered, ...]  # how it reached its reader; the first counts, the others were mistakes
    may_deliver: bool  # whether this reader may note how it did


def find(runtime: Runtime, actor: Actor, document_id: int) -> LetterPage:
    """The letter; NotFound where it is not for this person. Reading somebody else's is logged."""
    tenant = Tenant(actor.municipality_id)
    with runtime.reading(tenant) as session:
        found = letters.find(session, document_id)
        if found is None or not can(actor, "letter.see", _thing(found)):
            raise NotFound(msg("There is no such letter, or it is not for you."))
        document = session.get_one(Document, document_id)
        erased.refuse_letter(session, document)
        delivers = can(actor, "letter.deliver", _thing(found))
        page = _page(session, document, sends_mail=bool(runtime.settings.mail.host), delivers=delivers)
        whose = read_notes.of_letter(session, actor, document)
    read_notes.note(runtime, actor, whose, PURPOSE)
    return page


def readable(runtime: Runtime, actor: Actor, case_id: int) -> frozenset[int]:
    """The letters of a case that this person may open."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        found = letters.of_case(session, case_id)
        return frozenset(one.document_id for one in found if can(actor, "letter.see", _thing(one)))


def _thing(letter: LetterOf) -> Thing:
    return Thing(
        letter.municipality_id,
        person_ids=letter.person_ids,
        is_contested=letter.is_contested,
        district_id=letter.district_id,
        case_id=letter.case_id,
    )


def _page(session: Session, document: Document, *, sends_mail: bool, delivers: bool) -> LetterPage:
    return LetterPage(
        document_id=document.id,
        case_id=document.case_id,
        kind=document.kind,
        title=document.title,
        markdown=letterheads.on_page(session, document.markdown),
        created_at=document.created_at,
        addressee=letters.addressee(session, document),
        posted=letters.posted(session, document),
        sends_mail=sends_mail,
        announced=letters.announced(session, document),
        deliveries=letter_delivered.of_document(session, document.id),
        may_deliver=document.person_id is not None and delivers,
    )
