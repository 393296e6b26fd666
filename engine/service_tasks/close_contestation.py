"""The contest is over: the authority has decided, and a court has spoken or will not."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.decisions import CloseContestation
from engine.persistence.tables.cases import DecisionOutcome
from engine.service_tasks.case_values import given
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.standing import standing

BY_COURT = ("changed", "annulled")


def close_contestation(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """decision_affected: whether the case has to look again at the decision that counts."""
    decision = standing(reading).decision
    refused = decision is not None and decision.outcome is DecisionOutcome.REFUSED
    return Outcome(
        {"decision_affected": refused or values.get("court_outcome") in BY_COURT},
        [CloseContestation(given(values, "contestation_id", int))],
    )
