"""The month to decide has passed: the head of service is told."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.service_tasks.decision_terms import notice
from engine.service_tasks.outcome import Outcome, Reading, Values


def escalate_decision_term(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """A notice to the office, once a term, if the application is still undecided."""
    return Outcome(letters=notice("decision_term_passed", values, reading, rules))
