"""Table of contents: claims, what the ministry answers to them, the accounts, and what is corrected later."""

from __future__ import annotations

from engine.persistence.tables import claims, corrections, ledger, replies

__all__ = ["claims", "corrections", "ledger", "replies"]
