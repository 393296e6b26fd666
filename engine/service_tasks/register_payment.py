"""The assistants have been paid."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.claims import MonthsPaid, MoveClaim
from engine.persistence.effects.payments import OrdersPaid
from engine.persistence.tables.claims import ClaimState
from engine.service_tasks.case_values import given
from engine.service_tasks.claim_paid import payment_bookings
from engine.service_tasks.claim_values import claim_id_of, included
from engine.service_tasks.outcome import Outcome, Reading, Values


def register_payment(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """What was owed under each form of contract is paid from the bank; months and orders are paid."""
    claim_id, paid_on = claim_id_of(values), given(values, "paid_on", date)
    return Outcome(
        effects=[
            *payment_bookings(included(values, reading), reading, claim_id, paid_on),
            MonthsPaid(claim_id),
            OrdersPaid(claim_id, paid_on),
            MoveClaim(claim_id, ClaimState.PAID),
        ]
    )
