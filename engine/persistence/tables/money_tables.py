"""Table of contents: claims and their answers, the accounts, corrections, what a municipality adds."""

from __future__ import annotations

from engine.persistence.tables import claims, corrections, ledger, municipal_amounts, replies

__all__ = ["claims", "corrections", "ledger", "municipal_amounts", "replies"]
