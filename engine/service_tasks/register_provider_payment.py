"""Provider organisations whose invoices are in have been paid."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.effects.invoices import InvoicesPaid
from engine.persistence.queries import invoices
from engine.service_tasks.case_values import given
from engine.service_tasks.claim_paid import provider_bookings
from engine.service_tasks.claim_settled import settled
from engine.service_tasks.claim_values import claim_id_of
from engine.service_tasks.outcome import Outcome, Reading, Values


def register_provider_payment(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """providers_unpaid: how many invoices are still to come; what is owed for those that are in is paid.

    An EngineError where none is in that has not been paid, or where one is dated later than the payment.
    """
    claim_id, paid_on = claim_id_of(values), given(values, "providers_paid_on", date)
    every = invoices.of_claim(reading.session, claim_id)
    due = [one for one in every if one.payment is not None and one.payment.paid_on is None]
    if not due:
        raise EngineError(msg("No invoice is in that is to be paid. Enter it on the claim's page first."))
    for one in due:
        if one.invoice is not None and paid_on < one.invoice.day:
            number = one.invoice.number
            raise EngineError(msg("Invoice {number} is dated later than the payment.", number=number))
    left = sum(one.invoice is None for one in every)
    months = [line.month_id for one in due for line in one.lines if not line.adjustment]
    return Outcome(
        values={"providers_unpaid": left},
        effects=[
            *provider_bookings(due, claim_id, paid_on),
            InvoicesPaid([one.invoice.id for one in due if one.invoice is not None], paid_on),
            *settled(claim_id, months, is_whole=not left),
        ],
    )
