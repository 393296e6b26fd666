"""Table of contents: who people are, how they sign in, how they and the office meet, their keys."""

from __future__ import annotations

from engine.persistence.tables import (
    accounts,
    data_keys,
    integrations,
    outside_sign_ins,
    people,
    reaching,
    sign_ins,
)

__all__ = ["accounts", "data_keys", "integrations", "outside_sign_ins", "people", "reaching", "sign_ins"]
