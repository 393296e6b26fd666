"""How much of a grant is left: of this month, and of this week where hours are granted by the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from engine.domain.service_month import ServiceMonth
from engine.persistence.queries.case_file import FileRows
from engine.persistence.queries.case_weeks import minutes_between
from engine.persistence.queries.weekly import granted_by
from engine.persistence.tables.cases import ContractState, Decision
from engine.runtime import Session

IN_FORCE = (ContractState.ACTIVE, ContractState.ENDED)  # ended: until its last day


@dataclass(frozen=True, slots=True)
class HoursLeft:
    """Minutes granted and used; None: nothing of it can be used now."""

    month_granted: int
    month_used: int
    week_granted: int | None = None  # only where hours are granted by the week
    week_used: int = 0

    @property
    def month_left(self) -> int:
        """What can still be used this month."""
        return max(0, self.month_granted - self.month_used)

    @property
    def week_left(self) -> int | None:
        """What can still be used this week."""
        return None if self.week_granted is None else max(0, self.week_granted - self.week_used)


def hours_left(session: Session, file: FileRows, today: date) -> HoursLeft | None:
    """The grant of the decision in force less what all contracts have entered; None where none can be used.

    What is entered counts before anybody signs it: it is what the assistant has given.
    """
    granted = _in_force(file, today)
    days = [day for day in ServiceMonth.of(today).days() if day >= today]
    if granted is None or not any(_can_be_used(file, day) for day in days):
        return None
    period = str(ServiceMonth.of(today))
    used = sum(
        row.entered_minutes if row.payable_minutes is None else row.payable_minutes
        for row in file.months
        if row.period == period
    )
    weekly = granted_by(session, [granted.id]).get(granted.id)
    if weekly is None:
        return HoursLeft(granted.hours_per_month * 60, used)
    monday = today - timedelta(days=today.weekday())
    this_week = minutes_between(session, file.case.id, monday, monday + timedelta(days=6))
    return HoursLeft(granted.hours_per_month * 60, used, sum(weekly.hours.values()) * 60, this_week)


def _in_force(file: FileRows, today: date) -> Decision | None:
    counting = (row for row in file.decisions if row.replaced_by is None and row.annulled_on is None)
    return next((row for row in counting if row.valid_to is not None and row.valid_to >= today), None)


def _can_be_used(file: FileRows, day: date) -> bool:
    """Whether a contract is in force on the day and no stay suspends it."""
    suspended = {
        stay.contract_id
        for stay in file.suspensions
        if stay.from_day <= day and (stay.to_day is None or day <= stay.to_day)
    }
    return any(
        row.state in IN_FORCE
        and row.id not in suspended
        and row.first_day <= day
        and (row.last_day is None or day <= row.last_day)
        for row in file.contracts
    )
