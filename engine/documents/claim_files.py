"""What the ministry gets with a claim, as CSV; claim_workbook writes the same as a spreadsheet.

The ministry pays for hours, it does not need to know whose: recipients and assistants appear by the number
the municipality gave them, never by name, initials or personal code, and nothing here tells of health or of
purposes. Whoever checks a line asks the municipality by these numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.documents.table_cells import Cell, hours, office_csv
from engine.domain.money import euros, rate_steps, whole
from engine.domain.personal_code import PersonalCode
from engine.domain.service_month import ServiceMonth
from engine.errors import EngineError
from engine.messages_catalogue import DEFAULT_LANGUAGE, Message, msg, say

_REFERENCE = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9./-]{0,34}")
_LIKE_A_PERSONAL_CODE = re.compile(r"(?<![0-9])([0-9]{6})[-./]?([0-9]{5})(?![0-9])")


@dataclass(frozen=True, slots=True)
class ClaimHeader:
    """Which claim it is. The balance is what the state owed (−) or had paid ahead (+) before this period."""

    municipality_code: str
    municipality_name: str
    period: str  # "2026-10"
    claim_number: str
    frozen_on: date  # from here on the claim never changes; also the date inside the spreadsheet
    opening_balance_cents: int = 0
    received_cents: int = 0


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One contract and service month at one rate, or the adjustment of such a line in an earlier claim.

    An adjustment names the claim it corrects and carries the difference, which may be negative.
    """

    contract_number: str
    recipient_reference: str
    assistant_reference: str
    service_month: str
    minutes: int
    rate: Decimal
    pay_cents: int
    admin_cents: int
    transport_cents: int = 0
    adjusts_claim: str = ""

    @property
    def total_cents(self) -> int:
        return self.pay_cents + self.transport_cents + self.admin_cents


@dataclass(frozen=True, slots=True)
class ClaimTotals:
    """The sums the claim was approved with."""

    minutes: int
    pay_cents: int
    transport_cents: int
    admin_cents: int
    total_cents: int


@dataclass(frozen=True, slots=True)
class ClaimExport:
    """A frozen claim, ready to be written; the order of the lines is kept."""

    header: ClaimHeader
    lines: tuple[ClaimLine, ...]
    totals: ClaimTotals

    @property
    def closing_balance_cents(self) -> int:
        """What is left of the state's money after this claim (+), or what the state owes (−)."""
        return self.header.opening_balance_cents + self.header.received_cents - self.totals.total_cents


Column = tuple[Message, Callable[[ClaimExport, ClaimLine], Cell]]

LINE_COLUMNS: tuple[Column, ...] = (
    (msg("Claim number"), lambda claim, _: claim.header.claim_number),
    (msg("Municipality code"), lambda claim, _: claim.header.municipality_code),
    (msg("Claim month"), lambda claim, _: claim.header.period),
    (msg("Contract number"), lambda _, line: line.contract_number),
    (msg("Recipient's number"), lambda _, line: line.recipient_reference),
    (msg("Assistant's number"), lambda _, line: line.assistant_reference),
    (msg("Service month"), lambda _, line: line.service_month),
    (msg("Minutes"), lambda _, line: line.minutes),
    (msg("Hours"), lambda _, line: hours(line.minutes)),
    (msg("Rate, EUR/h"), lambda _, line: Decimal(rate_steps(line.rate)).scaleb(-4)),
    (msg("Pay, EUR"), lambda _, line: euros(line.pay_cents)),
    (msg("Transport, EUR"), lambda _, line: euros(line.transport_cents)),
    (msg("Administration, EUR"), lambda _, line: euros(line.admin_cents)),
    (msg("Total, EUR"), lambda _, line: euros(line.total_cents)),
    (msg("Adjusts claim"), lambda _, line: line.adjusts_claim),
)

# The columns follow the state's settlement for school assistants (MK 695, annex 2), the nearest known form.
SUMMARY: tuple[tuple[Message, Callable[[ClaimExport], Cell]], ...] = (
    (msg("Claim number"), lambda claim: claim.header.claim_number),
    (msg("Municipality code"), lambda claim: claim.header.municipality_code),
    (msg("Municipality"), lambda claim: claim.header.municipality_name),
    (msg("Claim month"), lambda claim: claim.header.period),
    (msg("Frozen on"), lambda claim: claim.header.frozen_on.isoformat()),
    (
        msg("Balance (+) or overspend (−) at the start, EUR"),
        lambda claim: euros(claim.header.opening_balance_cents),
    ),
    (msg("Recipients paid for"), lambda claim: _persons(claim, lambda line: line.recipient_reference)),
    (msg("Assistants paid"), lambda claim: _persons(claim, lambda line: line.assistant_reference)),
    (msg("Number of lines"), lambda claim: len(claim.lines)),
    (msg("Minutes"), lambda claim: claim.totals.minutes),
    (msg("Hours"), lambda claim: hours(claim.totals.minutes)),
    (msg("Pay, EUR"), lambda claim: euros(claim.totals.pay_cents)),
    (msg("Transport, EUR"), lambda claim: euros(claim.totals.transport_cents)),
    (msg("Administration, EUR"), lambda claim: euros(claim.totals.admin_cents)),
    (msg("Total, EUR"), lambda claim: euros(claim.totals.total_cents)),
    (msg("Received, EUR"), lambda claim: euros(claim.header.received_cents)),
    (msg("Balance (+) or overspend (−) at the end, EUR"), lambda claim: euros(claim.closing_balance_cents)),
)


def write_claim_lines(claim: ClaimExport, language: str = DEFAULT_LANGUAGE) -> bytes:
    """The lines as CSV for spreadsheets (table_cells.office_csv), headings first, no row of totals.

    An EngineError when the totals are not the sums of the lines or a person is not a bare number.
    The same claim gives the same bytes.
    """
    refuse_unsound(claim)
    return office_csv([[say(heading, language) for heading, _ in LINE_COLUMNS], *line_rows(claim)])


def write_claim_summary(claim: ClaimExport, language: str = DEFAULT_LANGUAGE) -> bytes:
    """The claim in one row of CSV, headings first; refused like `write_claim_lines`."""
    refuse_unsound(claim)
    headings = [say(heading, language) for heading, _ in SUMMARY]
    return office_csv([headings, [value(claim) for _, value in SUMMARY]])


def line_rows(claim: ClaimExport) -> Iterator[list[Cell]]:
    """The cells of every line, in order."""
    return ([value(claim, line) for _, value in LINE_COLUMNS] for line in claim.lines)


def summed(lines: Sequence[ClaimLine]) -> ClaimTotals:
    """The totals of these lines."""
    return ClaimTotals(
        minutes=sum(whole(line.minutes) for line in lines),
        pay_cents=sum(whole(line.pay_cents) for line in lines),
        transport_cents=sum(whole(line.transport_cents) for line in lines),
        admin_cents=sum(whole(line.admin_cents) for line in lines),
        total_cents=sum(line.total_cents for line in lines),
    )


def refuse_unsound(claim: ClaimExport) -> None:
    """Raise an EngineError unless the totals are the sums of the lines and people are numbers only."""
    ServiceMonth.parse(claim.header.period)
    for number, line in enumerate(claim.lines, 1):
        ServiceMonth.parse(line.service_month)
        references = (line.contract_number, line.recipient_reference, line.assistant_reference)
        if not all(_is_bare_number(reference) for reference in references):
            raise EngineError(
                msg(
                    "Line {number} of the claim names a person or contract by more than a number.",
                    number=number,
                )
            )
    if summed(claim.lines) != claim.totals:
        raise EngineError(
            msg("The totals of claim {claim} are not the sums of its lines.", claim=claim.header.claim_number)
        )


def _is_bare_number(reference: str) -> bool:
    """Whether this is a number of ours; eleven digits that could be somebody's personal code are not."""
    if not _REFERENCE.fullmatch(reference):
        return False
    codes = [PersonalCode("".join(found)) for found in _LIKE_A_PERSONAL_CODE.findall(reference)]
    return not any(code.is_new_kind or code.birth_date for code in codes)


def _persons(claim: ClaimExport, reference: Callable[[ClaimLine], str]) -> int:
    return len({reference(line) for line in claim.lines if not line.adjusts_claim})
