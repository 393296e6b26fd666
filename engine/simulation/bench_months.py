"""The month that `bench` measures: its days, its hours, the instants it passes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from engine.domain.rights import Role

PERIOD = "2026-10"
OPENS = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)
REMINDS = datetime(2026, 10, 31, 8, 0, tzinfo=UTC)
DAYS = (5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 19, 20)
ENTRIES = {f"{PERIOD}-{day:02d}": 120 for day in DAYS}
ANSWERS: Mapping[str, Mapping[str, object]] = {
    "enter_month": {"entries": dict(ENTRIES), "signed": True},
    "confirm_month": {"verdict": "confirmed"},
}
"""What is sent for each user task, in the order in which they come."""
ROLES = {"enter_month": Role.ASSISTANT, "confirm_month": Role.RECIPIENT}
"""Who sends it."""
