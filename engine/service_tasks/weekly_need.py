"""The hours a week that the office found to be needed: one answer for each purpose of annex 1."""

from __future__ import annotations

from engine.domain.weekly_purposes import TABLE_ORDER, WeeklyNeed
from engine.service_tasks.case_values import maybe
from engine.service_tasks.outcome import Values

NEEDED = "needed"  # what `assessment_outcome` says where an assistant is needed


def needed_hours(values: Values) -> dict[str, int]:
    """Purpose → hours a week above 0, by the answers `hours_<purpose>`."""
    asked = {str(purpose): maybe(values, f"hours_{purpose}", int) or 0 for purpose in TABLE_ORDER}
    return {purpose: hours for purpose, hours in asked.items() if hours}


def weekly_need(values: Values) -> WeeklyNeed:
    """What the rules of the week are asked with."""
    return WeeklyNeed(
        needed_hours(values),
        has_loss_of_vision=maybe(values, "loss_of_vision", bool) is True,
        vision_benefit=maybe(values, "vision_benefit", bool) is True,
    )
