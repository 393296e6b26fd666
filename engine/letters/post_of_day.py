"""The letters of a day that go by post: which they are, what else waits, and that they are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.clock import local_day
from engine.domain.rights import Actor, districts_of, may
from engine.domain.working_days import end_of, start_of
from engine.errors import EngineError, NotFound
from engine.letters import letter_deliveries
from engine.messages_catalogue import msg
from engine.persistence.queries import deliveries, letters
from engine.persistence.tables.records import Document
from engine.runtime import Runtime, Session, Tenant, seen_by

LOOKED_BACK = timedelta(days=60)  # days before, whose letters still wait


@dataclass(frozen=True, slots=True)
class ToPost:
    """A letter that waits to be posted."""

    document_id: int
    case_id: int | None
    case_number: str
    kind: str
    title: str
    addressee: str
    address: str  # empty: the office does not know one
    person_id: int  # of the addressee


@dataclass(frozen=True, slots=True)
class PostOfDay:
    """The letters of a day, and how many of the days before still wait."""

    day: date
    letters: tuple[ToPost, ...]
    earlier: tuple[tuple[date, int], ...]
    may_post: bool


def find(runtime: Runtime, actor: Actor, day: date) -> PostOfDay:
    """What was written on a day and waits to be posted; NotFound for strangers."""
    tenant = _allowed(actor)
    mails = bool(runtime.settings.mail.host)
    with runtime.reading(tenant) as session:
        mine = districts_of(actor, "post.see")
        written = deliveries.to_post(session, start_of(day), end_of(day), mine, mails=mails)
        found = _rows(session, written)
        before = deliveries.written_and_not_posted(
            session, start_of(day - LOOKED_BACK), start_of(day), mine, mails=mails
        )
    earlier = Counter(local_day(one) for one in before)
    return PostOfDay(day, found, tuple(sorted(earlier.items())), may(actor, "letter.deliver"))


def mark_posted(
    runtime: Runtime, actor: Actor, wanted: Collection[int], channel: str, posted_on: date | None
) -> int:
    """Note that these letters were posted on a day; how many. One that was delivered meanwhile stays so."""
    sending = letter_deliveries.read_sending(runtime, actor, channel, posted_on)
    if not wanted:
        raise EngineError(msg("Choose at least one letter."))
    count = 0
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        for document_id in sorted(wanted):
            document = letter_deliveries.to_be_sent(session, actor, document_id)
            if not deliveries.of_document(session, document_id):
                letter_deliveries.keep(runtime, session, document, sending)
                count += 1
    return count


def _allowed(actor: Actor) -> Tenant:
    if not may(actor, "post.see"):
        raise NotFound(msg("There is no such page."))
    return seen_by(actor)


def _rows(session: Session, documents: Sequence[Document]) -> tuple[ToPost, ...]:
    numbers, readers = letters.case_numbers(session, documents), letters.readers(session, documents)
    return tuple(
        ToPost(
            document_id=one.id,
            case_id=one.case_id,
            case_number=numbers.get(one.case_id or 0, ""),
            kind=one.kind,
            title=one.title,
            addressee=f"{reader.given_name} {reader.family_name}",
            address=reader.address,
            person_id=reader.id,
        )
        for one in documents
        if (reader := readers.get(one.person_id or 0)) is not None
    )
