"""Questions to the caseworker: asked at home, seen with the case, answered by the office.

A question is read by who asked it and by the office, by nobody else of the case. The answer is announced by
e-mail without its content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.people import short_mails
from engine.people.short_mails import ShortMail
from engine.persistence import audit, rows
from engine.persistence.queries import case_questions, own_services
from engine.persistence.queries.case_questions import Asked
from engine.persistence.tables.reaching import CaseQuestion
from engine.runtime import Runtime, Session, Tenant, seen_by

__all__ = ["AskableCase", "Asked", "answer", "ask", "askable", "find", "how_many", "own", "recent", "waiting"]

LONGEST = 4000  # characters
MOST_WAITING = 10  # of one person: who asks more is better off on the telephone
RECENT = 20


@dataclass(frozen=True, slots=True)
class AskableCase:
    """A case about which somebody may ask."""

    case_id: int
    number: str
    recipient_name: str


def askable(runtime: Runtime, actor: Actor) -> list[AskableCase]:
    """The cases of a person: their own, and those under whose contract they help; the newest first."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return _askable(session, actor)


def ask(runtime: Runtime, actor: Actor, case_id: int, text: str) -> int:
    """Keep the question for the office; its number. EngineError with a sentence where it cannot be kept."""
    wanted, now = text.strip(), runtime.clock.now()
    if not wanted:
        raise EngineError(msg("Write your question."))
    if len(wanted) > LONGEST:
        raise EngineError(msg("The text is too long: at most {count} characters.", count=LONGEST))
    tenant = Tenant(actor.municipality_id)
    with runtime.transaction(tenant) as session:
        if case_id not in {one.case_id for one in _askable(session, actor)}:
            raise NotFound(msg("There is no such case, or you may not see it."))
        if rows.count(session, CaseQuestion, person_id=actor.person_id, answered_at=None) >= MOST_WAITING:
            raise EngineError(
                msg("{count} of your questions wait for an answer. Please call us.", count=MOST_WAITING)
            )
        question = CaseQuestion(case_id=case_id, person_id=actor.person_id, text=wanted, asked_at=now)
        session.add(question)
        session.flush()
        _audit(session, actor, question, "question_asked", now)
        return question.id


def own(runtime: Runtime, actor: Actor) -> Sequence[Asked]:
    """What this person asked, the newest first."""
    if actor.person_id is None:
        return []
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return case_questions.listed(session, person_id=actor.person_id, limit=RECENT)


def waiting(runtime: Runtime, actor: Actor) -> Sequence[Asked]:
    """What waits for an answer of the office, the oldest first."""
    _refuse_stranger(actor)
    with runtime.reading(seen_by(actor)) as session:
        return case_questions.waiting(session)


def recent(runtime: Runtime, actor: Actor) -> Sequence[Asked]:
    """What the office answered lately, the newest first."""
    _refuse_stranger(actor)
    with runtime.reading(seen_by(actor)) as session:
        return case_questions.listed(session, limit=RECENT)


def how_many(runtime: Runtime, actor: Actor) -> int:
    """How many questions wait for the office."""
    _refuse_stranger(actor)
    with runtime.reading(seen_by(actor)) as session:
        return case_questions.how_many(session)


def find(runtime: Runtime, actor: Actor, question_id: int) -> Asked:
    """One question; NotFound where it is not for this person. Who asked has then read the answer."""
    tenant, now = Tenant(actor.municipality_id), runtime.clock.now()
    with runtime.reading(tenant) as session:
        found = _seen(session, actor, question_id)
    asker = actor.person_id == found.person_id
    if not asker or (found.answered_at is not None and found.read_at is None):
        with runtime.transaction(tenant) as session:
            if asker:
                rows.change(session, CaseQuestion, {"read_at": now}, id=question_id, read_at=None)
            else:
                audit.record_read(
                    session, user_id=actor.user_id, person_id=found.person_id, purpose="question", at=now
                )
    return found


def answer(runtime: Runtime, actor: Actor, question_id: int, text: str) -> None:
    """Answer it once; EngineError where a colleague did so meanwhile. An e-mail says that there is one."""
    _refuse_stranger(actor)
    said, now = text.strip(), runtime.clock.now()
    if not said:
        raise EngineError(msg("Write the answer."))
    if len(said) > LONGEST:
        raise EngineError(msg("The text is too long: at most {count} characters.", count=LONGEST))
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        _seen(session, actor, question_id)
        given = {"answer": said, "answered_at": now, "answered_by": actor.user_id}
        if not rows.change(session, CaseQuestion, given, id=question_id, answered_at=None):
            raise EngineError(
                msg("A colleague has answered meanwhile. Your answer was not sent; theirs stands here.")
            )
        question = session.get_one(CaseQuestion, question_id)
        _audit(session, actor, question, "question_answered", now)
        key = f"question_answered:{question_id}"
        short_mails.to_person(session, question.person_id, ANNOUNCEMENT, key=key, now=now)


ANNOUNCEMENT = ShortMail(
    msg("There is an answer to your question"),
    (
        msg("The office has answered your question."),
        msg("Sign in to read the answer. It is on your first page."),
        msg("If you cannot sign in, call the office."),
    ),
)


def _askable(session: Session, actor: Actor) -> list[AskableCase]:
    if actor.person_id is None:
        return []
    named: list[own_services.OwnContract | own_services.OwnCase] = [
        *own_services.contracts(session, actor.person_id),
        *own_services.cases(session, actor.person_id),
    ]
    found = {one.case_id: AskableCase(one.case_id, one.case_number, one.recipient_name) for one in named}
    return sorted(found.values(), key=lambda one: -one.case_id)


def _seen(session: Session, actor: Actor, question_id: int) -> Asked:
    place = case_questions.place_of(session, question_id)
    if place is not None:
        asker_id, case_id = place
        thing = Thing(actor.municipality_id, frozenset({asker_id}), case_id=case_id)
        found = case_questions.find(session, question_id) if can(actor, "question.see", thing) else None
        if found is not None:
            return found
    raise NotFound(msg("There is no such question."))


def _refuse_stranger(actor: Actor) -> None:
    if not can(actor, "question.answer", Thing(actor.municipality_id)):
        raise NotFound(msg("There is no such question."))


def _audit(session: Session, actor: Actor, question: CaseQuestion, action: str, now: datetime) -> None:
    audit.record(
        session,
        action=action,
        at=now,
        municipality_id=actor.municipality_id,
        actor_user_id=actor.user_id,
        case_id=question.case_id,
        object_kind="case_question",
        object_id=str(question.id),
    )
