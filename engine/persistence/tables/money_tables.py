"""Table of contents: claims and the accounts."""

from __future__ import annotations

from engine.persistence.tables import claims, ledger

__all__ = ["claims", "ledger"]
