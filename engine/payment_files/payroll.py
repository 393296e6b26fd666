"""The payroll's list: what is owed to assistants under a contract for work (uzņēmuma līgums).

The office registers such an assistant with the State Revenue Service like an employee and pays
contributions and income tax out of the state money, so the bank gets nothing from us here: payroll needs
the person, the ground, the hours and the sum, and must know what the sum already includes.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.domain.money import euros, half_up, rate_steps, summed_pay_cents, whole
from engine.errors import EngineError
from engine.messages_catalogue import Message, msg, say
from engine.payment_files.account_numbers import compact_iban


class RateBasis(StrEnum):
    """What an hourly rate already includes; payroll works out the wage from it."""

    ALL_TAXES = "all_taxes"  # wage, income tax and all contributions, the employer's too (MK 316)
    GROSS_WAGE = "gross_wage"  # wage before tax; the employer's contributions come on top (MK 942)
    TOP_UP = "top_up"  # the municipality adds it to each hour: with all taxes, as ALL_TAXES
    TRANSPORT = "transport"  # no pay: costs of journeys that are given back (MK 942)


BASIS_WORDS = {
    RateBasis.ALL_TAXES: msg("wage, income tax and all social contributions, the employer's included"),
    RateBasis.GROSS_WAGE: msg("gross wage; the employer's social contributions are not included"),
    RateBasis.TOP_UP: msg(
        "municipal top-up of the same hours: wage, income tax and all social contributions, the employer's "
        "included"
    ),
    RateBasis.TRANSPORT: msg("transport costs, no wage"),
}


@dataclass(frozen=True, slots=True)
class PayrollLine:
    """One contract and service month at one rate.

    `reference` is unique for ever, so that payroll sees at once when a line comes twice. `amount_cents` is
    HALF_UP(minutes × rate / 60), but for transport costs; a line that takes money back has negative minutes.
    """

    reference: str
    assistant_name: str
    personal_code: str
    account_number: str
    contract_number: str
    service_month: str  # "2026-10"
    minutes: int
    rate: Decimal
    amount_cents: int
    basis: RateBasis
    economic_classification_code: str = ""

    def __post_init__(self) -> None:
        whole(self.amount_cents)
        whole(self.minutes)
        rate_steps(self.rate)


# Column heading → what stands in it. Numbers carry a decimal comma, as Latvian spreadsheets read them.
COLUMNS: tuple[tuple[Message, Callable[[PayrollLine, str], str]], ...] = (
    (msg("Payroll reference"), lambda line, _: text_cell(line.reference)),
    (msg("Name and surname"), lambda line, _: text_cell(line.assistant_name)),
    (msg("Personal code"), lambda line, _: text_cell(line.personal_code)),
    (msg("Account (IBAN)"), lambda line, _: compact_iban(line.account_number) or ""),
    (msg("Contract number"), lambda line, _: text_cell(line.contract_number)),
    (msg("Service month"), lambda line, _: text_cell(line.service_month)),
    (msg("Minutes"), lambda line, _: str(line.minutes)),
    (msg("Hours"), lambda line, _: _comma(_hours(line.minutes))),
    (msg("Rate, EUR/h"), lambda line, _: _comma(line.rate.quantize(Decimal("0.0001")))),
    (msg("Amount, EUR"), lambda line, _: _comma(euros(line.amount_cents))),
    (msg("The amount includes"), lambda line, language: say(BASIS_WORDS[line.basis], language)),
    (msg("EKK"), lambda line, _: text_cell(line.economic_classification_code)),
)


def write_payroll(lines: Sequence[PayrollLine], language: str = "lv") -> bytes:
    """The list as CSV: UTF-8 with byte order mark, semicolons, decimal commas, CRLF, headings first.

    Nothing a person typed can become a formula. An EngineError when a reference comes twice, an account
    is not an IBAN, or an amount is not hours × rate: payroll must be able to add it up again.
    """
    for trouble in _troubles(lines):
        raise EngineError(trouble)
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow([say(heading, language) for heading, _ in COLUMNS])
    writer.writerows([cell(line, language) for _, cell in COLUMNS] for line in lines)
    return sheet.getvalue().encode("utf-8-sig")


def payroll_total_cents(lines: Sequence[PayrollLine]) -> int:
    """The sum of the list, in cents."""
    return sum(line.amount_cents for line in lines)


# A spreadsheet takes a cell that begins like this for a formula, also after a separator of another dialect.
_FORMULA_START = re.compile(r"""(^|[,;|\t])([\s"']*)(?=[=+\-@＝＋－＠])""")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")


def text_cell(text: str) -> str:
    """Text as one line that no spreadsheet takes for a formula: an apostrophe goes before what looks so.

    The claim's files keep the same rule (engine/documents/table_cells.py); the rooms do not know each other.
    """
    return _FORMULA_START.sub(r"\1\2'", _CONTROL.sub(" ", text).strip())


def _troubles(lines: Sequence[PayrollLine]) -> Iterator[Message]:
    seen = Counter(line.reference for line in lines)
    for line in lines:
        named = {"reference": line.reference}
        if seen[line.reference] > 1:
            yield msg("Payroll line {reference} comes twice.", **named)
        if line.account_number and compact_iban(line.account_number) is None:
            yield msg("Payroll line {reference}: the account number is not a valid IBAN.", **named)
        is_pay = line.basis is not RateBasis.TRANSPORT
        if is_pay and line.amount_cents != summed_pay_cents([(line.minutes, line.rate)]):
            yield msg("Payroll line {reference}: the amount is not hours × rate.", **named)


def _hours(minutes: int) -> Decimal:
    return Decimal(half_up(minutes * 100, 60)).scaleb(-2)  # for reading only; pay is worked out in minutes


def _comma(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")
