"""The rule of the Covid-19 months (MK 942 p. 11.1): leisure may take what the other purposes leave unused.

At most as much in a month as the person used on average in the months before (`leisure_average_months`); who
used nothing then has `leisure_hours_without_use` a week. Hours granted for leisure itself stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.money import half_up
from engine.domain.month_facts import WeeklyFacts
from engine.domain.month_findings import FindingCode, MonthFinding
from engine.domain.month_weeks import Week
from engine.domain.month_work import MonthWork
from engine.domain.rules import Rules
from engine.domain.weekly_purposes import WeeklyPurpose, cap_of
from engine.messages_catalogue import msg


def leisure_may_take_more(rules: Rules, week: Week) -> bool:
    """Whether the rule holds for the week."""
    return rules.number("unused_hours_to_leisure", week.as_of).word == "yes"


def average_use(minutes_before: Sequence[int], months: int) -> int:
    """Minutes used a month on average; a month that is not listed counts as one without use."""
    if len(minutes_before) > months:
        raise ValueError(f"only the {months} months before count")
    return half_up(sum(minutes_before), months)


def room_for_leisure(week: Week, weekly: WeeklyFacts, rules: Rules, work: MonthWork) -> int:
    """Minutes that leisure may take in the week: its own hours, or what the other purposes leave."""
    elsewhere = weekly.used_elsewhere.get(week.name, {})
    others = [purpose for purpose in WeeklyPurpose if purpose is not WeeklyPurpose.LEISURE]
    used = sum(work.used_for(purpose, week.days) + elsewhere.get(purpose, 0) for purpose in others)
    total = sum(weekly.granted.values()) * 60
    most = max(0, total - used)
    if not _average(week, weekly, rules):
        most = min(most, rules.number("leisure_hours_without_use", week.as_of).whole * 60)
    return max(0, max(_own(week, weekly, rules), most) - elsewhere.get(WeeklyPurpose.LEISURE, 0))


def reject_above_average(weeks: Sequence[Week], weekly: WeeklyFacts, rules: Rules, work: MonthWork) -> None:
    """Leisure of the rule's weeks in the month is at most the average of before, or its own hours' worth."""
    under_rule = [week for week in weeks if leisure_may_take_more(rules, week)]
    if not under_rule or not (average := _average(under_rule[-1], weekly, rules)):
        return
    used = {week.name: work.used_for(WeeklyPurpose.LEISURE, week.days) for week in under_rule}
    own = sum(min(used[week.name], _own(week, weekly, rules)) for week in under_rule)
    room = max(0, max(average, own) - weekly.leisure_elsewhere)
    excess = sum(used.values()) - room
    if excess > 0:
        days = [day for week in under_rule for day in week.days]
        work.reject_latest_for(WeeklyPurpose.LEISURE, days, excess)
        text = msg(
            "Leisure took more than was used on average in the months before; {room:duration} count.",
            room=room,
        )
        work.findings.append(MonthFinding(FindingCode.LEISURE_AVERAGE, excess, text))


def _average(week: Week, weekly: WeeklyFacts, rules: Rules) -> int:
    return average_use(weekly.use_before, rules.number("leisure_average_months", week.as_of).whole)


def _own(week: Week, weekly: WeeklyFacts, rules: Rules) -> int:
    """Minutes a week granted for leisure itself."""
    allowed = cap_of(WeeklyPurpose.LEISURE, rules, week.as_of).limit
    granted = weekly.granted.get(WeeklyPurpose.LEISURE, 0)
    return 60 * (granted if allowed is None else min(granted, allowed))
