"""The file for the bank that pays a provider's invoice."""

from __future__ import annotations

from engine.clock import local_day
from engine.domain.working_days import Shift, shifted
from engine.money_files.invoices import InvoicePayment, invoice_transfer
from engine.persistence.queries.invoices import Invoiced
from engine.persistence.tables.claims import MinistryClaim
from engine.persistence.tables.installation import Municipality
from engine.runtime import Runtime, Session


def transfer(
    runtime: Runtime, session: Session, claim: MinistryClaim, owed: Invoiced, what: tuple[str, str, int]
) -> str:
    """The file of one payment: (identification, number of the invoice, cents); UnpayableBatch where a bank
    would refuse it."""
    name, number, cents = what
    payer, now = session.get_one(Municipality, claim.municipality_id), runtime.clock.now()
    return invoice_transfer(
        InvoicePayment(
            identification=name,
            payer_name=payer.name,
            payer_account=payer.bank_account,
            name=owed.name,
            account=owed.account,
            cents=cents,
            number=number,
            period=claim.period,
            execution_day=shifted(local_day(now), Shift.NEXT, runtime.rule_book(session).holidays),
            made_at=now,
            economic_classification_code=str(payer.settings.get("economic_classification_code", "")),
        )
    )
