"""Orders and batches with good defaults, and account numbers that pass the check."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from stdnum import iban

from engine.payment_files.credit_transfer import PaymentBatch, PaymentOrder

CREATED = datetime(2026, 11, 15, 8, 30, tzinfo=UTC)


def latvian_iban(number: int, bank: str = "HABA") -> str:
    account = f"{bank}{number:013d}"
    return f"LV{iban.calc_check_digits('LV00' + account)}{account}"


def an_order(number: int = 1, **changes: Any) -> PaymentOrder:
    order = PaymentOrder(
        end_to_end_identification=f"ASI-2026-10-{number}",
        creditor_name="Līga Krūmiņa",
        creditor_iban=latvian_iban(number),
        instructed_amount_cents=43360,
        remittance_information=f"Asistenta pakalpojums 2026-10, rēķins {number}",
        economic_classification_code="6419",
    )
    return replace(order, **changes)


def a_batch(*orders: PaymentOrder, **changes: Any) -> PaymentBatch:
    batch = PaymentBatch(
        message_identification="ASI-2026-10",
        payment_information_identification="ASI-2026-10/1",
        debtor_name="Saulgriežu novada sociālais dienests",
        debtor_iban=latvian_iban(7, "UNLA"),
        requested_execution_date=date(2026, 11, 17),
        created_at=CREATED,
        orders=orders or (an_order(),),
    )
    return replace(batch, **changes)
