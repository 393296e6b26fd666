"""The payment of a provider's invoice: less what the provider owes from before, as a file for the bank."""

from __future__ import annotations

from datetime import date

from engine.domain.carrying import netted
from engine.payments.invoice_transfers import transfer
from engine.persistence.effects.invoices import NewInvoice, keep_invoice
from engine.persistence.queries.carried import Carried, of_payees
from engine.persistence.queries.invoices import Invoiced
from engine.persistence.tables.claims import MinistryClaim
from engine.runtime import Runtime, Session

Given = tuple[str, date, tuple[str, bytes] | None]
"""Number, day and, where it is attached, the invoice itself."""


def keep(
    runtime: Runtime, session: Session, claim: MinistryClaim, owed: Invoiced, given: Given, user_id: int
) -> int:
    """Keep the invoice with its payment and give its id; UnpayableBatch where a bank would refuse it."""
    number, day, attached = given
    stood = of_payees(session, [owed.payee]).get(owed.payee, Carried())
    result = netted([line.paid_cents for line in owed.lines], stood.cents)
    paid, moved = sum(result.paid), result.carried - stood.cents
    name = f"claim-{claim.id}-{owed.payee}"
    new = NewInvoice(
        municipality_id=claim.municipality_id,
        claim_id=claim.id,
        provider_id=owed.provider_id,
        number=number,
        day=day,
        cents=owed.cents,
        attached=attached,
        identification=name,
        file_name=f"{claim.period}-{name}.xml",
        transfer=transfer(runtime, session, claim, owed, (name, number, paid)) if paid else None,
        paid_cents=paid,
        carried=(stood.count + 1, moved) if moved else None,
    )
    return keep_invoice(session, new, user_id, runtime.clock.now())
