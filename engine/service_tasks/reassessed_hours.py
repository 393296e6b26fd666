"""The hours a month that a second assessment gives for the purposes decided before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.domain.hours import hours_granted
from engine.domain.rules import Rules
from engine.domain.steps import CaseValue, as_values


def reassessed_hours(
    purposes: Sequence[str], level: str, coefficient: int, rules: Rules, day: date
) -> tuple[int, list[CaseValue]]:
    """Hours and the steps they came by; none where no need was found. NumberUnset for a missing number."""
    if level == "none":
        return 0, []
    granted = hours_granted(purposes, coefficient, rules, day)
    return granted.hours_per_month, as_values(granted.steps)
