"""What the house says about itself: whether everything still adds up, and how much stands where."""

from __future__ import annotations

from engine.checks import Check
from engine.claim_checks import claim_checks
from engine.counts import Counts, counts
from engine.house_checks import house_checks
from engine.payment_checks import payment_checks
from engine.runtime import EVERY, Runtime

__all__ = ["Check", "Counts", "counts", "verify"]


def verify(runtime: Runtime) -> list[Check]:
    """Every check, in a fixed order; nothing is changed."""
    with runtime.reading(EVERY) as session:
        return [*house_checks(session), *claim_checks(session), *payment_checks(session)]
