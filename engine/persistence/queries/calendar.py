"""Everything that is due between two days: what the rows of tasks, months, cases and timers say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from engine.domain.rights import Actor
from engine.domain.service_month import ServiceMonth as Month
from engine.persistence.queries.inbox_conditions import Districts, View, as_of, in_view, within
from engine.persistence.tables.cases import Contract, ContractState, Decision, ServiceCase
from engine.persistence.tables.instances import ProcessInstance, Timer, TimerState, UserTask
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.persistence.tables.people import Person
from engine.persistence.tables.weekly import EvidenceDemand

MOST = 300  # of one kind
SIGNING = (MonthState.OPEN, MonthState.ASSISTANT_SIGNED, MonthState.LATE)
_CASE = (ServiceCase.id, ServiceCase.case_number, Person.given_name, Person.family_name)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose cases: one person's own, those an account is answerable for, or (both None) everybody's."""

    person_id: int | None = None
    worker_ids: frozenset[int] | None = None
    districts: Districts = None


@dataclass(frozen=True, slots=True)
class Found:
    """One row that is due."""

    row_id: int
    day: date | datetime
    case_id: int
    case_number: str
    recipient_name: str


@dataclass(frozen=True, slots=True)
class TaskDue:
    """One open task that is due."""

    task_id: int
    due_at: datetime
    title_lv: str
    title_en: str
    subject: str
    case_number: str | None
    case_id: int | None


def tasks(session: Session, actor: Actor, begin: datetime, end: datetime, now: datetime) -> list[TaskDue]:
    """Open tasks that the actor may do and has not put off, by when they are due."""
    statement = (
        select(
            UserTask.id,
            UserTask.sort_at,
            UserTask.title_lv,
            UserTask.title_en,
            UserTask.subject,
            ServiceCase.case_number,
            UserTask.case_id,
        )
        .outerjoin(ServiceCase, ServiceCase.id == UserTask.case_id)
        .where(*in_view(actor, View.ALL), UserTask.sort_at > begin, UserTask.sort_at <= end)
        .order_by(UserTask.sort_at, UserTask.id)
        .limit(MOST)
    )
    return [TaskDue(*row) for row in session.execute(statement, as_of(now))]


def months(session: Session, first: date, last: date, whose: Whose) -> list[tuple[str, datetime, int]]:
    """Period, instant by which it has to be signed, how many months still wait."""
    periods = (str(Month.of(first).plus(-2)), str(Month.of(last)))
    statement = (
        select(ServiceMonth.period, ServiceMonth.deadline_at, func.count())
        .where(
            ServiceMonth.period >= periods[0],
            ServiceMonth.period <= periods[1],
            ServiceMonth.state.in_(SIGNING),
            *_narrowed(whose, ServiceMonth.case_id),
        )
        .group_by(ServiceMonth.period, ServiceMonth.deadline_at)
        .order_by(ServiceMonth.deadline_at)
    )
    return [(period, deadline_at, int(number)) for period, deadline_at, number in session.execute(statement)]


def contests(session: Session, first: date, last: date, whose: Whose) -> list[Found]:
    """Decisions by the last day on which they can be contested."""
    return _of_decisions(session, Decision.contest_by, (first, last), whose)


def expiries(session: Session, first: date, last: date, whose: Whose) -> list[Found]:
    """Decisions by their last day."""
    return _of_decisions(session, Decision.valid_to, (first, last), whose)


def contract_ends(session: Session, first: date, last: date, whose: Whose) -> list[Found]:
    """Contracts in force by their last day."""
    conditions = [Contract.state == ContractState.ACTIVE, Contract.last_day.between(first, last)]
    statement = _by_case(Contract.id, Contract.last_day, Contract.case_id, conditions, whose)
    return [_found(*row) for row in session.execute(statement)]


def evidence(session: Session, first: date, last: date, whose: Whose) -> list[Found]:
    """Confirmations that were demanded and have not come, by the day they are awaited."""
    statement = (
        select(EvidenceDemand.id, EvidenceDemand.due_on, *_CASE)
        .join(ServiceMonth, ServiceMonth.id == EvidenceDemand.month_id)
        .join(ServiceCase, ServiceCase.id == ServiceMonth.case_id)
        .join(Person, Person.id == ServiceCase.recipient_id)
        .where(
            EvidenceDemand.received_on.is_(None),
            EvidenceDemand.due_on.between(first, last),
            *_narrowed(whose),
        )
        .order_by(EvidenceDemand.due_on, EvidenceDemand.id)
        .limit(MOST)
    )
    return [_found(*row) for row in session.execute(statement)]


def timers(
    session: Session, elements: Sequence[str], begin: datetime, end: datetime, whose: Whose
) -> list[tuple[str, Found]]:
    """Terms that run: the element of the diagram that waits, and the case."""
    statement = (
        select(Timer.element_id, Timer.id, Timer.due_at, *_CASE)
        .join(ProcessInstance, ProcessInstance.id == Timer.instance_id)
        .join(ServiceCase, ServiceCase.id == ProcessInstance.case_id)
        .join(Person, Person.id == ServiceCase.recipient_id)
        .where(
            Timer.state == TimerState.WAITING,
            Timer.due_at > begin,
            Timer.due_at <= end,
            Timer.element_id.in_(list(elements)),
            *_narrowed(whose),
        )
        .order_by(Timer.due_at, Timer.id)
        .limit(MOST)
    )
    return [(row[0], _found(*row[1:])) for row in session.execute(statement)]


def _found(
    row_id: int, day: date | datetime, case_id: int, number: str, given_name: str, family_name: str
) -> Found:
    return Found(row_id, day, case_id, number, f"{given_name} {family_name}")


def _of_decisions(session: Session, day: Any, days: tuple[date, date], whose: Whose) -> list[Found]:
    stands = [Decision.issued_on.is_not(None), Decision.replaced_by.is_(None), Decision.annulled_on.is_(None)]
    conditions = [*stands, day.between(*days)]
    return [
        _found(*row)
        for row in session.execute(_by_case(Decision.id, day, Decision.case_id, conditions, whose))
    ]


def _by_case(row_id: Any, day: Any, case_id: Any, conditions: list[Any], whose: Whose) -> Any:
    return (
        select(row_id, day, *_CASE)
        .join(ServiceCase, ServiceCase.id == case_id)
        .join(Person, Person.id == ServiceCase.recipient_id)
        .where(*conditions, *_narrowed(whose))
        .order_by(day, row_id)
        .limit(MOST)
    )


def _narrowed(whose: Whose, case_id: Any = ServiceCase.id) -> list[ColumnElement[bool]]:
    known = within(case_id, whose.districts)
    is_all = whose.person_id is None and whose.worker_ids is None
    return known if is_all else [case_id.in_(_cases(whose)), *known]


def _cases(whose: Whose) -> Any:
    if whose.worker_ids is not None:
        return select(ServiceCase.id).where(ServiceCase.caseworker_user_id.in_(sorted(whose.worker_ids)))
    person_id = whose.person_id
    own = select(ServiceCase.id).where(
        or_(ServiceCase.recipient_id == person_id, ServiceCase.representative_id == person_id)
    )
    return own.union(select(Contract.case_id).where(Contract.assistant_id == person_id))
