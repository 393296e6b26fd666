"""From the invoices of a claim to their page, their part of the claim's page, and an organisation's own."""

from __future__ import annotations

from collections.abc import Sequence

from engine.messages_catalogue import Message, msg
from engine.payments.provider_invoices import ClaimInvoices, InvoiceRow
from web.drawing import words

Context = dict[str, object]


def rows(found: ClaimInvoices) -> list[Context]:
    """One for each provider: what it must come to, what came, what was paid."""
    return [_row(one, found.claim_id) for one in found.rows]


def awaited(found: ClaimInvoices, language: str) -> list[dict[str, str]]:
    """The providers whose invoice may be entered here, as choices."""
    return [
        {"value": str(one.provider_id), "text": f"{one.name}, {words.euros(one.cents, language)}"}
        for one in found.rows
        if one.may_enter
    ]


def own(found: Sequence[ClaimInvoices]) -> list[Context]:
    """The invoices of an organisation, a line for each month."""
    return [
        {
            "period": claim.period,
            "href": f"/claims/{claim.claim_id}/invoices",
            "cents": one.cents,
            "state": state(one),
        }
        for claim in found
        for one in claim.rows
    ]


def state(one: InvoiceRow) -> Message:
    """How far an invoice has come."""
    if one.number is None:
        return msg("Invoice awaited")
    if one.paid_on is None:
        return msg("Invoice {number} is in, to be paid", number=one.number)
    return msg("Invoice {number} paid {day}", number=one.number, day=one.paid_on)


def _row(one: InvoiceRow, claim_id: int) -> Context:
    way = f"/claims/{claim_id}/invoices/{one.provider_id}"
    less = one.paid_cents is not None and one.paid_cents != one.cents
    note = msg("{sum:money} to be paid: the rest was paid before.", sum=one.paid_cents) if less else None
    return {
        "provider": one.name,
        "months": one.months,
        "cents": one.cents,
        "state": state(one),
        "day": one.day,
        "note": note,
        "transfer_href": f"{way}/transfer" if one.paid_cents else None,
        "attached_href": f"{way}/attached" if one.has_attachment else None,
    }
