"""What a month is checked against: its contract, stays, and what the same people did elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from engine.domain.service_month import ServiceMonth as Month
from engine.persistence.tables.cases import Contract, Suspension
from engine.persistence.tables.months import MonthEntry, MonthState, ServiceMonth
from engine.persistence.tables.people import Person

CHECKED = (
    MonthState.BOTH_SIGNED,
    MonthState.FALLBACK,
    MonthState.FINDINGS,
    MonthState.READY,
    MonthState.IN_CLAIM,
    MonthState.PAID,
)
"""Months whose minutes count against others: whichever was checked first keeps its minutes."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose other contracts matter to a contract."""

    contract_id: int
    recipient_id: int
    assistant_id: int

    @classmethod
    def of(cls, contract: Contract) -> Parties:
        """The parties of a contract."""
        return cls(contract.id, contract.recipient_id, contract.assistant_id)


@dataclass(frozen=True, slots=True)
class EntryElsewhere:
    """A day under another contract of the same assistant or the same recipient."""

    day: date
    minutes: int
    from_minute: int | None
    to_minute: int | None
    same_assistant: bool  # else the same recipient


def entries_elsewhere(
    session: Session, contract: Contract, first: date, last: date, *, checked: bool = False
) -> list[EntryElsewhere]:
    """Entries of other contracts between two days that share this contract's assistant or recipient.

    `checked`: only those that count already; else whatever has been entered, so that times can be asked for.
    """
    rows = session.execute(
        select(
            MonthEntry.day,
            MonthEntry.minutes,
            MonthEntry.from_minute,
            MonthEntry.to_minute,
            Contract.assistant_id,
        )
        .join(ServiceMonth, ServiceMonth.id == MonthEntry.month_id)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .where(
            ServiceMonth.contract_id != contract.id,
            ServiceMonth.state.in_(CHECKED) if checked else ServiceMonth.state != MonthState.REJECTED,
            MonthEntry.day.between(first, last),
            _meets(Parties.of(contract)),
        )
        .order_by(MonthEntry.day, ServiceMonth.contract_id)
    )
    return [
        EntryElsewhere(day, minutes, from_minute, to_minute, assistant_id == contract.assistant_id)
        for day, minutes, from_minute, to_minute, assistant_id in rows
    ]


def suspensions(session: Session, case_id: int, first: date, last: date) -> Sequence[Suspension]:
    """The stays of a case that touch the days, whichever contract they were recorded under."""
    return session.scalars(
        select(Suspension)
        .join(Contract, Contract.id == Suspension.contract_id)
        .where(
            Contract.case_id == case_id,
            Suspension.from_day <= last,
            Suspension.to_day.is_(None) | (Suspension.to_day >= first),
        )
        .order_by(Suspension.from_day)
    ).all()


def used_by_recipient(session: Session, contract: Contract, period: str) -> int:
    """Minutes of the recipient's other contracts that have been counted against the same grant."""
    found = session.scalars(
        select(ServiceMonth)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .where(
            Contract.case_id == contract.case_id,
            ServiceMonth.period == period,
            ServiceMonth.contract_id != contract.id,
            ServiceMonth.state.in_(CHECKED),
        )
    )
    return sum(
        month.entered_minutes if month.payable_minutes is None else month.payable_minutes for month in found
    )


def recipient_weeks_elsewhere(
    session: Session, contract: Contract, month_id: int, first: date, last: date
) -> list[tuple[date, int]]:
    """(day, minutes) of the recipient in other months that count, over whole weeks around the days."""
    monday = first - timedelta(days=first.weekday())
    sunday = last + timedelta(days=6 - last.weekday())
    rows = session.execute(
        select(MonthEntry.day, MonthEntry.minutes)
        .join(ServiceMonth, ServiceMonth.id == MonthEntry.month_id)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .where(
            Contract.recipient_id == contract.recipient_id,
            ServiceMonth.id != month_id,
            ServiceMonth.state.in_(CHECKED),
            MonthEntry.day.between(monday, sunday),
        )
    )
    return [(day, minutes) for day, minutes in rows]


def counted_elsewhere(session: Session, parties: Parties, month: Month) -> tuple[tuple[int, str | None], ...]:
    """Months under other contracts of the same people that count, with the hash of what they hold.

    Two readings that differ mean that somebody was checked in between.
    """
    around = (str(month.plus(-1)), str(month.next()))
    found = session.execute(
        select(ServiceMonth.id, ServiceMonth.content_hash)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .where(
            ServiceMonth.contract_id != parties.contract_id,
            ServiceMonth.state.in_(CHECKED),
            ServiceMonth.period.between(*around),
            _meets(parties),
        )
        .order_by(ServiceMonth.id)
    )
    return tuple((month_id, content_hash) for month_id, content_hash in found)


def assistant_born_on(session: Session, contract: Contract) -> date | None:
    """The assistant's day of birth, where it is known."""
    return session.get_one(Person, contract.assistant_id).birth_date


def hold_people(session: Session, parties: Parties) -> None:
    """Lock both people of a contract, in a fixed order, until the transaction ends.

    SQLite lets one writer in at a time, so there is nothing to lock.
    """
    if session.get_bind().dialect.name == "sqlite":
        return
    for person_id in sorted((parties.recipient_id, parties.assistant_id)):
        session.get_one(Person, person_id, with_for_update=True)


def _meets(parties: Parties) -> ColumnElement[bool]:
    return (Contract.assistant_id == parties.assistant_id) | (Contract.recipient_id == parties.recipient_id)
