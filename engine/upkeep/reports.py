"""What the house says about itself: whether everything still adds up, and how much stands where."""

from __future__ import annotations

from pathlib import Path

from engine.runtime import EVERY, Runtime
from engine.upkeep.archive_checks import archive_check
from engine.upkeep.checks import Check
from engine.upkeep.claim_checks import claim_checks
from engine.upkeep.counts import Counts, counts
from engine.upkeep.house_checks import house_checks
from engine.upkeep.payment_checks import payment_checks
from engine.upkeep.settlement_checks import settlement_checks

__all__ = ["Check", "Counts", "counts", "verify"]


def verify(runtime: Runtime, archive: Path | None = None) -> list[Check]:
    """Every check, in a fixed order; nothing is changed. `archive`: a folder of archived years, read too."""
    with runtime.reading(EVERY) as session:
        found = [
            *house_checks(session, runtime.settings),
            *claim_checks(session),
            *payment_checks(session),
            *settlement_checks(session),
        ]
        return found if archive is None else [*found, archive_check(session, archive)]
