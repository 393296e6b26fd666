"""Table of contents: what process owners are about to change."""

from __future__ import annotations

from engine.persistence.tables import number_proposals, release_drafts

__all__ = ["number_proposals", "release_drafts"]
