"""The columns of the files that the monitor of processes gives."""

from __future__ import annotations

from collections.abc import Sequence

from engine.messages_catalogue import msg
from web.drawing.list_columns import Column, hours, plain, table

__all__ = ["OVERDUE_STEPS", "STEP_PAIRS", "STEP_TIMES", "TIMERS_DUE", "WAYS", "WAY_PAIRS", "table"]

STEP_TIMES: Sequence[Column] = (
    (msg("Step"), plain("title")),
    (msg("Whose turn"), plain("role")),
    (msg("Open now"), plain("waiting")),
    (msg("Overdue now"), plain("overdue")),
    (msg("Tasks answered"), plain("answered")),
    (msg("Median, working hours"), hours("median")),
    (msg("All together, working hours"), hours("minutes")),
    (msg("Answered late, %"), plain("late_share")),
)
OVERDUE_STEPS: Sequence[Column] = (
    (msg("Step"), plain("title")),
    (msg("Whose turn"), plain("role")),
    (msg("Open now"), plain("count")),
    (msg("Overdue now"), plain("overdue")),
    (msg("Due longest ago"), plain("due")),
    (msg("Open since"), plain("since")),
)
TIMERS_DUE: Sequence[Column] = (
    (msg("Day"), plain("day")),
    (msg("Step"), plain("title")),
    (msg("How many"), plain("count")),
)
WAYS: Sequence[Column] = (
    (msg("Where the ways part"), plain("at")),
    (msg("Way"), plain("title")),
    (msg("How many"), plain("count")),
    (msg("Share, %"), plain("share")),
)
STEP_PAIRS: Sequence[Column] = (
    (msg("Step"), plain("title")),
    (msg("Earlier: answered"), plain("earlier_answered")),
    (msg("Earlier: median, working hours"), hours("earlier_median")),
    (msg("Earlier: answered late, %"), plain("earlier_late")),
    (msg("Later: answered"), plain("later_answered")),
    (msg("Later: median, working hours"), hours("later_median")),
    (msg("Later: answered late, %"), plain("later_late")),
)
WAY_PAIRS: Sequence[Column] = (
    (msg("Where the ways part"), plain("at")),
    (msg("Way"), plain("title")),
    (msg("Earlier: how many"), plain("earlier_count")),
    (msg("Earlier: share, %"), plain("earlier_share")),
    (msg("Later: how many"), plain("later_count")),
    (msg("Later: share, %"), plain("later_share")),
)
