"""The invoices of a claim as its page shows them, and those that an organisation has to send or has sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.domain.provider_invoices import listed
from engine.domain.rights import Actor
from engine.messages_catalogue import Message
from engine.payments.invoice_access import frozen_claim, may, nowhere, tenant_of, within_reach
from engine.persistence.queries import invoices
from engine.persistence.queries.invoices import Invoiced
from engine.runtime import Runtime

CLAIMS = 12  # how many of an organisation are shown


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One provider in one claim; `number` is None until the invoice is in."""

    provider_id: int
    name: str
    months: Message  # contracts and months with their amounts
    cents: int
    number: str | None
    day: date | None
    paid_cents: int | None  # less what the provider owed from before
    paid_on: date | None
    has_attachment: bool
    may_enter: bool


@dataclass(frozen=True, slots=True)
class ClaimInvoices:
    """A claim's month and the invoices in it that this person may see."""

    claim_id: int
    period: str
    rows: Sequence[InvoiceRow]


def of_claim(runtime: Runtime, actor: Actor, claim_id: int) -> ClaimInvoices:
    """The invoices of a frozen claim; NotFound where there are none for this person."""
    with runtime.reading(tenant_of(actor)) as session:
        claim = frozen_claim(session, actor, claim_id)
        found = [_row(one, actor) for one in within_reach(session, actor, claim_id, "invoice.see")]
    if not found:
        raise nowhere()
    return ClaimInvoices(claim_id, claim.period, found)


def of_provider(runtime: Runtime, actor: Actor) -> Sequence[ClaimInvoices]:
    """What the organisation that the person speaks for has to invoice or has invoiced, the newest first."""
    if actor.provider_id is None:
        return []
    found = []
    with runtime.reading(tenant_of(actor)) as session:
        for claim in invoices.claims_of(session, actor.provider_id, limit=CLAIMS):
            own = [
                one
                for one in within_reach(session, actor, claim.id, "invoice.see")
                if one.provider_id == actor.provider_id
            ]
            if own:
                found.append(ClaimInvoices(claim.id, claim.period, [_row(one, actor) for one in own]))
    return found


def _row(one: Invoiced, actor: Actor) -> InvoiceRow:
    invoice, payment = one.invoice, one.payment
    return InvoiceRow(
        provider_id=one.provider_id,
        name=one.name,
        months=listed(one.months),
        cents=one.cents,
        number=None if invoice is None else invoice.number,
        day=None if invoice is None else invoice.day,
        paid_cents=None if payment is None else payment.cents,
        paid_on=None if payment is None else payment.paid_on,
        has_attachment=invoice is not None and invoice.content is not None,
        may_enter=invoice is None and may(actor, "invoice.enter", one.provider_id),
    )
