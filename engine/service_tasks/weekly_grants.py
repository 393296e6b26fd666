"""The hours a week that a decision grants; nothing where hours go by the month."""

from __future__ import annotations

from engine.domain.weekly_purposes import TABLE_ORDER
from engine.persistence.effects.weekly import KeepWeeklyGrant
from engine.service_tasks.case_values import given
from engine.service_tasks.outcome import Values


def weekly_grant(decision_id: int, values: Values) -> KeepWeeklyGrant | None:
    """What was worked out for the case, kept with the decision that grants it."""
    hours = values.get("weekly_hours")
    if not isinstance(hours, dict):
        return None
    return KeepWeeklyGrant(
        decision_id=decision_id,
        hours=hours,
        unpaid_hours=given(values, "unpaid_hours_per_week", int),
        payable_hours=given(values, "payable_hours_per_week", int),
    )


def letter_hours(values: Values) -> dict[str, object]:
    """What a letter says: hours a week in all and for each purpose; None where they go by the month."""
    hours = values.get("weekly_hours")
    by_purpose = hours if isinstance(hours, dict) else {}
    return {
        "hours_per_week": values.get("hours_per_week") if by_purpose else None,
        "unpaid_hours_per_week": values.get("unpaid_hours_per_week") if by_purpose else None,
        **{f"hours_{purpose}": by_purpose.get(str(purpose)) for purpose in TABLE_ORDER},
    }
