"""What stands around a month's entries: closed days with the reason, holidays, the hours granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.clock import local_day
from engine.domain.service_month import ServiceMonth
from engine.messages_catalogue import Message, msg
from engine.months.month_purposes import minutes_by_purpose
from engine.persistence.queries import month_facts
from engine.persistence.tables.cases import Contract
from engine.runtime import Runtime, Session

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MonthSurroundings:
    """What stands around a month's entries: why days are closed, what is remarkable about others."""

    period: str
    granted_minutes: int
    granted_by_purpose: Mapping[str, int] = field(default_factory=dict)  # where hours are bound to purposes
    closed: Mapping[str, Message] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)  # Latvian names of holidays
    with_times: frozenset[str] = frozenset()


def surroundings_of(runtime: Runtime, session: Session, values: Values) -> MonthSurroundings | None:
    """What stands around the month that a task's values name; None where they name none."""
    period, contract_id = values.get("period"), values.get("contract_id")
    if not isinstance(period, str) or not isinstance(contract_id, int):
        return None
    month = ServiceMonth.parse(period)
    contract = session.get_one(Contract, contract_id)
    granted = values.get("granted_minutes")
    times = values.get("days_with_times")
    return MonthSurroundings(
        period=period,
        granted_minutes=granted if isinstance(granted, int) else 0,
        granted_by_purpose=minutes_by_purpose(values, month),
        closed=_closed(runtime, session, month, contract),
        notes={
            day.isoformat(): name
            for day, name in runtime.rule_book(session).holidays.names.items()
            if month.contains(day)
        },
        with_times=frozenset(times) if isinstance(times, list) else frozenset(),
    )


def _closed(
    runtime: Runtime, session: Session, month: ServiceMonth, contract: Contract
) -> dict[str, Message]:
    """Days on which nothing can be entered, each with the reason."""
    stays = month_facts.suspensions(session, contract.case_id, month.first_day, month.last_day)
    today = local_day(runtime.clock.now())
    closed: dict[str, Message] = {}
    for day in month.days():
        if day < contract.first_day:
            closed[day.isoformat()] = msg("before the contract")
        elif contract.last_day is not None and day > contract.last_day:
            closed[day.isoformat()] = msg("after the contract")
        elif any(stay.from_day <= day and _until(stay.to_day) >= day for stay in stays):
            closed[day.isoformat()] = msg("service suspended")
        elif day > today:
            closed[day.isoformat()] = msg("still to come")
    return closed


def _until(last: date | None) -> date:
    return last or date.max
