"""The head of service gave the claim back."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.claims import MoveClaim
from engine.persistence.tables.claims import ClaimState
from engine.service_tasks.month_values import whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def return_claim_to_review(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Finance looks at the claim again."""
    return Outcome(effects=[MoveClaim(whole(values, "claim_id"), ClaimState.REVIEW)])
