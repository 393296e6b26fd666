"""Money on its way: the bank's file and the payroll's list."""

from __future__ import annotations

from decimal import Decimal

from engine.messages_catalogue import DEFAULT_LANGUAGE, msg, say
from engine.payment_files.credit_transfer import PaymentBatch, PaymentOrder, write_credit_transfer
from engine.payment_files.payroll import PayrollLine, RateBasis, write_payroll
from engine.persistence.effects.payments import KeepPaymentRun, NewOrder
from engine.persistence.tables.claims import RunKind
from engine.service_tasks.file_content import FileWanted, Payee, PaymentContent


def credit_transfer(wanted: FileWanted) -> KeepPaymentRun:
    """The bank's file; UnpayableBatch says everything a bank would refuse."""
    content = _content(wanted)
    batch = PaymentBatch(
        message_identification=content.message_identification,
        payment_information_identification=content.message_identification,
        debtor_name=content.payer_name,
        debtor_iban=content.payer_account,
        requested_execution_date=content.execution_day,
        created_at=content.made_at,
        orders=tuple(_payment(payee, content) for payee in content.payees),
    )
    written = write_credit_transfer(batch).decode()
    name = f"{content.file_stem}.xml"
    return _kept(wanted, RunKind.CREDIT_TRANSFER, name, written)


def payroll(wanted: FileWanted) -> KeepPaymentRun:
    """The payroll's list: a line for each rate of a month."""
    content = _content(wanted)
    lines = [line for payee in content.payees for line in _payroll_lines(payee, content)]
    name = f"{content.file_stem}.csv"
    return _kept(wanted, RunKind.PAYROLL, name, write_payroll(lines).decode())


def _kept(wanted: FileWanted, kind: RunKind, name: str, written: str) -> KeepPaymentRun:
    content = _content(wanted)
    orders = [
        NewOrder(
            contract_id=payee.contract_id,
            person_id=payee.person_id,
            cents=payee.cents,
            iban=payee.account if kind is RunKind.CREDIT_TRANSFER else None,
            identification=payee.identification,
        )
        for payee in content.payees
    ]
    return KeepPaymentRun(wanted.claim_id, kind, name, written, content.message_identification, orders)


def _payment(payee: Payee, content: PaymentContent) -> PaymentOrder:
    purpose = msg(
        "Assistant service {period}, contract {contract}", period=payee.period, contract=payee.contract_number
    )
    return PaymentOrder(
        end_to_end_identification=payee.identification,
        creditor_name=payee.name,
        creditor_iban=payee.account,
        instructed_amount_cents=payee.cents,
        remittance_information=say(purpose, DEFAULT_LANGUAGE),
        economic_classification_code=content.economic_classification_code,
    )


def _payroll_lines(payee: Payee, content: PaymentContent) -> list[PayrollLine]:
    basis = RateBasis.ALL_TAXES if payee.rate_includes_contributions else RateBasis.GROSS_WAGE
    several = len(payee.parts) > 1
    earned = [
        (f"-{number}" if several else "", part.minutes, part.rate, part.cents, basis)
        for number, part in enumerate(payee.parts, 1)
    ]
    several_added = len(payee.top_up) > 1
    added = [
        (
            f"-top-up-{number}" if several_added else "-top-up",
            part.minutes,
            part.rate,
            part.cents,
            RateBasis.TOP_UP,
        )
        for number, part in enumerate(payee.top_up, 1)
    ]
    journeys = ("-transport", 0, Decimal("0.0000"), payee.transport_cents, RateBasis.TRANSPORT)
    return [
        PayrollLine(
            reference=f"{payee.identification}{ending}",
            assistant_name=payee.name,
            personal_code=payee.personal_code,
            account_number=payee.account,
            contract_number=payee.contract_number,
            service_month=payee.period,
            minutes=minutes,
            rate=rate,
            amount_cents=cents,
            basis=included,
            economic_classification_code=content.economic_classification_code,
        )
        for ending, minutes, rate, cents, included in [
            *earned,
            *added,
            *([journeys] if payee.transport_cents else []),
        ]
    ]


def _content(wanted: FileWanted) -> PaymentContent:
    if not isinstance(wanted.content, PaymentContent):
        raise TypeError(f"{wanted.kind} is made of payments")
    return wanted.content
