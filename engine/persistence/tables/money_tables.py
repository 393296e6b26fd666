"""Table of contents: claims and their answers, accounts, payroll, invoices, corrections, municipal money."""

from __future__ import annotations

from engine.persistence.tables import (
    claims,
    corrections,
    invoices,
    ledger,
    municipal_amounts,
    net_pay,
    replies,
)

__all__ = ["claims", "corrections", "invoices", "ledger", "municipal_amounts", "net_pay", "replies"]
