"""What a month's entries are checked against: contract, grant, suspensions, and what others entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from engine.domain.month_entries import Span
from engine.domain.service_month import ServiceMonth
from engine.domain.weekly_purposes import WeeklyPurpose

SERVICE_GOES_ON = frozenset({"day_hospital", "outpatient"})
"""Stays that do not stop the service: a day hospital and out-patient care are allowed."""


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days of a stay, both ends included; `last_day` None = it goes on.

    Reasons that stop the service are such as "in_patient", "long_term_care", "prison"; only those in
    `SERVICE_GOES_ON` do not.
    """

    first_day: date
    last_day: date | None
    reason: str

    def stops(self, day: date) -> bool:
        """Whether no service may be given on the day because of this stay."""
        if self.reason in SERVICE_GOES_ON:
            return False
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class Shares(StrEnum):
    """What another contract has in common with the one that is checked."""

    ASSISTANT = "assistant"  # the same assistant, another recipient
    RECIPIENT = "recipient"  # the same recipient, another assistant


@dataclass(frozen=True, slots=True)
class OtherDay:
    """Minutes already counted on one day under another contract, with from–to where it is known."""

    day: date
    minutes: int
    shares: Shares
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyFacts:
    """What a grant of hours a week for each purpose adds (MK 942).

    Minutes elsewhere are those already counted in the week's other months and under the recipient's other
    contracts.
    """

    granted: Mapping[WeeklyPurpose, int] = field(hash=False)  # hours a week
    used_elsewhere: Mapping[str, Mapping[WeeklyPurpose, int]] = field(default_factory=dict, hash=False)
    """ISO week → purpose → minutes counted elsewhere."""
    vision_benefit: bool = False  # the recipient gets the benefit for using an assistant
    unpaid_elsewhere: Mapping[str, int] = field(default_factory=dict, hash=False)
    """ISO week → minutes that the benefit already paid for elsewhere."""
    evidence_missing: frozenset[WeeklyPurpose] = frozenset()  # demanded and not received (evidence.py)
    use_before: tuple[int, ...] = ()  # minutes used in each of the months before, for the Covid-19 rule
    leisure_elsewhere: int = 0  # minutes of leisure counted this month under other contracts, for the same


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFacts:
    """Everything but the entries and the numbers of the law."""

    month: ServiceMonth
    today: date  # later days cannot have been served yet
    contract_first_day: date
    contract_last_day: date | None  # None = no end known
    granted_minutes: int | None  # of the recipient, for the whole month; None = hours are granted by week
    granted_minutes_used: int = 0  # of these, already counted under the recipient's other contracts
    suspensions: tuple[Suspension, ...] = ()
    others: tuple[OtherDay, ...] = ()
    assistant_week_minutes: Mapping[str, int] = field(default_factory=dict, hash=False)
    """ISO week "2026-W41" → minutes of the assistant counted elsewhere: other recipients, other
    municipalities, and other months of this contract."""
    recipient_week_minutes: Mapping[str, int] = field(default_factory=dict, hash=False)
    """The same for the recipient: other assistants, and other months of this contract."""
    assistant_birth_date: date | None = None  # None = known to be an adult
    weekly: WeeklyFacts | None = None  # where hours are bound to purposes; None = nothing is granted so

    def others_on(self, day: date) -> tuple[OtherDay, ...]:
        """What was counted on the day under other contracts."""
        return tuple(other for other in self.others if other.day == day and other.minutes)


def iso_week(day: date) -> str:
    """The Monday-to-Sunday week of the day, written "2026-W41"; it belongs to the year of its Thursday."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"
