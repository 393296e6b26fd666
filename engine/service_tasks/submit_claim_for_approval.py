"""Finance has looked at the claim: the head of service decides."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.claims import MoveClaim
from engine.persistence.tables.claims import ClaimState
from engine.service_tasks.claim_payments import refuse_without_account
from engine.service_tasks.claim_values import included
from engine.service_tasks.month_values import whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def submit_claim_for_approval(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """The claim waits for approval; refused while it could not be paid afterwards."""
    refuse_without_account(included(values, reading), reading)
    return Outcome(effects=[MoveClaim(whole(values, "claim_id"), ClaimState.APPROVAL)])
