"""Table of contents: what process owners are about to change."""

from __future__ import annotations

from engine.persistence.tables import draft_tryouts, moved_cases, number_proposals, release_drafts

__all__ = ["draft_tryouts", "moved_cases", "number_proposals", "release_drafts"]
