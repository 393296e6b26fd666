"""A file that was made is added up again from its bytes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.domain.money import pay_cents
from engine.payment_files.control_sums import credit_transfer_cents, payroll_cents
from engine.payment_files.credit_transfer import write_credit_transfer
from engine.payment_files.payroll import PayrollLine, RateBasis, write_payroll
from tests.payment_files.builders import a_batch, an_order


def test_a_bank_file_is_the_sum_of_its_payments() -> None:
    orders = [an_order(number, instructed_amount_cents=number * 101) for number in range(1, 8)]
    assert credit_transfer_cents(write_credit_transfer(a_batch(*orders))) == 28 * 101


def test_a_control_sum_that_says_another_is_found() -> None:
    written = write_credit_transfer(a_batch(an_order(instructed_amount_cents=101)))
    for old, new in ((b">1.01</InstdAmt>", b">1.02</InstdAmt>"), (b"<CtrlSum>1.01", b"<CtrlSum>9.01")):
        assert old in written
        with pytest.raises(ValueError, match="control sum"):
            credit_transfer_cents(written.replace(old, new))


@pytest.mark.parametrize("language", ["lv", "en"])
def test_a_payroll_list_is_the_sum_of_its_amounts(language: str) -> None:
    rate = Decimal("5.4200")
    lines = [
        PayrollLine(
            reference=f"month-{minutes}",
            assistant_name="Jānis Ķirsis",
            personal_code="161175-19997",
            account_number="",
            contract_number="L-1",
            service_month="2026-10",
            minutes=minutes,
            rate=rate,
            amount_cents=pay_cents(minutes, rate),
            basis=RateBasis.ALL_TAXES,
        )
        for minutes in (601, 305, 47)
    ]
    assert payroll_cents(write_payroll(lines, language)) == 5429 + 2755 + 425
