"""Gathers what the municipality claims for a month: its own months, earlier ones that came late, and what
makes the lines of frozen claims right that were corrected since."""

from __future__ import annotations

from datetime import date

from engine.domain.claim import claim_totals
from engine.domain.rules import Rules
from engine.persistence.effects.claims import RebuildClaim
from engine.persistence.queries.claimable import claimable
from engine.service_tasks.claim_adjustments import adjustments
from engine.service_tasks.claim_lines import known_pay, line_of
from engine.service_tasks.claim_values import claim_id_of, period_of
from engine.service_tasks.outcome import Outcome, Reading, Values


def collect_claim_lines(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Counts and sums; every month that is not settled is in, or blocked with the reason.

    An earlier month whose line is in another claim is none of this claim's business.
    """
    claim_id, period = claim_id_of(values), str(period_of(values))
    months = [
        month
        for month in claimable(reading.session, claim_id, period)
        if month.period == period or not month.claimed_elsewhere
    ]
    pairs = [(month, line_of(month, period, reading)) for month in months]
    included = [
        known_pay(month, month.pay)
        for month, line in pairs
        if line.blocked_reason is None and month.pay is not None
    ]
    adjusted = adjustments(claim_id, reading)
    totals = claim_totals([*included, *(line for line, _ in adjusted)], reading.book)
    return Outcome(
        values={
            "line_count": totals.line_count,
            "blocked_count": len(pairs) - len(included),
            "pay_cents": totals.pay_cents,
            "admin_cents": totals.admin_cents,
            "total_cents": totals.total_cents,
        },
        effects=[
            RebuildClaim(
                claim_id=claim_id,
                lines=[line for _, line in [*pairs, *adjusted]],
                pay_cents=totals.pay_cents,
                transport_cents=totals.transport_cents,
                admin_cents=totals.admin_cents,
            )
        ],
    )
