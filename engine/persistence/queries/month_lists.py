"""Service months in lists: one month over all contracts, or the months of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select
from sqlalchemy.orm import Session, aliased

from engine.domain.signing import SignerKind
from engine.persistence.queries.districts import Districts
from engine.persistence.queries.month_overview import Whose, hanging, of_whom
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.months import Attestation, AttestationSide, MonthState, ServiceMonth
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import Document

REMINDER = "month_reminder"  # kind of the letter; its key names the month
MOST_RANGES = 500  # in one question: SQLite refuses a thousand beside each other


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in a list, with who has signed."""

    month_id: int
    case_id: int
    case_number: str
    contract_number: str
    period: str
    state: MonthState
    entered_minutes: int
    granted_minutes: int
    payable_minutes: int | None
    deadline_at: datetime
    recipient_id: int
    assistant_id: int
    signer_id: int | None
    signer_kind: SignerKind
    assistant_signed: bool
    recipient_signed: bool
    instance_id: int | None
    provider_id: int | None  # under whose contract the assistant works


class Order(StrEnum):
    """By what a month's list is ordered."""

    NAME = "name"  # of the recipient
    STATE = "state"  # what needs somebody first
    HOURS = "hours"  # the most used first
    CASE = "case"  # by the number of the case


@dataclass(frozen=True, slots=True)
class Cut:
    """Whose months, in which order."""

    worker_id: int | None = None  # answerable for the case; 0: nobody; None: all
    order: Order = Order.NAME
    at_once: int = 50  # rows of a page
    hanging: int = 20  # of earlier months, on the first page
    districts: Districts = None

    @property
    def whose(self) -> Whose:
        """Of whose cases the months are."""
        return Whose(self.worker_id, self.districts)


ALL = Cut()

URGENCY = (
    MonthState.FINDINGS, MonthState.LATE, MonthState.FALLBACK, MonthState.OPEN, MonthState.ASSISTANT_SIGNED,
    MonthState.BOTH_SIGNED, MonthState.READY, MonthState.IN_CLAIM, MonthState.PAID, MonthState.REJECTED,
)  # fmt: skip
"""The states, what needs somebody first."""


def of_period(
    session: Session,
    period: str,
    *,
    state: MonthState | None = None,
    limit: int,
    offset: int = 0,
    cut: Cut = ALL,
) -> list[MonthRow]:
    """The months of all contracts in a period, by the recipient's name or as the cut says."""
    recipient = aliased(Person)
    first: dict[Order, list[Any]] = {
        Order.NAME: [],
        Order.STATE: [case({one: place for place, one in enumerate(URGENCY)}, value=ServiceMonth.state)],
        Order.HOURS: [ServiceMonth.entered_minutes.desc()],
        Order.CASE: [ServiceCase.case_number],
    }
    statement = (
        _months()
        .join(recipient, recipient.id == Contract.recipient_id)
        .where(ServiceMonth.period == period, *of_whom(cut.whose))
        .order_by(*first[cut.order], recipient.search_name, ServiceMonth.id)
        .limit(limit)
        .offset(offset)
    )
    if state is not None:
        statement = statement.where(ServiceMonth.state == state)
    return [MonthRow(*row) for row in session.execute(statement)]


def hanging_before(session: Session, period: str, whose: Whose, *, limit: int) -> list[MonthRow]:
    """The months before a period that are not settled, the oldest first."""
    statement = (
        _months()
        .where(*hanging(period, whose))
        .order_by(ServiceMonth.period, ServiceMonth.deadline_at, ServiceMonth.id)
        .limit(limit)
    )
    return [MonthRow(*row) for row in session.execute(statement)]


def of_ids(session: Session, month_ids: Sequence[int]) -> list[MonthRow]:
    """These months, as far as this session sees them."""
    statement = _months().where(ServiceMonth.id.in_(list(month_ids))).order_by(ServiceMonth.id)
    return [MonthRow(*row) for row in session.execute(statement)]


def of_person(session: Session, person_id: int, *, limit: int) -> list[MonthRow]:
    """The months in which somebody is recipient, assistant or signer, the newest first."""
    theirs = or_(
        Contract.recipient_id == person_id,
        Contract.assistant_id == person_id,
        ServiceMonth.recipient_signer_id == person_id,
    )
    statement = _months().where(theirs).order_by(ServiceMonth.period.desc(), ServiceMonth.id).limit(limit)
    return [MonthRow(*row) for row in session.execute(statement)]


def of_provider(session: Session, provider_id: int, *, limit: int) -> list[MonthRow]:
    """The months under an organisation's contracts, the newest first."""
    statement = (
        _months()
        .where(Contract.provider_id == provider_id)
        .order_by(ServiceMonth.period.desc(), ServiceMonth.id)
        .limit(limit)
    )
    return [MonthRow(*row) for row in session.execute(statement)]


def reminders(session: Session, month_ids: Sequence[int]) -> dict[int, tuple[int, datetime]]:
    """Month id → how many reminders were written, and when the last one was."""
    found: dict[int, tuple[int, datetime]] = {}
    for first in range(0, len(month_ids), MOST_RANGES):
        of_months = [
            and_(Document.key >= f"{REMINDER}:{one}:", Document.key < f"{REMINDER}:{one};")
            for one in month_ids[first : first + MOST_RANGES]
        ]
        for key, at in session.execute(select(Document.key, Document.created_at).where(or_(*of_months))):
            month_id = int(str(key).split(":")[1])
            count, last = found.get(month_id, (0, at))
            found[month_id] = (count + 1, max(last, at))
    return found


def open_tasks(session: Session, month_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Month id → element id → the open task there."""
    found: dict[int, dict[str, int]] = {}
    statement = select(UserTask.month_id, UserTask.element_id, UserTask.id).where(
        UserTask.month_id.in_(list(month_ids)), UserTask.status == TaskStatus.OPEN
    )
    for month_id, element_id, task_id in session.execute(statement):
        if month_id is not None:
            found.setdefault(month_id, {})[element_id] = task_id
    return found


def _months() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ServiceMonth.id, ServiceMonth.case_id, ServiceCase.case_number, Contract.number,
            ServiceMonth.period, ServiceMonth.state, ServiceMonth.entered_minutes,
            ServiceMonth.granted_minutes, ServiceMonth.payable_minutes, ServiceMonth.deadline_at,
            Contract.recipient_id, Contract.assistant_id, ServiceMonth.recipient_signer_id,
            ServiceMonth.recipient_signer_kind, _signed(AttestationSide.ASSISTANT),
            _signed(AttestationSide.RECIPIENT), ServiceMonth.instance_id, Contract.provider_id,
        )
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .join(ServiceCase, ServiceCase.id == ServiceMonth.case_id)
    )  # fmt: skip


def _signed(side: AttestationSide) -> ColumnElement[bool]:
    return exists().where(
        Attestation.month_id == ServiceMonth.id, Attestation.side == side, Attestation.voided_at.is_(None)
    )
