"""Whether the administration of each played claim is what the ministry paid in 2018: 8 % of pay and transport."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.domain.money import half_up
from engine.persistence import rows
from engine.persistence.tables.claims import MinistryClaim
from engine.runtime import EVERY, Runtime

PERCENT = 8  # the row of 2018: 1 135 376 of 14 192 199


@dataclass(frozen=True, slots=True)
class ClaimsPlayed:
    """How many claims there were, and the farthest that one's administration is from 8 %."""

    count: int
    farthest_cents: Decimal  # two places; below 1 is rounding to the cent


def claims_played(runtime: Runtime) -> ClaimsPlayed:
    """Every claim of every municipality."""
    with runtime.reading(EVERY) as session:
        claims = rows.every(session, MinistryClaim)
    exact = [
        abs(claim.admin_cents - Fraction((claim.pay_cents + claim.transport_cents) * PERCENT, 100))
        for claim in claims
    ]
    farthest = max(exact, default=Fraction(0))
    return ClaimsPlayed(
        len(claims), Decimal(half_up(farthest.numerator * 100, farthest.denominator)).scaleb(-2)
    )
