"""The caps of a week, Monday to Sunday, over months and contracts: of the assistant and of the recipient.

Where a cap is exceeded the latest entries of the week are rejected first (U13). What is not paid for who gets
the benefit for using an assistant are the first hours of each week (U15).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from engine.domain.eligibility import AssistantAge, assistant_age
from engine.domain.month_entries import DAY_MINUTES
from engine.domain.month_facts import MonthFacts, iso_week
from engine.domain.month_findings import FindingCode, MonthFinding
from engine.domain.month_work import MonthWork
from engine.domain.rules import Rules
from engine.domain.service_month import ServiceMonth
from engine.messages_catalogue import Message, msg


@dataclass(frozen=True, slots=True)
class Week:
    """The days of one week that still have minutes, and the day whose numbers hold for it."""

    name: str  # "2026-W41"
    days: tuple[date, ...]
    as_of: date  # its last day in the month


def weeks_of(days: Sequence[date], facts: MonthFacts) -> list[Week]:
    """The weeks of sorted days, in order."""
    found = []
    for name, group in groupby(days, key=iso_week):
        served = tuple(group)
        sunday = served[0] + timedelta(days=6 - served[0].weekday())
        found.append(Week(name, served, min(sunday, facts.month.last_day)))
    return found


def most_minutes_in(month: ServiceMonth, hours_per_week: int) -> int:
    """The most that hours a week can come to in a month: each of its weeks used full, at 24 hours a day.

    For display and for a month's upper bound; what counts is checked week by week. Never an average.
    """
    weeks: dict[str, int] = {}
    for day in month.days():
        weeks[iso_week(day)] = weeks.get(iso_week(day), 0) + DAY_MINUTES
    return sum(min(hours_per_week * 60, room) for room in weeks.values())


def check_weeks(facts: MonthFacts, rules: Rules, work: MonthWork) -> None:
    """Reject what is above the caps of each week, then what is not paid of the rest."""
    for week in weeks_of(work.served(), facts):
        benefit = facts.weekly is not None and facts.weekly.vision_benefit
        unpaid = facts.weekly.unpaid_elsewhere.get(week.name, 0) if facts.weekly else 0
        used_elsewhere = facts.recipient_week_minutes.get(week.name, 0)
        for code, key, elsewhere in (
            (
                FindingCode.ASSISTANT_WEEK,
                _assistant_cap(week.days[0], facts, rules),
                facts.assistant_week_minutes.get(week.name, 0),
            ),
            (FindingCode.RECIPIENT_WEEK, "recipient_hours_per_week", used_elsewhere + unpaid),
        ):
            hours = rules.number(key, week.as_of).limit
            if hours is not None:
                _check_week(_WeekCap(code, week, hours, elsewhere), work)
        if benefit:
            _take_unpaid(week, unpaid, rules, work)
            most = rules.number("vision_benefit_hours_per_week", week.as_of).whole
            _check_week(_WeekCap(FindingCode.BENEFIT_WEEK, week, most, used_elsewhere), work)


def _assistant_cap(day: date, facts: MonthFacts, rules: Rules) -> str:
    """Somebody who is under age on the first day served in the week has the lower cap for all of it."""
    born = facts.assistant_birth_date
    if born is not None and assistant_age(born, day, rules) is AssistantAge.MINOR:
        return "minor_assistant_hours_per_week"
    return "assistant_hours_per_week"


@dataclass(frozen=True, slots=True)
class _WeekCap:
    """One cap of one week: how many hours it allows and how many minutes were counted elsewhere."""

    code: FindingCode
    week: Week
    hours: int
    elsewhere: int


def _check_week(cap: _WeekCap, work: MonthWork) -> None:
    room = max(0, cap.hours * 60 - cap.elsewhere)
    excess = sum(work.left[day] for day in cap.week.days) - room
    if excess > 0:
        work.reject_latest(cap.week.days, excess)
        values = {"week": cap.week.name, "hours": cap.hours, "excess": excess}
        text = Message(_WEEK_TEXTS[cap.code].text, values)
        work.findings.append(MonthFinding(cap.code, excess, text, week=cap.week.name))


def _take_unpaid(week: Week, unpaid_elsewhere: int, rules: Rules, work: MonthWork) -> None:
    """The first hours of the week are the recipient's own to pay, from the benefit."""
    first = rules.number("vision_benefit_unpaid_hours", week.as_of).whole
    used = sum(work.left[day] for day in week.days)
    unpaid = min(used, max(0, first * 60 - unpaid_elsewhere))
    if not unpaid:
        return
    work.reject_earliest(week.days, unpaid)
    text = msg(
        "Week {week}: the first {hours:hours} are paid from the recipient's benefit, here {unpaid:duration}.",
        week=week.name,
        hours=first,
        unpaid=unpaid,
    )
    work.findings.append(MonthFinding(FindingCode.VISION_BENEFIT, unpaid, text, week=week.name))


_WEEK_TEXTS = {
    FindingCode.ASSISTANT_WEEK: msg(
        "Week {week}: the assistant has {excess:duration} more than the {hours:hours} allowed a week."
    ),
    FindingCode.RECIPIENT_WEEK: msg(
        "Week {week}: the recipient has {excess:duration} more than the {hours:hours} allowed a week."
    ),
    FindingCode.BENEFIT_WEEK: msg(
        "Week {week}: {excess:duration} are above the {hours:hours} a week that are paid beside the benefit."
    ),
}
