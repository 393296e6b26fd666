"""What paying out a claim does to the accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from engine.domain.bookings import assistant_payment_entry
from engine.domain.remuneration import ContractForm
from engine.persistence.effects.money import Book
from engine.persistence.queries.carried import of_claim
from engine.persistence.queries.claims import StoredLine
from engine.persistence.queries.invoices import Invoiced, payee_of
from engine.service_tasks.outcome import Reading


def payment_bookings(
    lines: Sequence[StoredLine],
    reading: Reading,
    claim_id: int,
    paid_on: date,
    *,
    by_invoice: Collection[int],
) -> list[Book]:
    """One entry for each form of contract: what was owed under it left the bank, less what was carried.

    Providers paid by invoice have entries of their own, and so has what was carried for them.
    """
    elsewhere = {payee_of(provider_id) for provider_id in by_invoice}
    paid: Counter[ContractForm] = Counter()
    for line in lines:
        if line.provider_id not in by_invoice:
            paid[line.contract_form] += line.paid_cents
    for one in of_claim(reading.session, claim_id):
        if one.payee not in elsewhere:
            paid[one.contract_form] -= one.cents
    entries = [
        assistant_payment_entry(f"claim-{claim_id}-paid-{form.value}", paid_on, form, cents)
        for form, cents in sorted(paid.items())
        if cents
    ]
    return [Book(entry, claim_id=claim_id) for entry in entries]


def provider_bookings(paid: Sequence[Invoiced], claim_id: int, paid_on: date) -> list[Book]:
    """One entry for each provider whose invoice is paid: what left the bank for it."""
    entries = [
        assistant_payment_entry(
            f"claim-{claim_id}-paid-{one.payee}", paid_on, ContractForm.PROVIDER, one.payment.cents
        )
        for one in paid
        if one.payment is not None and one.payment.cents
    ]
    return [Book(entry, claim_id=claim_id) for entry in entries]
