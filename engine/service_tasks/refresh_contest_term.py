"""Looks, when the day to contest a refusal has passed, whether that is still the last one."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.standing import standing


def refresh_contest_term(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """The decision's last day to contest as it is now, and whether it is still to come.

    A letter that was noted as posted or handed over late has moved the day later (letter_deliveries). Where
    nothing was noted, the day stays as it was worked out when the decision was issued, as if the letter had
    left on that day; a delivery that is noted once the case is closed opens it no more.
    """
    decision = standing(reading).decision
    until = None if decision is None or decision.is_annulled else decision.contest_by
    if until is None or until < day:
        return Outcome(values={"contest_term_moved": False})
    return Outcome(values={"contest_by": until, "contest_term_moved": True})
