"""Checks a month's entries before they are paid: which minutes may be paid, and what is wrong with the rest.

The order is the design:
1. days that cannot count at all – outside the month or the contract, in the future, suspended, over 24 hours;
2. minutes that meet another contract at the same time – they are paid once;
3. the week's caps of assistant and recipient, Monday to Sunday, over months and contracts;
4. the hours granted for the month.
Each step sees only what the steps before left. Where a cap is exceeded the latest entries are rejected
first, so the result depends on the entries alone and not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from engine.domain.day_refusals import day_refusal
from engine.domain.eligibility import AssistantAge, assistant_age
from engine.domain.month_entries import (
    DAY_MINUTES,
    DayEntry,
    Span,
    covered,
    shared_minutes,
    total_minutes,
)
from engine.domain.month_facts import MonthFacts, OtherDay, Shares, iso_week
from engine.domain.month_findings import FindingCode, MonthFinding
from engine.domain.rules import Rules
from engine.messages_catalogue import Message, msg


@dataclass(frozen=True, slots=True)
class MonthCheck:
    """What was entered, what of it may be paid day by day, and the findings in a fixed order."""

    entered_minutes: int
    payable_days: tuple[tuple[date, int], ...]  # days with payable minutes, in order
    findings: tuple[MonthFinding, ...]

    @property
    def payable_minutes(self) -> int:
        """The sum of the payable days; entered minutes less what the findings reject."""
        return sum(minutes for _, minutes in self.payable_days)


def check_month(entries: Iterable[DayEntry], facts: MonthFacts, rules: Rules) -> MonthCheck:
    """The check of one contract's month; the same entries in any order give the same result.

    Raises `NumberUnset` where a cap is not known, ValueError where a day is entered twice. Source of the
    caps: each number of the rule pack names its own; order of rejection: a choice of this system.
    """
    ordered = sorted(entries, key=lambda entry: entry.day)
    if len({entry.day for entry in ordered}) != len(ordered):
        raise ValueError("a day is entered twice")
    work = _Work({entry.day: entry.minutes for entry in ordered})
    for entry in ordered:
        _check_day(entry, facts, rules, work)
    _check_weeks(facts, rules, work)
    _check_grant(facts, work)
    payable = tuple((day, minutes) for day, minutes in sorted(work.left.items()) if minutes)
    return MonthCheck(total_minutes(ordered), payable, tuple(work.findings))


@dataclass(slots=True)
class _Work:
    """The minutes of each day that nothing has rejected yet."""

    left: dict[date, int]
    findings: list[MonthFinding] = field(default_factory=list)

    def keep_on(self, day: date, most: int, code: FindingCode, message: Message) -> None:
        """Keep at most so many minutes of the day and write a finding for the rest."""
        rejected = max(0, self.left[day] - max(0, most))
        self.left[day] -= rejected
        self.findings.append(MonthFinding(code, rejected, message, day=day))

    def reject_latest(self, days: Iterable[date], excess: int) -> None:
        """Take so many minutes away, beginning with the latest of the days."""
        for day in sorted(days, reverse=True):
            taken = min(self.left[day], excess)
            self.left[day] -= taken
            excess -= taken


def _check_day(entry: DayEntry, facts: MonthFacts, rules: Rules, work: _Work) -> None:
    refused = day_refusal(entry, facts, rules)
    if refused is not None:
        work.keep_on(entry.day, 0, *refused)
        return
    _check_length(entry, facts, work)
    _check_meetings(entry, facts, work)


def _check_length(entry: DayEntry, facts: MonthFacts, work: _Work) -> None:
    """One person's day has 24 hours, all their recipients together."""
    others = facts.others_on(entry.day)
    elsewhere = sum(other.minutes for other in others if other.shares is Shares.ASSISTANT)
    room = max(0, DAY_MINUTES - elsewhere)
    if work.left[entry.day] > room:
        text = msg("On {day} all the assistant's contracts together have more than 24 hours.", day=entry.day)
        work.keep_on(entry.day, room, FindingCode.DAY_TOO_LONG, text)


def _check_meetings(entry: DayEntry, facts: MonthFacts, work: _Work) -> None:
    others = facts.others_on(entry.day)
    if entry.spans:
        _check_times(entry, work)
        _reject_met(entry, others, work)
    _reject_unknown(entry, others, work)


def _check_times(entry: DayEntry, work: _Work) -> None:
    own = sum(span.minutes for span in covered(entry.spans))
    if own != entry.minutes:
        text = msg(
            "On {day} the times give {own:duration}, but {minutes:duration} are entered.",
            day=entry.day,
            own=own,
            minutes=entry.minutes,
        )
        work.keep_on(entry.day, own, FindingCode.TIMES_DIFFER, text)


def _reject_met(entry: DayEntry, others: Sequence[OtherDay], work: _Work) -> None:
    """Minutes that another contract already counted: each minute is rejected once, under the first rule."""
    own = sum(span.minutes for span in covered(entry.spans))
    taken: list[Span] = []
    met = 0
    for shares, (code, text) in _MEETINGS.items():
        taken += [span for other in others if other.shares is shares for span in other.spans]
        minutes = shared_minutes(entry.spans, taken)
        if minutes > met:
            work.keep_on(
                entry.day,
                own - minutes,
                code,
                Message(text.text, {"day": entry.day, "minutes": minutes - met}),
            )
        met = minutes


def _reject_unknown(entry: DayEntry, others: Sequence[OtherDay], work: _Work) -> None:
    """Minutes that may meet another contract's, because one of the two has no times from and to."""
    unknown = sum(other.minutes for other in others if not (entry.spans and other.spans))
    if unknown and work.left[entry.day]:
        text = msg(
            "On {day} another contract has hours too; give times from and to that show they do not meet.",
            day=entry.day,
        )
        work.keep_on(entry.day, work.left[entry.day] - unknown, FindingCode.TIMES_MISSING, text)


def _check_weeks(facts: MonthFacts, rules: Rules, work: _Work) -> None:
    served = sorted(day for day, minutes in work.left.items() if minutes)
    for week, group in groupby(served, key=iso_week):
        days = list(group)
        sunday = days[0] + timedelta(days=6 - days[0].weekday())
        as_of = min(sunday, facts.month.last_day)
        for code, key, elsewhere in (
            (FindingCode.ASSISTANT_WEEK, _assistant_cap(days[0], facts, rules), facts.assistant_week_minutes),
            (FindingCode.RECIPIENT_WEEK, "recipient_hours_per_week", facts.recipient_week_minutes),
        ):
            hours = rules.number(key, as_of).limit
            if hours is not None:
                _check_week(_WeekCap(code, week, hours, elsewhere.get(week, 0)), days, work)


def _assistant_cap(day: date, facts: MonthFacts, rules: Rules) -> str:
    """Somebody who is under age on the first day served in the week has the lower cap for all of it."""
    born = facts.assistant_birth_date
    if born is not None and assistant_age(born, day, rules) is AssistantAge.MINOR:
        return "minor_assistant_hours_per_week"
    return "assistant_hours_per_week"


@dataclass(frozen=True, slots=True)
class _WeekCap:
    """One cap of one week: how many minutes it allows and how many were counted elsewhere."""

    code: FindingCode
    week: str
    hours: int
    elsewhere: int


def _check_week(cap: _WeekCap, days: Sequence[date], work: _Work) -> None:
    room = max(0, cap.hours * 60 - cap.elsewhere)
    excess = sum(work.left[day] for day in days) - room
    if excess > 0:
        work.reject_latest(days, excess)
        values = {"week": cap.week, "hours": cap.hours, "excess": excess}
        text = Message(_WEEK_TEXTS[cap.code].text, values)
        work.findings.append(MonthFinding(cap.code, excess, text, week=cap.week))


def _check_grant(facts: MonthFacts, work: _Work) -> None:
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


_MEETINGS = {
    Shares.ASSISTANT: (
        FindingCode.TWO_RECIPIENTS,
        msg("On {day} the assistant served two people at once for {minutes:duration}, which are paid once."),
    ),
    Shares.RECIPIENT: (
        FindingCode.TWO_ASSISTANTS,
        msg("On {day} two assistants served the same person at once for {minutes:duration}."),
    ),
}

_WEEK_TEXTS = {
    FindingCode.ASSISTANT_WEEK: msg(
        "Week {week}: the assistant has {excess:duration} more than the {hours:hours} allowed a week."
    ),
    FindingCode.RECIPIENT_WEEK: msg(
        "Week {week}: the recipient has {excess:duration} more than the {hours:hours} allowed a week."
    ),
}
