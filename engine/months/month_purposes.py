"""What a month begins with where hours are granted by week and bound to their purpose (MK 942)."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.leisure import leisure_may_take_more
from engine.domain.month_facts import iso_week
from engine.domain.month_weeks import Week
from engine.domain.rules import Rules
from engine.domain.service_month import ServiceMonth
from engine.domain.steps import message_as_values
from engine.domain.weekly_purposes import TABLE_ORDER, WEEKLY_PURPOSE_LABELS, WeeklyPurpose
from engine.persistence.queries.weekly import Granted


def weekly_values(granted: Granted, period: ServiceMonth, rules: Rules) -> dict[str, object]:
    """The grant, what may be entered, the lines that the forms show, and the most that the weeks allow.

    `granted_minutes` is a bound for what people see: the week's hours times the weeks that touch the month.
    What counts is checked week by week.
    """
    asked = [purpose for purpose in TABLE_ORDER if _is_asked(purpose, granted, period, rules)]
    return {
        "weekly_hours": dict(granted.hours),
        "vision_benefit": granted.unpaid_hours > 0,
        "purposes_asked": [str(purpose) for purpose in asked],
        "purposes_granted": [
            {
                "purpose": message_as_values(WEEKLY_PURPOSE_LABELS[purpose]),
                "hours": granted.hours.get(purpose, 0),
            }
            for purpose in asked
        ],
        "granted_minutes": sum(granted.hours.values()) * 60 * _weeks(period),
    }


def minutes_by_purpose(values: Mapping[str, object], period: ServiceMonth) -> dict[str, int]:
    """Purpose → the most minutes that the weeks of the month allow, by the values a month began with."""
    hours = values.get("weekly_hours")
    granted = hours.items() if isinstance(hours, dict) else ()
    return {str(purpose): each * 60 * _weeks(period) for purpose, each in granted}


def _weeks(period: ServiceMonth) -> int:
    """How many weeks, Monday to Sunday, touch the month."""
    return len({iso_week(day) for day in period.days()})


def _is_asked(purpose: WeeklyPurpose, granted: Granted, period: ServiceMonth, rules: Rules) -> bool:
    """What is granted may be used; leisure also where it may take what other purposes leave (Covid-19)."""
    if granted.hours.get(purpose):
        return True
    whole = Week("", (), period.last_day)
    return purpose is WeeklyPurpose.LEISURE and leisure_may_take_more(rules, whole)
