"""The hours a week that a decision grants; nothing where hours go by the month."""

from __future__ import annotations

from decimal import Decimal

from engine.domain.averages import hours_a_month
from engine.domain.money import half_up
from engine.domain.weekly_purposes import TABLE_ORDER, WeeklyHours
from engine.persistence.effects.decisions import IssueDecision
from engine.persistence.effects.weekly import KeepWeeklyGrant
from engine.persistence.queries.weekly import Granted, granted_by
from engine.service_tasks.case_values import given
from engine.service_tasks.outcome import Reading, Values


def weekly_grant(decision_id: int, values: Values) -> KeepWeeklyGrant | None:
    """What was worked out for the case, kept with the decision that grants it."""
    hours = values.get("weekly_hours")
    if not isinstance(hours, dict):
        return None
    return KeepWeeklyGrant(
        decision_id=decision_id,
        hours=hours,
        unpaid_hours=given(values, "unpaid_hours_per_week", int),
        payable_hours=given(values, "payable_hours_per_week", int),
    )


def granted_week(decision_id: int, reading: Reading) -> Granted | None:
    """What a decision grants a week, issued in this step or before; None where hours go by the month."""
    for effect in reading.asked:
        if isinstance(effect, IssueDecision) and effect.decision_id == decision_id:
            week = effect.weekly
            return None if week is None else Granted(week.hours, week.unpaid_hours, week.payable_hours)
    return granted_by(reading.session, [decision_id]).get(decision_id)


def week_as_values(hours: WeeklyHours) -> dict[str, object]:
    """Hours a week for each purpose with their sums, as values of a case.

    `hours_per_month` is the average month of these weeks in whole hours, for lists and statistics; no cap is
    checked by it.
    """
    granted = {str(purpose): each for purpose, each in hours.by_purpose.items()}
    return {
        "purposes": list(granted),
        "weekly_hours": granted,
        "hours_per_week": hours.hours_per_week,
        "unpaid_hours_per_week": hours.unpaid_hours_per_week,
        "payable_hours_per_week": hours.payable_hours_per_week,
        "hours_per_month": average_month(hours.hours_per_week) if hours.payable_hours_per_week else 0,
    }


def average_month(hours_per_week: int) -> int:
    """Whole hours of an average month: 40 a week → 174."""
    exact = hours_a_month(Decimal(hours_per_week))
    return half_up(int(exact * 100), 100)


def letter_hours(values: Values) -> dict[str, object]:
    """What a letter says: hours a week in all and for each purpose; None where they go by the month."""
    hours = values.get("weekly_hours")
    by_purpose = hours if isinstance(hours, dict) else {}
    return {
        "hours_per_week": values.get("hours_per_week") if by_purpose else None,
        "unpaid_hours_per_week": values.get("unpaid_hours_per_week") if by_purpose else None,
        **{f"hours_{purpose}": by_purpose.get(str(purpose)) for purpose in TABLE_ORDER},
    }
