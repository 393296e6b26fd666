"""The bank's file that pays one invoice of a provider organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from engine.messages_catalogue import DEFAULT_LANGUAGE, msg, say
from engine.payment_files.credit_transfer import PaymentBatch, PaymentOrder, write_credit_transfer


@dataclass(frozen=True, slots=True)
class InvoicePayment:
    """Who pays whom for which invoice; the number stands in the purpose."""

    identification: str  # of the message and of its one payment
    payer_name: str
    payer_account: str
    name: str
    account: str
    cents: int
    number: str
    period: str
    execution_day: date
    made_at: datetime
    economic_classification_code: str


def invoice_transfer(payment: InvoicePayment) -> str:
    """The file as text; UnpayableBatch says everything a bank would refuse."""
    named = {"number": payment.number, "period": payment.period}
    purpose = msg("Invoice {number}, assistant service {period}", **named)
    order = PaymentOrder(
        end_to_end_identification=payment.identification,
        creditor_name=payment.name,
        creditor_iban=payment.account,
        instructed_amount_cents=payment.cents,
        remittance_information=say(purpose, DEFAULT_LANGUAGE),
        economic_classification_code=payment.economic_classification_code,
    )
    batch = PaymentBatch(
        message_identification=payment.identification,
        payment_information_identification=payment.identification,
        debtor_name=payment.payer_name,
        debtor_iban=payment.payer_account,
        requested_execution_date=payment.execution_day,
        created_at=payment.made_at,
        orders=(order,),
    )
    return write_credit_transfer(batch).decode()
