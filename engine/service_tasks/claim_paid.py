"""What paying out a claim does to the accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from engine.domain.bookings import assistant_payment_entry
from engine.domain.remuneration import ContractForm
from engine.persistence.effects.money import Book
from engine.persistence.queries.carried import of_claim
from engine.persistence.queries.claims import StoredLine
from engine.service_tasks.outcome import Reading


def payment_bookings(
    lines: Sequence[StoredLine], reading: Reading, claim_id: int, paid_on: date
) -> list[Book]:
    """One entry for each form of contract: what was owed under it left the bank, less what was carried."""
    paid: Counter[ContractForm] = Counter()
    for line in lines:
        paid[line.contract_form] += line.paid_cents
    for one in of_claim(reading.session, claim_id):
        paid[one.contract_form] -= one.cents
    entries = [
        assistant_payment_entry(f"claim-{claim_id}-paid-{form.value}", paid_on, form, cents)
        for form, cents in sorted(paid.items())
        if cents
    ]
    return [Book(entry, claim_id=claim_id) for entry in entries]
