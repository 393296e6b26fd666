"""What of a frozen claim's administration falls on each of its lines, whatever has been recorded since."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.claim import ClaimLine, administration_shares, claim_totals
from engine.domain.money import split_cents
from engine.domain.rules import NumberUnset, RuleBook


def shares_of_claim(lines: Sequence[ClaimLine], admin_cents: int, book: RuleBook) -> list[int]:
    """Whole cents for each line, in the order of the lines; together exactly `admin_cents`.

    By the exact shares where the numbers still give the sum that was frozen; where one was changed since, in
    proportion to pay and transport.
    """
    try:
        totals = claim_totals(lines, book)
    except NumberUnset:
        totals = None
    if totals is not None and totals.admin_cents == admin_cents:
        return administration_shares(lines, totals, book)
    weights = [max(0, line.pay_cents + line.transport_cents) for line in lines]
    return split_cents(admin_cents, weights if any(weights) else [1] * len(lines))
