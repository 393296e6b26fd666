"""What a month is checked against: its contract, stays, and what the same people did elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence.tables.cases import Contract, Suspension
from engine.persistence.tables.months import MonthEntry, MonthState, ServiceMonth


@dataclass(frozen=True, slots=True)
class EntryElsewhere:
    """A day counted under another contract of the same assistant or the same recipient."""

    day: date
    minutes: int
    from_minute: int | None
    to_minute: int | None
    same_assistant: bool  # else the same recipient


def entries_elsewhere(session: Session, contract: Contract, first: date, last: date) -> list[EntryElsewhere]:
    """Entries of other contracts between two days that share this contract's assistant or recipient."""
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
            ServiceMonth.state != MonthState.REJECTED,
            MonthEntry.day.between(first, last),
            (Contract.assistant_id == contract.assistant_id)
            | (Contract.recipient_id == contract.recipient_id),
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
    """Minutes of the recipient's other contracts in the month that count against the same grant."""
    found = session.scalars(
        select(ServiceMonth)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .where(
            Contract.case_id == contract.case_id,
            ServiceMonth.period == period,
            ServiceMonth.contract_id != contract.id,
            ServiceMonth.state != MonthState.REJECTED,
        )
    )
    return sum(
        month.entered_minutes if month.payable_minutes is None else month.payable_minutes for month in found
    )


def recipient_weeks_elsewhere(
    session: Session, contract: Contract, month_id: int, first: date, last: date
) -> list[tuple[date, int]]:
    """(day, minutes) of the recipient in all other months, over whole weeks around the days."""
    monday = first - timedelta(days=first.weekday())
    sunday = last + timedelta(days=6 - last.weekday())
    rows = session.execute(
        select(MonthEntry.day, MonthEntry.minutes)
        .join(ServiceMonth, ServiceMonth.id == MonthEntry.month_id)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
        .where(
            Contract.recipient_id == contract.recipient_id,
            ServiceMonth.id != month_id,
            ServiceMonth.state != MonthState.REJECTED,
            MonthEntry.day.between(monday, sunday),
        )
    )
    return [(day, minutes) for day, minutes in rows]
