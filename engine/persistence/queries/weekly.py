"""Hours a week for each purpose as they were granted, and what others' hours of the same weeks were for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries.month_facts import CHECKED, Terms
from engine.persistence.questions import Question
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.months import MonthFinding, ServiceMonth
from engine.persistence.tables.weekly import MonthUse, WeeklyGrant


@dataclass(frozen=True, slots=True)
class Granted:
    """What a decision grants a week."""

    hours: Mapping[str, int]  # purpose → hours
    unpaid_hours: int  # the first of each week
    payable_hours: int


@dataclass(frozen=True, slots=True)
class UseElsewhere:
    """What a day of another month of the recipient was used for."""

    day: date
    purposes: Mapping[str, int]  # purpose → minutes
    same_period: bool  # the same month under another contract


def granted_by(session: Session, decision_ids: Iterable[int]) -> dict[int, Granted]:
    """Decision → what it grants a week; a decision by the month is left out."""
    found = rows.every(session, WeeklyGrant, decision_id=sorted(set(decision_ids)))
    return {one.decision_id: Granted(one.hours, one.unpaid_hours, one.payable_hours) for one in found}


def used_elsewhere(session: Session, terms: Terms, month_id: int, days: Sequence[date]) -> list[UseElsewhere]:
    """Uses of the recipient in other months that count, over whole weeks around the days (first, last)."""
    first, last = days
    found = _USES.ask(
        session,
        recipient_id=terms.recipient_id,
        month_id=month_id,
        first=first - timedelta(days=first.weekday()),
        last=last + timedelta(days=6 - last.weekday()),
    )
    return [UseElsewhere(day, purposes, first <= day <= last) for day, purposes in found]


def minutes_of_months(session: Session, case_id: int, periods: Sequence[str]) -> dict[str, int]:
    """Period → minutes of the case that count, under all its contracts."""
    sums: dict[str, int] = {}
    for period, entered, payable in _MINUTES.ask(
        session, case_id=case_id, earliest=periods[0], latest=periods[-1]
    ):
        sums[period] = sums.get(period, 0) + (entered if payable is None else payable)
    return sums


def unpaid_elsewhere(session: Session, case_id: int, month_id: int) -> dict[str, int]:
    """ISO week → minutes that the recipient's benefit paid in other months of the case."""
    weeks: dict[str, int] = {}
    for message, minutes in _UNPAID.ask(session, case_id=case_id, month_id=month_id):
        week = str(message.values.get("week"))
        weeks[week] = weeks.get(week, 0) + (minutes or 0)
    return weeks


_USES = Question(
    select(MonthUse.day, MonthUse.purposes)
    .join(ServiceMonth, ServiceMonth.id == MonthUse.month_id)
    .join(Contract, Contract.id == ServiceMonth.contract_id)
    .where(
        Contract.recipient_id == bindparam("recipient_id"),
        ServiceMonth.id != bindparam("month_id"),
        ServiceMonth.state.in_(CHECKED),
        MonthUse.day.between(bindparam("first"), bindparam("last")),
    )
)
_MINUTES = Question(
    select(ServiceMonth.period, ServiceMonth.entered_minutes, ServiceMonth.payable_minutes).where(
        ServiceMonth.case_id == bindparam("case_id"),
        ServiceMonth.state.in_(CHECKED),
        ServiceMonth.period.between(bindparam("earliest"), bindparam("latest")),
    )
)
_UNPAID = Question(
    select(MonthFinding.message, MonthFinding.minutes)
    .join(ServiceMonth, ServiceMonth.id == MonthFinding.month_id)
    .where(
        ServiceMonth.case_id == bindparam("case_id"),
        ServiceMonth.id != bindparam("month_id"),
        ServiceMonth.state.in_(CHECKED),
        MonthFinding.code == "vision_benefit",
    )
)
