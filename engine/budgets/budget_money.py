"""The months of a budget's year: what was booked for each, and what contracts in force commit to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.budgets.budget_obligations import obligations
from engine.budgets.budget_spent import spent, unclaimed, use_of
from engine.domain.commitments import administration_due, commitment
from engine.domain.municipal_amounts import SetAmount, top_up_of
from engine.domain.rules import RuleBook
from engine.domain.service_month import ServiceMonth
from engine.domain.year_budget import MonthMoney, Use
from engine.messages_catalogue import Message
from engine.runtime import Session


@dataclass(frozen=True, slots=True)
class YearMonths:
    """The twelve months, the share of hours used in closed ones, and numbers that are missing."""

    months: Sequence[MonthMoney]
    use: Use
    closed_count: int  # months of contracts that the share is counted from
    unknown: Sequence[Message]


def months_of(
    session: Session, book: RuleBook, year: int, today: date, top_ups: Sequence[SetAmount]
) -> YearMonths:
    """The year as it stands today."""
    periods = [ServiceMonth(year, number) for number in range(1, 13)]
    booked, open_months = spent(session, year), obligations(session, periods, today)
    waiting = unclaimed(session, year)
    months: list[MonthMoney] = []
    unknown: dict[str, Message] = {}
    for period in periods:
        rate = top_up_of(top_ups, period)
        number = None if rate is None else rate.number
        committed = commitment(period, open_months[period], book, number)
        due = administration_due(period, waiting[str(period)], book)
        months.append(MonthMoney(period, booked[str(period)], committed.amounts, due.amounts))
        unknown |= {str(one): one for one in (*committed.unknown, *due.unknown)}
    use, count = use_of(session, year)
    return YearMonths(months, use, count, list(unknown.values()))
