"""Hours bound to the purpose they are granted for (MK 942): what of a month was used for what, and may count.

1. Minutes without a purpose, or for one that is not granted, do not count.
2. Minutes for a purpose whose confirmation was demanded and has not come do not count until it has.
3. Each purpose has its cap a week: the hours granted, and what the order allows.
4. In the months of the Covid-19 rule leisure may take what other purposes leave (`leisure.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from engine.domain.leisure import leisure_may_take_more, reject_above_average, room_for_leisure
from engine.domain.month_entries import DayEntry
from engine.domain.month_facts import MonthFacts, WeeklyFacts
from engine.domain.month_findings import FindingCode, MonthFinding
from engine.domain.month_weeks import Week, weeks_of
from engine.domain.month_work import MonthWork, cut_parts
from engine.domain.rules import Rules
from engine.domain.weekly_purposes import TABLE_ORDER, WEEKLY_PURPOSE_LABELS, WeeklyPurpose, cap_of
from engine.messages_catalogue import Message, msg

NOTHING_GRANTED = WeeklyFacts(granted={})


def check_purposes(entries: Iterable[DayEntry], facts: MonthFacts, rules: Rules, work: MonthWork) -> None:
    """Reject what may not count for its purpose, where the order binds hours to purposes at all."""
    served = work.served()
    if not served or rules.number("hours_bound_to_purpose", served[-1]).word != "yes":
        return
    weekly = facts.weekly or NOTHING_GRANTED
    for entry in entries:
        if work.left[entry.day]:
            _check_day(entry, weekly, facts, rules, work)
    _check_evidence(weekly, work)
    weeks = weeks_of(work.served(), facts)
    for week in weeks:
        for purpose in TABLE_ORDER:
            _check_purpose_week(purpose, week, weekly, rules, work)
    reject_above_average(weeks, weekly, rules, work)


def _check_day(
    entry: DayEntry, weekly: WeeklyFacts, facts: MonthFacts, rules: Rules, work: MonthWork
) -> None:
    if not entry.purposes:
        text = msg("On {day} it is not said what the hours were used for.", day=entry.day)
        work.keep_on(entry.day, 0, FindingCode.PURPOSE_MISSING, text)
        return
    parts = cut_parts(dict(entry.purposes), work.left[entry.day])
    [week] = weeks_of([entry.day], facts)
    for purpose in [one for one in parts if not _is_granted(one, weekly, rules, week)]:
        text = msg(
            "On {day} hours were used for “{purpose}”, for which none are granted.",
            day=entry.day,
            purpose=WEEKLY_PURPOSE_LABELS[purpose],
        )
        minutes = parts.pop(purpose)
        work.findings.append(MonthFinding(FindingCode.PURPOSE_NOT_GRANTED, minutes, text, day=entry.day))
    work.parts[entry.day] = parts
    work.left[entry.day] = sum(parts.values())


def _is_granted(purpose: WeeklyPurpose, weekly: WeeklyFacts, rules: Rules, week: Week) -> bool:
    if weekly.granted.get(purpose):
        return True
    return purpose is WeeklyPurpose.LEISURE and bool(weekly.granted) and leisure_may_take_more(rules, week)


def _check_evidence(weekly: WeeklyFacts, work: MonthWork) -> None:
    for purpose in TABLE_ORDER:
        if purpose in weekly.evidence_missing:
            text = msg(
                "A confirmation for “{purpose}” was demanded and has not come; these hours wait for it.",
                purpose=WEEKLY_PURPOSE_LABELS[purpose],
            )
            _reject(purpose, list(work.parts), 0, work, (FindingCode.EVIDENCE_MISSING, text, None))


def _check_purpose_week(
    purpose: WeeklyPurpose, week: Week, weekly: WeeklyFacts, rules: Rules, work: MonthWork
) -> None:
    elsewhere = weekly.used_elsewhere.get(week.name, {})
    if purpose is WeeklyPurpose.LEISURE and leisure_may_take_more(rules, week):
        room = room_for_leisure(week, weekly, rules, work)
    else:
        allowed = cap_of(purpose, rules, week.as_of).limit
        granted = weekly.granted.get(purpose, 0)
        hours = granted if allowed is None else min(granted, allowed)
        room = max(0, hours * 60 - elsewhere.get(purpose, 0))
    text = msg(
        "Week {week}: for “{purpose}” there are more hours than may be used a week; {room:duration} count.",
        week=week.name,
        purpose=WEEKLY_PURPOSE_LABELS[purpose],
        room=room,
    )
    _reject(purpose, week.days, room, work, (FindingCode.PURPOSE_WEEK, text, week.name))


def _reject(
    purpose: WeeklyPurpose,
    days: Sequence[date],
    room: int,
    work: MonthWork,
    why: tuple[FindingCode, Message, str | None],
) -> None:
    """Keep so many minutes of the purpose on these days, the latest rejected first."""
    excess = work.used_for(purpose, days) - room
    if excess > 0:
        work.reject_latest_for(purpose, days, excess)
        code, text, week = why
        work.findings.append(MonthFinding(code, excess, text, week=week))
