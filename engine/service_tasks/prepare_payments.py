"""Makes the bank's and the payroll's files of a claim; paying does not wait for the ministry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.domain.rules import Rules
from engine.domain.working_days import Shift, shifted
from engine.service_tasks import carried_payments, claim_invoices, claim_payments, claim_values
from engine.service_tasks.file_content import FileWanted, Payee, PaymentContent
from engine.service_tasks.outcome import Outcome, Reading, Values


def prepare_payments(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """payment_order_count, payroll_line_count; a file only where there is somebody to pay.

    A provider whose invoice is awaited is not among them: without an invoice no payment is prepared.
    """
    lines = claim_values.included(values, reading)
    claim_payments.refuse_without_account(lines, reading)
    claim_id = claim_values.claim_id_of(values)
    for_payroll = [line for line in lines if line.by_payroll]
    by_invoice = claim_invoices.by_invoice(values, lines)
    by_bank = [line for line in lines if not line.by_payroll and line.provider_id not in by_invoice]
    of_bank = claim_payments.payees(by_bank, reading)
    bank = carried_payments.for_bank(claim_id, of_bank, reading)
    paid_by_payroll = claim_payments.payees(for_payroll, reading)
    wanted = {"credit_transfer": ("bank", bank.payees), "payroll": ("payroll", paid_by_payroll)}
    return Outcome(
        values={
            "payment_order_count": len(bank.payees),
            "payroll_line_count": sum(_payroll_lines(payee) for payee in paid_by_payroll),
        },
        effects=[*bank.carried, *carried_payments.for_payroll(claim_id, for_payroll, reading)],
        files=[
            FileWanted(kind, claim_id, _content(name, payees, values, reading, day))
            for kind, (name, payees) in wanted.items()
            if payees
        ],
    )


def _payroll_lines(payee: Payee) -> int:
    return len(payee.parts) + bool(payee.transport_cents) + len(payee.top_up)


def _content(
    name: str, payees: Sequence[Payee], values: Values, reading: Reading, day: date
) -> PaymentContent:
    claim, payer = claim_values.claim_of(values, reading), claim_payments.payer(reading)
    return PaymentContent(
        file_stem=f"{payer.code}-{claim.period}-{name}",
        message_identification=f"claim-{claim.id}-{claim.period}-{name}",
        payer_name=payer.name,
        payer_account=payer.bank_account,
        execution_day=shifted(day, Shift.NEXT, reading.holidays),
        made_at=reading.now,
        economic_classification_code=str(payer.settings.get("economic_classification_code", "")),
        payees=payees,
    )
