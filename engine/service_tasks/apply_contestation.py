"""The authority has reviewed the decision: upheld, changed or annulled."""

from __future__ import annotations

from datetime import date

from engine.domain.deadlines import court_by
from engine.domain.rules import Rules
from engine.service_tasks.case_values import given
from engine.service_tasks.contest_results import settled
from engine.service_tasks.decision_letters import review_letters
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.reviewed_week import reviewed_week


def apply_contestation(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """contest_decided_on and court_by; a changed decision takes the old one's place, annulled it ends."""
    number = given(values, "decision_number", str)
    decided_by = reading.completion.user_id if reading.completion is not None else None
    decided: dict[str, object] = {"contest_decided_on": day, "court_by": court_by(day, rules)}
    week = reviewed_week(values, rules, day)
    letters = review_letters(number, {**values, **decided}, week, reading, decided_by)
    by_week = {**week, "contest_hours": week["hours_per_month"]} if week else {}
    return Outcome(decided, settled({**values, **by_week}, reading, rules, day), letters)
