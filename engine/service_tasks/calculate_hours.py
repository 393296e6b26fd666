"""Hours a month from purposes and coefficient, and until when they can be granted."""

from __future__ import annotations

from datetime import date

from engine.domain.eligibility import personal_facts
from engine.domain.hours import hours_granted
from engine.domain.rules import NumberUnset, Rules
from engine.domain.steps import Step, as_values
from engine.domain.validity import Grounds, validity
from engine.errors import BusinessError, EngineError
from engine.service_tasks.case_values import given, maybe, the_day
from engine.service_tasks.outcome import Outcome, Reading, Values


def calculate_hours(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """hours_per_month with its steps, proposed_valid_to; BusinessError `number_unset` for a missing number.

    Where a ground has ended already there is nothing to grant: 0 hours, no last day, and a step that says so.
    """
    try:
        hours = hours_granted(given(values, "purposes", list), given(values, "coefficient", int), rules, day)
        last_day, why = _last_day(values, rules, day)
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


def _last_day(values: Values, rules: Rules, day: date) -> tuple[date | None, tuple[Step, ...]]:
    try:
        found = validity(day, _grounds(values, rules, day), rules)
    except NumberUnset:
        raise
    except EngineError as ended:
        return None, (Step("ground_ended", ended.message),)
    return found.valid_to, found.steps


def _grounds(values: Values, rules: Rules, day: date) -> Grounds:
    is_child = values.get("eligibility") == "child"
    born = the_day(values, "birth_date")
    return Grounds(
        opinion_to=maybe(values, "opinion_valid_to", date),
        purpose_to=maybe(values, "purpose_ends_on", date),
        adult_on=personal_facts(born, day, rules).adult_on if is_child else None,
    )
