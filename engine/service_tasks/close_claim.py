"""Everything about a claim is done."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.claims import MoveClaim
from engine.persistence.tables.claims import ClaimState
from engine.service_tasks.claim_values import claim_id_of
from engine.service_tasks.outcome import Outcome, Reading, Values


def close_claim(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """The ministry answered and the assistants are paid."""
    return Outcome(effects=[MoveClaim(claim_id_of(values), ClaimState.CLOSED)])
