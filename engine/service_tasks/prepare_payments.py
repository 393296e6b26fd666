"""Makes the bank's and the payroll's files of a claim; paying does not wait for the ministry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.domain.rules import Rules
from engine.domain.working_days import Shift, shifted
from engine.service_tasks import claim_payments, claim_values
from engine.service_tasks.file_content import FileWanted, Payee, PaymentContent
from engine.service_tasks.outcome import Outcome, Reading, Values


def prepare_payments(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """payment_order_count, payroll_line_count; a file only where there is somebody to pay."""
    lines = claim_values.included(values, reading)
    claim_payments.refuse_without_account(lines, reading)
    for_bank = [line for line in lines if not line.by_payroll]
    for_payroll = [line for line in lines if line.by_payroll]
    paid_by_bank = claim_payments.payees(for_bank, reading)
    paid_by_payroll = claim_payments.payees(for_payroll, reading)
    wanted = {"credit_transfer": ("bank", paid_by_bank), "payroll": ("payroll", paid_by_payroll)}
    claim_id = claim_values.claim_id_of(values)
    return Outcome(
        values={
            "payment_order_count": len(paid_by_bank),
            "payroll_line_count": sum(
                len(payee.parts) + bool(payee.transport_cents) for payee in paid_by_payroll
            ),
        },
        files=[
            FileWanted(kind, claim_id, _content(name, payees, values, reading, day))
            for kind, (name, payees) in wanted.items()
            if payees
        ],
    )


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
