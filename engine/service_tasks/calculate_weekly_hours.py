"""Hours a week for each purpose under the caps of the existing order, and until when they can be granted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.domain.averages import hours_a_month
from engine.domain.money import half_up
from engine.domain.rules import NumberUnset, Rules
from engine.domain.steps import as_values
from engine.domain.weekly_purposes import weekly_hours
from engine.errors import BusinessError
from engine.service_tasks.grant_days import last_grant_day
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.weekly_need import weekly_need


def calculate_weekly_hours(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """weekly_hours with their steps and sums; BusinessError `number_unset` for a missing number.

    `hours_per_month` is the average month of these weeks in whole hours, for lists and statistics; no cap is
    checked by it. Where a ground has ended already there is nothing to grant. EngineError where the need
    itself is none that the order knows.
    """
    try:
        hours = weekly_hours(weekly_need(values), rules, day)
        last_day, why = last_grant_day(values, rules, day)
    except NumberUnset as unset:
        raise BusinessError("number_unset", unset.message) from unset
    granted = {str(purpose): each for purpose, each in hours.by_purpose.items()}
    month = average_month(hours.hours_per_week) if hours.payable_hours_per_week else 0
    return Outcome(
        {
            "purposes": list(granted),
            "weekly_hours": granted,
            "hours_per_week": hours.hours_per_week,
            "unpaid_hours_per_week": hours.unpaid_hours_per_week,
            "payable_hours_per_week": hours.payable_hours_per_week,
            "hours_per_month": month if last_day is not None else 0,
            "hours_steps": as_values((*hours.steps, *why)),
            "proposed_valid_to": last_day,
            "error_text": None,
        }
    )


def average_month(hours_per_week: int) -> int:
    """Whole hours of an average month: 40 a week → 174."""
    exact = hours_a_month(Decimal(hours_per_week))
    return half_up(int(exact * 100), 100)
