"""Table of contents: what process owners are about to change, and how their processes run."""

from __future__ import annotations

from engine.persistence.tables import draft_tryouts, moved_cases, number_proposals, release_drafts, tallies

__all__ = ["draft_tryouts", "moved_cases", "number_proposals", "release_drafts", "tallies"]
