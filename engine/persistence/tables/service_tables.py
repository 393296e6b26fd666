"""Table of contents: what the assistant service itself is about."""

from __future__ import annotations

from engine.persistence.tables import (
    case_tables,
    controls,
    erasures,
    money_tables,
    months,
    opinions,
    takeovers,
    weekly,
)

__all__ = [
    "case_tables",
    "controls",
    "erasures",
    "money_tables",
    "months",
    "opinions",
    "takeovers",
    "weekly",
]
