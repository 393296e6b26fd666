"""Secrets that a browser carries: made here, and kept as hashes only."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """256 bits nobody can guess."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """All that is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
