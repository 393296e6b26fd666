"""The assistants have been paid."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.payments import OrdersPaid
from engine.service_tasks.case_values import given
from engine.service_tasks.claim_invoices import by_invoice
from engine.service_tasks.claim_paid import payment_bookings
from engine.service_tasks.claim_settled import settled
from engine.service_tasks.claim_values import claim_id_of, included
from engine.service_tasks.outcome import Outcome, Reading, Values


def register_payment(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """What was owed under each form of contract is paid from the bank; months and orders are paid.

    providers_unpaid: how many providers are still to be paid by invoice; the claim is paid after them.
    """
    claim_id, paid_on = claim_id_of(values), given(values, "paid_on", date)
    lines = included(values, reading)
    waiting = by_invoice(values, lines)
    months = [one.month_id for one in lines if one.provider_id not in waiting and not one.adjustment]
    return Outcome(
        values={"providers_unpaid": len(waiting)},
        effects=[
            *payment_bookings(lines, reading, claim_id, paid_on, by_invoice=waiting),
            OrdersPaid(claim_id, paid_on),
            *settled(claim_id, months, is_whole=not waiting),
        ],
    )
