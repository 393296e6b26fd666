"""What paying out a claim does to the accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from engine.domain.bookings import assistant_payment_entry
from engine.domain.remuneration import ContractForm
from engine.persistence.effects.money import Book
from engine.persistence.queries.claims import StoredLine


def payment_bookings(lines: Sequence[StoredLine], claim_id: int, paid_on: date) -> list[Book]:
    """One entry for each form of contract: what was owed under it left the bank."""
    paid: Counter[ContractForm] = Counter()
    for line in lines:
        paid[line.contract_form] += line.cents
    entries = [
        assistant_payment_entry(f"claim-{claim_id}-paid-{form.value}", paid_on, form, cents)
        for form, cents in sorted(paid.items())
        if cents
    ]
    return [Book(entry, claim_id=claim_id) for entry in entries]
