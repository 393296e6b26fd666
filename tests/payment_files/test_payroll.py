"""The payroll's list: what a clerk reads, adds up again and cannot be attacked with."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.payment_files.payroll import PayrollLine, RateBasis, payroll_total_cents, write_payroll
from tests.payment_files.builders import latvian_iban


def a_line(**changes: Any) -> PayrollLine:
    line = PayrollLine(
        reference="ALG-2026-10-1",
        assistant_name="Jānis Ķirsis",
        personal_code="161175-19997",
        account_number=latvian_iban(5),
        contract_number="L-2026/17",
        service_month="2026-10",
        minutes=1205,
        rate=Decimal("5.4200"),
        amount_cents=10885,
        basis=RateBasis.ALL_TAXES,
        economic_classification_code="1150",
    )
    return replace(line, **changes)


def read(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_golden_file_is_what_payroll_was_promised() -> None:
    lines = [
        a_line(),
        a_line(
            reference="ALG-2026-10-2",
            assistant_name="Līga Ozola; Bērza",
            minutes=-60,
            amount_cents=-542,
            basis=RateBasis.GROSS_WAGE,
            economic_classification_code="",
        ),
    ]
    golden = Path(__file__).parent / "golden" / "payroll.csv"
    assert write_payroll(lines) == golden.read_bytes()
    assert payroll_total_cents(lines) == 10343


def test_a_clerk_reads_the_ground_the_hours_and_what_the_sum_includes() -> None:
    (row,) = read(write_payroll([a_line(rate=Decimal("5.42"))], "en"))
    assert row == {
        "Payroll reference": "ALG-2026-10-1",
        "Name and surname": "Jānis Ķirsis",
        "Personal code": "161175-19997",
        "Account (IBAN)": latvian_iban(5),
        "Contract number": "L-2026/17",
        "Service month": "2026-10",
        "Minutes": "1205",
        "Hours": "20,08",
        "Rate, EUR/h": "5,4200",
        "Amount, EUR": "108,85",
        "The amount includes": "wage, income tax and all social contributions, the employer's included",
        "EKK": "1150",
    }


def test_the_file_opens_in_a_latvian_spreadsheet() -> None:
    written = write_payroll([a_line()])
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\r\n") == 2
    assert written.count(b"\n") == 2


@given(
    st.lists(st.tuples(st.integers(-20_000, 20_000), st.integers(1, 200_000)), max_size=30),
)
def test_the_amounts_add_up_again_from_minutes_and_rate(months: list[tuple[int, int]]) -> None:
    lines = []
    for number, (minutes, ten_thousandths) in enumerate(months):
        rate = Decimal(ten_thousandths).scaleb(-4)
        cents = int((rate * minutes * 100 / 60).quantize(Decimal(1), ROUND_HALF_UP))
        lines.append(a_line(reference=f"R{number}", minutes=minutes, rate=rate, amount_cents=cents))
    amounts = [Decimal(row["Amount, EUR"].replace(",", ".")) for row in read(write_payroll(lines, "en"))]
    assert sum(amounts, Decimal(0)) * 100 == payroll_total_cents(lines)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount_cents": 10884}, "not hours × rate"),
        ({"account_number": "LV00"}, "not a valid IBAN"),
    ],
)
def test_a_line_that_cannot_be_paid_is_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence):
        write_payroll([a_line(**changes)])


def test_an_account_that_only_payroll_may_know_is_left_empty() -> None:
    (row,) = read(write_payroll([a_line(account_number="")], "en"))
    assert row["Account (IBAN)"] == ""


def test_a_line_that_comes_twice_is_refused() -> None:
    with pytest.raises(EngineError, match="comes twice"):
        write_payroll([a_line(), a_line(contract_number="L-2026/18")])


@pytest.mark.parametrize("changes", [{"amount_cents": 108.85}, {"minutes": 1.0}, {"rate": 5.42}, {"rate": 5}])
def test_no_float_comes_near_money(changes: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        a_line(**changes)
