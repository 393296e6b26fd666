"""Months beside the one that is looked at: how many stand where, which still hang, what was found in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from engine.messages_catalogue import Message
from engine.persistence.queries.districts import Districts, within
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.months import MonthFinding, MonthState, ServiceMonth

UNSETTLED = (
    MonthState.OPEN,
    MonthState.ASSISTANT_SIGNED,
    MonthState.BOTH_SIGNED,
    MonthState.FINDINGS,
    MonthState.FALLBACK,
    MonthState.LATE,
)
"""Months that somebody still has to do something for."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Of whose cases the months are."""

    worker_id: int | None = None  # answerable for the case; 0: nobody; None: all
    districts: Districts = None


ALL = Whose()


def of_whom(whose: Whose) -> list[ColumnElement[bool]]:
    """Only months of these cases."""
    return [*_of_worker(whose.worker_id), *within(ServiceMonth.case_id, whose.districts)]


def _of_worker(user_id: int | None) -> list[ColumnElement[bool]]:
    if user_id is None:
        return []
    answerable = ServiceCase.caseworker_user_id.is_not_distinct_from(user_id or None)
    return [ServiceMonth.case_id.in_(select(ServiceCase.id).where(answerable))]


def by_period(
    session: Session, first: str, last: str, whose: Whose = ALL
) -> dict[str, dict[MonthState, int]]:
    """Period → state → how many months, from one period to another; one query."""
    statement = (
        select(ServiceMonth.period, ServiceMonth.state, func.count())
        .where(ServiceMonth.period >= first, ServiceMonth.period <= last, *of_whom(whose))
        .group_by(ServiceMonth.period, ServiceMonth.state)
        .order_by(ServiceMonth.period.desc())
    )
    found: dict[str, dict[MonthState, int]] = {}
    for period, state, number in session.execute(statement):
        found.setdefault(period, {})[state] = number
    return found


def hanging(period: str, whose: Whose = ALL) -> list[ColumnElement[bool]]:
    """The months before a period that are not settled."""
    return [ServiceMonth.period < period, ServiceMonth.state.in_(UNSETTLED), *of_whom(whose)]


def how_many_hang(session: Session, period: str, whose: Whose = ALL) -> int:
    """How many those are."""
    statement = select(func.count()).select_from(ServiceMonth).where(*hanging(period, whose))
    return int(session.scalar(statement) or 0)


def findings(session: Session, month_ids: Sequence[int]) -> Mapping[int, list[tuple[date | None, Message]]]:
    """Month id → what was found in it and not decided yet, with the day; one query."""
    statement = (
        select(MonthFinding.month_id, MonthFinding.day, MonthFinding.message)
        .where(MonthFinding.month_id.in_(list(month_ids)), MonthFinding.resolution.is_(None))
        .order_by(MonthFinding.day, MonthFinding.id)
    )
    found: dict[int, list[tuple[date | None, Message]]] = {}
    for month_id, day, message in session.execute(statement):
        found.setdefault(month_id, []).append((day, message))
    return found
