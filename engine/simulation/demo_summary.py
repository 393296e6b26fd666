"""What a demo says of itself when it is ready."""

from __future__ import annotations

from engine.simulation.sign_ins import DEMO_SIGN_INS
from engine.simulation.town import Town
from engine.upkeep.counts import counts, newest_paid_claim


def summary(town: Town) -> dict[str, object]:
    """What acceptance reads: counts per state, the paid claim with its sums, the sign-ins."""
    counted = counts(town.runtime, town.tenant)
    return {
        "cases": counted.cases,
        "months": counted.months,
        "claims": counted.claims,
        "claim": newest_paid_claim(town.runtime, town.tenant),
        "sign_ins": [
            {"role": str(one.role), "user": one.user, "password": one.password} for one in DEMO_SIGN_INS
        ],
    }
