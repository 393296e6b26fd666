"""Table of contents: what the assistant service itself is about."""

from __future__ import annotations

from engine.persistence.tables import (
    cases,
    controls,
    money_tables,
    months,
    number_proposals,
    opinions,
    reopenings,
    takeovers,
    uploads,
    weekly,
)

__all__ = [
    "cases",
    "controls",
    "money_tables",
    "months",
    "number_proposals",
    "opinions",
    "reopenings",
    "takeovers",
    "uploads",
    "weekly",
]
