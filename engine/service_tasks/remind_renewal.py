"""The decision runs out soon, and nothing renews itself: the applicant is reminded to apply again."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.service_tasks.case_people import applicant_id
from engine.service_tasks.case_values import given, the_day
from engine.service_tasks.outcome import Letter, Outcome, Reading, Values


def remind_renewal(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """A letter, once a decision."""
    letter = Letter(
        kind="renewal_reminder",
        person_id=applicant_id(values),
        values={
            "service_kind": values.get("service_kind"),
            "decision_number": given(values, "decision_number", str),
            "valid_to": the_day(values, "valid_to"),
        },
        key=f"renewal_reminder:{given(values, 'decision_id', int)}",
    )
    return Outcome(letters=[letter])
