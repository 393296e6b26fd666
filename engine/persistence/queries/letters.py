"""One letter with whose matter it is, how it went out, and what it announces."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries import names
from engine.persistence.queries.contested import contested
from engine.persistence.queries.districts import said_of
from engine.persistence.tables.cases import Decision, ServiceCase
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import Document, OutboxMessage, OutboxState

ANNOUNCES = "decision"  # first word of the key of a letter that a decision was issued with


@dataclass(frozen=True, slots=True)
class LetterOf:
    """Whose a letter is; its text is not read."""

    document_id: int
    municipality_id: int
    district_id: int | None  # of its case; UNSAID where it is of none
    person_ids: frozenset[int]
    case_id: int | None
    is_contested: bool  # whether a decision of its case ever was


@dataclass(frozen=True, slots=True)
class Posted:
    """How the letter went out by e-mail."""

    email: str
    state: OutboxState
    sent_at: datetime | None
    is_notice: bool  # the e-mail only says that there is a letter


@dataclass(frozen=True, slots=True)
class Announced:
    """The decision that the letter tells of: when it counts as known, until when and where to contest it."""

    notified_on: date | None
    contest_by: date | None
    contest_authority: str


def find(session: Session, document_id: int) -> LetterOf | None:
    """The letter, or None where this tenant has none with that id."""
    found = _of(session, Document.id == document_id)
    return found[0] if found else None


def of_case(session: Session, case_id: int) -> list[LetterOf]:
    """The letters of a case."""
    return _of(session, Document.case_id == case_id)


def addressee(session: Session, document: Document) -> str:
    """The name of whom it is for; empty for a notice to the office."""
    return names.of_persons(session, [document.person_id]).get(document.person_id or 0, "")


def case_numbers(session: Session, documents: Sequence[Document]) -> dict[int, str]:
    """Case → its number, of all cases that these letters belong to."""
    wanted = sorted({one.case_id for one in documents if one.case_id is not None})
    found = rows.every(session, ServiceCase, id=wanted) if wanted else ()
    return {one.id: one.case_number for one in found}


def readers(session: Session, documents: Sequence[Document]) -> dict[int, Person]:
    """Whom these letters are for, with where they live by now."""
    wanted = sorted({one.person_id for one in documents if one.person_id is not None})
    found = rows.every(session, Person, id=wanted) if wanted else ()
    return {one.id: one for one in found}


def every(session: Session, document_ids: Collection[int]) -> Sequence[Document]:
    """Letters by their numbers, in the order of these."""
    wanted = sorted(document_ids)
    return rows.every(session, Document, order_by=["id"], id=wanted) if wanted else ()


def address_now(session: Session, document: Document) -> str:
    """The e-mail address that its reader has by now; empty where there is none."""
    if document.person_id is None:
        return session.get_one(Municipality, document.municipality_id).email
    return session.get_one(Person, document.person_id).email


def posted(session: Session, document: Document) -> Posted | None:
    """How it went out by e-mail; None where nobody has an address."""
    found = rows.first(session, OutboxMessage, key=document.key) if document.key else None
    return (
        None
        if found is None
        else Posted(found.recipient, found.state, found.sent_at, bool(found.payload.get("notice")))
    )


def announced(session: Session, document: Document) -> Announced | None:
    """The decision that was issued with this letter."""
    decision = decision_of(session, document)
    if decision is None:
        return None
    municipality = session.get_one(Municipality, decision.municipality_id)
    return Announced(decision.notified_on, decision.contest_by, municipality.contest_authority)


def decision_of(session: Session, document: Document) -> Decision | None:
    """The decision of a letter or of its translation, whose key names the language too."""
    word, decision_id, *_ = [*(document.key or "").split(":"), ""]
    return session.get(Decision, int(decision_id)) if word == ANNOUNCES else None


def move_terms(session: Session, decision: Decision, *, notified_on: date, contest_by: date) -> None:
    """From when a decision counts as known, and until when it may be contested."""
    changed = {"notified_on": notified_on, "contest_by": contest_by}
    rows.change(session, Decision, changed, id=decision.id)


def regime(session: Session, document: Document) -> str:
    """The order that its case goes by; without a case, the municipality's."""
    if document.case_id is None:
        return session.get_one(Municipality, document.municipality_id).chosen_regime
    return session.get_one(ServiceCase, document.case_id).regime


def _of(session: Session, wanted: ColumnElement[bool]) -> list[LetterOf]:
    """One statement that opens nothing sealed: a letter of others takes no longer than none."""
    of_case = (ServiceCase.recipient_id, ServiceCase.representative_id)
    district = said_of(Document.case_id)
    statement = (
        select(
            Document.id,
            Document.municipality_id,
            Document.case_id,
            district,
            contested(),
            Document.person_id,
            *of_case,
        )
        .outerjoin(ServiceCase, ServiceCase.id == Document.case_id)
        .where(wanted)
    )
    return [
        LetterOf(
            document_id,
            municipality_id,
            district_id,
            _whose(person_id, parties),
            case_id,
            is_contested=bool(contest),
        )
        for document_id, municipality_id, case_id, district_id, contest, person_id, *parties in (
            session.execute(statement)
        )
    ]


def _whose(person_id: int | None, parties: Sequence[int | None]) -> frozenset[int]:
    """A recipient's letter is also their representative's matter and the other way round; a notice is not."""
    if person_id is None:
        return frozenset()
    people = {person_id, *parties} if person_id in parties else {person_id}
    return frozenset(one for one in people if one is not None)
