"""The audit trail and the read log as an auditor searches them: the newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.domain.rights import PARTIES
from engine.persistence.folding import fold
from engine.persistence.lookups import personal_code_hash, session_keys
from engine.persistence.tables.accounts import UserAccount, UserRole
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import AuditEvent, ReadLog
from engine.persistence.tenancy import tenant_of


@dataclass(frozen=True, slots=True)
class Sought:
    """What an auditor looks for; None: not asked."""

    since: datetime | None = None  # from this instant …
    before: datetime | None = None  # … to before this one
    user_id: int | None = None  # who did it
    action: str | None = None
    case_id: int | None = None
    person_id: int | None = None  # of the read log: whose file
    below: int | None = None  # only what stands before this place (sealed_seq, or id of the read log)
    limit: int = 50


def events(session: Session, sought: Sought) -> Sequence[AuditEvent]:
    """Sealed events of the session's chain, from its end backwards; an EVERY session: the installation's."""
    asked = [
        _of_chain(session),
        AuditEvent.sealed_seq.is_not(None),
        *_same(AuditEvent.action, sought.action),
        *_same(AuditEvent.case_id, sought.case_id),
        *_same(AuditEvent.actor_user_id, sought.user_id),
        *_within(AuditEvent, sought),
        *([] if sought.below is None else [AuditEvent.sealed_seq < sought.below]),
    ]
    statement = select(AuditEvent).where(*asked).order_by(AuditEvent.sealed_seq.desc())
    return session.scalars(statement.limit(sought.limit)).all()


def reads(session: Session, sought: Sought) -> Sequence[ReadLog]:
    """Looks at files of the session's municipality, the newest first."""
    asked = [
        *_same(ReadLog.person_id, sought.person_id),
        *_same(ReadLog.user_id, sought.user_id),
        *_same(ReadLog.purpose, sought.action),
        *_within(ReadLog, sought),
        *([] if sought.below is None else [ReadLog.id < sought.below]),
    ]
    statement = select(ReadLog).where(*asked).order_by(ReadLog.id.desc())
    return session.scalars(statement.limit(sought.limit)).all()


def office_accounts(session: Session) -> list[tuple[int, str]]:
    """Every account of the municipality that ever had a role of the office: id and name, by name."""
    parties = [str(role) for role in PARTIES]
    of_office = select(UserRole.user_id).where(UserRole.role.not_in(parties))
    found = session.execute(
        select(UserAccount.id, UserAccount.display_name).where(UserAccount.id.in_(of_office))
    )
    return sorted(((user_id, name) for user_id, name in found), key=lambda one: fold(one[1]))


def case_numbers(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Case id → its number."""
    found = session.execute(select(ServiceCase.id, ServiceCase.case_number).where(ServiceCase.id.in_(ids)))
    return {case_id: number for case_id, number in found}


def newest_cases(session: Session, person_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Recipient → the id and number of their newest case."""
    statement = select(ServiceCase.recipient_id, ServiceCase.id, ServiceCase.case_number)
    found = session.execute(
        statement.where(ServiceCase.recipient_id.in_(person_ids)).order_by(ServiceCase.id)
    )
    return {person_id: (case_id, number) for person_id, case_id, number in found}


def case_numbered(session: Session, number: str) -> int | None:
    """The case with this number."""
    return session.scalars(select(ServiceCase.id).where(ServiceCase.case_number == number)).first()


def person_with(session: Session, code_or_number: str) -> int | None:
    """The person with this personal code, or the recipient of the case with this number."""
    code = personal_code_hash(session_keys(session), code_or_number)
    found = session.scalars(select(Person.id).where(Person.personal_code_hash == code)).first()
    if found is not None:
        return found
    of_case = select(ServiceCase.recipient_id).where(ServiceCase.case_number == code_or_number)
    return session.scalars(of_case).first()


def _of_chain(session: Session) -> ColumnElement[bool]:
    mine = tenant_of(session).municipality_id
    return AuditEvent.municipality_id.is_(None) if mine is None else AuditEvent.municipality_id == mine


def _same(column: InstrumentedAttribute[Any], wanted: object) -> list[ColumnElement[bool]]:
    return [] if wanted is None else [column == wanted]


def _within(table: type[AuditEvent] | type[ReadLog], sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.since is not None:
        found.append(table.at >= sought.since)
    if sought.before is not None:
        found.append(table.at < sought.before)
    return found
