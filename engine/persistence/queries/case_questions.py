"""Questions to the office, each with its case and who asked; one query a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from engine.domain.rights import Actor, Thing
from engine.persistence.queries.case_rights import thing_in_case
from engine.persistence.queries.districts import Districts, within
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.people import Person
from engine.persistence.tables.reaching import CaseQuestion


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with everything that is shown of it."""

    question_id: int
    case_id: int
    case_number: str
    person_id: int
    person_name: str
    recipient_name: str
    text: str
    asked_at: datetime
    answer: str | None
    answered_by: str | None  # the name
    answered_at: datetime | None
    read_at: datetime | None


def waiting(session: Session, districts: Districts = None) -> Sequence[Asked]:
    """Unanswered, the oldest first."""
    wanted = (CaseQuestion.answered_at.is_(None), *within(CaseQuestion.case_id, districts))
    return _asked(session, _lines().where(*wanted).order_by(CaseQuestion.id))


def answered(session: Session, districts: Districts = None, *, limit: int) -> Sequence[Asked]:
    """All that have an answer, the newest first."""
    wanted = (CaseQuestion.answered_at.is_not(None), *within(CaseQuestion.case_id, districts))
    return _asked(session, _lines().where(*wanted).order_by(CaseQuestion.id.desc()).limit(limit))


def of_person(session: Session, person_id: int, *, limit: int) -> Sequence[Asked]:
    """Those of one person, the newest first."""
    wanted = CaseQuestion.person_id == person_id
    return _asked(session, _lines().where(wanted).order_by(CaseQuestion.id.desc()).limit(limit))


def find(session: Session, question_id: int) -> Asked | None:
    """One, or None where this tenant has none with that id."""
    found = _asked(session, _lines().where(CaseQuestion.id == question_id))
    return found[0] if found else None


def of_case(session: Session, case_id: int) -> Sequence[Asked]:
    """All of a case, the newest first."""
    return _asked(session, _lines().where(CaseQuestion.case_id == case_id).order_by(CaseQuestion.id.desc()))


def thing_of(session: Session, actor: Actor, question_id: int) -> Thing | None:
    """What rights need to know of a question of the session's municipality; it is not opened itself."""
    wanted = select(CaseQuestion.person_id, CaseQuestion.case_id).where(CaseQuestion.id == question_id)
    found = session.execute(wanted).one_or_none()
    asker_id, case_id = (0, 0) if found is None else found
    thing = thing_in_case(session, actor, case_id, frozenset({asker_id}))  # where there is no question too
    return None if found is None else thing


def how_many(session: Session, districts: Districts = None) -> int:
    """How many wait for an answer."""
    return session.scalar(_HOW_MANY.where(*within(CaseQuestion.case_id, districts))) or 0


# built once: the head of every page of the office asks it
_HOW_MANY = select(func.count(CaseQuestion.id)).where(CaseQuestion.answered_at.is_(None))


def _lines() -> Select[*tuple[Any, ...]]:
    asker, recipient = aliased(Person), aliased(Person)
    return (
        select(CaseQuestion, ServiceCase.case_number, asker, recipient, UserAccount.display_name)
        .join(ServiceCase, ServiceCase.id == CaseQuestion.case_id)
        .join(asker, asker.id == CaseQuestion.person_id)
        .join(recipient, recipient.id == ServiceCase.recipient_id)
        .outerjoin(UserAccount, UserAccount.id == CaseQuestion.answered_by)
    )


def _asked(session: Session, statement: Select[*tuple[Any, ...]]) -> list[Asked]:
    return [
        Asked(
            one.id,
            one.case_id,
            case_number,
            one.person_id,
            f"{asker.given_name} {asker.family_name}",
            f"{recipient.given_name} {recipient.family_name}",
            one.text,
            one.asked_at,
            one.answer,
            answered_by,
            one.answered_at,
            one.read_at,
        )
        for one, case_number, asker, recipient, answered_by in session.execute(statement)
    ]
