"""Table of contents: who people are, how they sign in, how they and the office reach one another."""

from __future__ import annotations

from engine.persistence.tables import (
    accounts,
    integrations,
    outside_sign_ins,
    people,
    reaching,
    sign_ins,
)

__all__ = ["accounts", "integrations", "outside_sign_ins", "people", "reaching", "sign_ins"]
