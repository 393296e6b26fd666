"""Hours a month from purposes and coefficient, and until when they can be granted."""

from __future__ import annotations

from datetime import date

from engine.domain.hours import Purpose, hours_granted, status_ends
from engine.domain.rules import NumberUnset, Rules
from engine.domain.steps import as_values
from engine.errors import BusinessError
from engine.service_tasks.case_values import given, maybe
from engine.service_tasks.grant_days import last_grant_day
from engine.service_tasks.outcome import Outcome, Reading, Values


def calculate_hours(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """hours_per_month with its steps, proposed_valid_to; BusinessError `number_unset` for a missing number.

    Where a ground has ended already there is nothing to grant: 0 hours, no last day, and a step that says so.
    """
    try:
        purposes = given(values, "purposes", list)
        hours = hours_granted(purposes, given(values, "coefficient", int), rules, day)
        ends = status_ends(hours, _ends(values, purposes))
        last_day, why = last_grant_day(values, rules, day, status_to=ends)
    except NumberUnset as unset:
        raise BusinessError("number_unset", unset.message) from unset
    return Outcome(
        {
            "hours_per_month": hours.hours_per_month if last_day is not None else 0,
            "hours_steps": as_values((*hours.steps, *why)),
            "proposed_valid_to": last_day,
            "error_text": None,
        }
    )


def _ends(values: Values, purposes: list[object]) -> dict[str, date]:
    """Purpose → its last day, where one was entered; a release before this asked one day for all."""
    of_all = maybe(values, "purpose_ends_on", date)
    ends = {purpose: maybe(values, f"ends_{purpose}", date) or of_all for purpose in Purpose}
    return {purpose: last for purpose, last in ends.items() if purpose in purposes and last is not None}
