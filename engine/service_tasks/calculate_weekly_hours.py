"""Hours a week for each purpose under the caps of the existing order, and until when they can be granted."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import NumberUnset, Rules
from engine.domain.steps import as_values
from engine.domain.weekly_purposes import weekly_hours
from engine.errors import BusinessError
from engine.service_tasks.case_values import maybe
from engine.service_tasks.grant_days import last_grant_day
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.weekly_grants import week_as_values
from engine.service_tasks.weekly_need import weekly_need


def calculate_weekly_hours(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """weekly_hours with their steps and sums; BusinessError `number_unset` for a missing number.

    Where a ground has ended already there is nothing to grant. EngineError where the need itself is none that
    the order knows.
    """
    try:
        hours = weekly_hours(weekly_need(values), rules, day)
        status_to = maybe(values, "purpose_ends_on", date)
        last_day, why = last_grant_day(values, rules, day, status_to=status_to)
    except NumberUnset as unset:
        raise BusinessError("number_unset", unset.message) from unset
    week = week_as_values(hours)
    return Outcome(
        {
            **week,
            "hours_per_month": week["hours_per_month"] if last_day is not None else 0,
            "hours_steps": as_values((*hours.steps, *why)),
            "proposed_valid_to": last_day,
            "error_text": None,
        }
    )
