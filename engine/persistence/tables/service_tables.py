"""Table of contents: what the assistant service itself is about."""

from __future__ import annotations

from engine.persistence.tables import (
    cases,
    claims,
    controls,
    ledger,
    months,
    number_proposals,
    opinions,
    takeovers,
    weekly,
)

__all__ = [
    "cases",
    "claims",
    "controls",
    "ledger",
    "months",
    "number_proposals",
    "opinions",
    "takeovers",
    "weekly",
]
