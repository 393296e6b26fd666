"""A need assessed twice: both results side by side, by points or by hours a week."""

from __future__ import annotations

from collections.abc import Mapping

from engine.case_files.controls import SecondLook
from engine.domain.weekly_purposes import TABLE_ORDER, WEEKLY_PURPOSE_LABELS
from engine.messages_catalogue import msg
from web.drawing.task_drawing import LEVEL_WORDS

LEVELS = {
    **LEVEL_WORDS,
    "child": msg("Child, without points"),
    "individual": msg("Without points (MK 942)"),
    "": msg("No level"),
}
"""What an assessment found, in everyday words."""


def draw(one: SecondLook) -> dict[str, object]:
    """As `macros/second_looks.html` shows it."""
    return {
        "case_number": one.case_number,
        "href": f"/cases/{one.case_id}",
        "reason": one.reason,
        "ordered_by": one.ordered_by,
        "ordered_at": one.ordered_at,
        "results": [
            {
                "title": title,
                "assessor": result.assessor,
                "score": result.score,
                "level": LEVELS.get(result.level) if result.level else None,
                "hours": result.hours,
                **_week(result.week),
            }
            for title, result in ((msg("First"), one.earlier), (msg("Second"), one.second))
        ],
        "by_week": one.by_week,
        "is_over": one.is_over,
        "decision_number": one.decision_number,
    }


def _week(hours: Mapping[str, int] | None) -> dict[str, object]:
    if hours is None:
        return {"week": None, "purposes": []}
    purposes = [
        {"purpose": WEEKLY_PURPOSE_LABELS[one], "hours": hours[one]} for one in TABLE_ORDER if one in hours
    ]
    return {"week": sum(hours.values()), "purposes": purposes}
