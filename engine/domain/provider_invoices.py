"""A provider organisation's invoice for a claim: equal to its approved months to the cent, or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.messages_catalogue import Message, msg

MOST_NUMBER = 35
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class InvoicedMonth:
    """What one contract's month, or its correction, costs: pay and journeys, administration aside."""

    contract_number: str
    period: str
    cents: int


@dataclass(frozen=True, slots=True)
class GivenInvoice:
    """An invoice as it was entered; None where a field says nothing that can be read."""

    number: str
    day: date | None
    cents: int | None


def number_key(number: str) -> str:
    """By which two numbers are the same: without blanks, capitals or not."""
    return _BLANKS.sub("", number).casefold()


def troubles(
    given: GivenInvoice, months: Sequence[InvoicedMonth], used: Mapping[str, str], today: date
) -> list[Message]:
    """Everything wrong with the invoice; `used`: key of a number of this provider → the month it was for."""
    found = [*_of_number(given.number, used)]
    if given.day is None:
        found.append(msg("Enter the day of the invoice."))
    elif given.day > today:
        found.append(msg("The day of the invoice has not come yet."))
    if given.cents is None:
        found.append(msg("The amount of the invoice must be euro such as 1234,56."))
    elif given.cents != owed(months):
        found.append(
            msg(
                "The invoice says {invoice:money}, the approved months come to {owed:money}: {months}. "
                "Nothing is paid until both are the same.",
                invoice=given.cents,
                owed=owed(months),
                months=listed(months),
            )
        )
    return found


def owed(months: Sequence[InvoicedMonth]) -> int:
    """What the months come to."""
    return sum(one.cents for one in months)


def listed(months: Sequence[InvoicedMonth]) -> Message:
    """The contracts and months with their amounts, as one line; at least one."""
    each = [
        msg(
            "contract {contract}, {period}: {cents:money}",
            contract=one.contract_number,
            period=one.period,
            cents=one.cents,
        )
        for one in months
    ]
    found, *rest = each
    for one in rest:
        found = msg("{list}; {another}", list=found, another=one)
    return found


def _of_number(number: str, used: Mapping[str, str]) -> list[Message]:
    key = number_key(number)
    if not key or len(number) > MOST_NUMBER or not number.isprintable():
        return [msg("Enter the number of the invoice: at most {most} characters.", most=MOST_NUMBER)]
    if key in used:
        return [
            msg(
                "Invoice {number} of this provider is here already, for {period}.",
                number=number,
                period=used[key],
            )
        ]
    return []
