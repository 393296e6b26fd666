"""The approved claim becomes what it will be for ever."""

from __future__ import annotations

from datetime import date

from engine.domain.bookings import claim_entry
from engine.domain.claim import claim_hash
from engine.domain.rules import Rules
from engine.persistence.effects.claims import FreezeClaim
from engine.persistence.effects.money import Book
from engine.service_tasks import claim_payments, claim_values
from engine.service_tasks.outcome import Outcome, Reading, Values


def freeze_claim(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """claim_hash over lines and sums; the months are in the claim, the ministry owes the total."""
    claim_id = claim_values.claim_id_of(values)
    lines = claim_values.included(values, reading)
    totals = claim_values.approved_totals(lines, values, reading)
    code, period = claim_payments.payer(reading).code, claim_values.period_of(values)
    frozen = claim_hash(code, period, claim_values.as_known(lines), totals)
    entry = claim_entry(f"claim-{claim_id}", day, totals)
    months = sum(not line.adjustment for line in lines)
    booked = [] if entry is None else [Book(entry, claim_id=claim_id)]
    return Outcome(
        values={"claim_hash": frozen},
        effects=[FreezeClaim(claim_id, frozen, month_count=months), *booked],
    )
