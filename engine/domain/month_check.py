"""Checks a month's entries before they are paid: which minutes may be paid, and what is wrong with the rest.

The order is the design:
1. days that cannot count at all – outside the month or the contract, in the future, suspended, over 24 hours;
2. minutes that meet another contract at the same time – they are paid once;
3. where hours are bound to purposes: what is not granted, not confirmed, or above a purpose's cap a week;
4. the week's caps of assistant and recipient, Monday to Sunday, over months and contracts, and the hours
   that a benefit pays;
5. the hours granted for the month.
Each step sees only what the steps before left. Where a cap is exceeded the latest entries are rejected
first, so the result depends on the entries alone and not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.domain.month_days import check_days
from engine.domain.month_entries import DayEntry, total_minutes
from engine.domain.month_facts import MonthFacts
from engine.domain.month_findings import FindingCode, MonthFinding
from engine.domain.month_weeks import check_weeks
from engine.domain.month_work import MonthWork, PurposeMinutes
from engine.domain.purpose_check import check_purposes
from engine.domain.rules import Rules
from engine.messages_catalogue import msg


@dataclass(frozen=True, slots=True)
class MonthCheck:
    """What was entered, what of it may be paid day by day, and the findings in a fixed order."""

    entered_minutes: int
    payable_days: tuple[tuple[date, int], ...]  # days with payable minutes, in order
    findings: tuple[MonthFinding, ...]
    payable_purposes: tuple[PurposeMinutes, ...] = ()  # the same by purpose, where hours are bound to one

    @property
    def payable_minutes(self) -> int:
        """The sum of the payable days; entered minutes less what the findings reject."""
        return sum(minutes for _, minutes in self.payable_days)

    @property
    def unpaid_by_week(self) -> dict[str, int]:
        """ISO week → minutes that the recipient's benefit pays; they count in the week's other months."""
        found = [one for one in self.findings if one.code is FindingCode.VISION_BENEFIT]
        return {one.week: one.minutes for one in found if one.week is not None}


def check_month(entries: Iterable[DayEntry], facts: MonthFacts, rules: Rules) -> MonthCheck:
    """The check of one contract's month; the same entries in any order give the same result.

    Raises `NumberUnset` where a cap is not known, ValueError where a day is entered twice. Source of the
    caps: each number of the rule pack names its own; order of rejection: a choice of this system.
    """
    ordered = sorted(entries, key=lambda entry: entry.day)
    if len({entry.day for entry in ordered}) != len(ordered):
        raise ValueError("a day is entered twice")
    work = MonthWork({entry.day: entry.minutes for entry in ordered})
    check_days(ordered, facts, rules, work)
    check_purposes(ordered, facts, rules, work)
    check_weeks(facts, rules, work)
    _check_grant(facts, work)
    payable = tuple((day, work.left[day]) for day in work.served())
    return MonthCheck(total_minutes(ordered), payable, tuple(work.findings), work.purposes_left())


def _check_grant(facts: MonthFacts, work: MonthWork) -> None:
    if facts.granted_minutes is None:
        return
    room = max(0, facts.granted_minutes - facts.granted_minutes_used)
    excess = sum(work.left.values()) - room
    if excess > 0:
        work.reject_latest(list(work.left), excess)
        text = msg(
            "{minutes:duration} are more than were left of the hours granted for the month "
            "({room:duration}).",
            minutes=room + excess,
            room=room,
        )
        work.findings.append(MonthFinding(FindingCode.GRANT_EXCEEDED, excess, text))
