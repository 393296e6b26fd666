"""Payment orders and the batch that leaves in one file, with everything a bank would refuse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from engine.clock import local_day
from engine.errors import EngineError
from engine.messages_catalogue import Message, msg
from engine.payment_files.account_numbers import compact_iban, is_bic
from engine.payment_files.payment_text import (
    REMITTANCE_LENGTH,
    bank_text,
    is_identification,
    says_something,
)

MOST_CENTS = 99_999_999_999  # 999,999,999.99 EUR, the largest amount of a SEPA credit transfer
_CLASSIFICATION = re.compile(r"[0-9]{4,5}")


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """One amount to one creditor.

    `end_to_end_identification` comes back with the bank's answer and is never used for a second payment.
    `economic_classification_code` is the budget's EKK code or "" where none is asked for; it goes before
    the remittance information.
    """

    end_to_end_identification: str
    creditor_name: str
    creditor_iban: str
    instructed_amount_cents: int
    remittance_information: str
    economic_classification_code: str = ""
    currency: str = "EUR"

    def __post_init__(self) -> None:
        if type(self.instructed_amount_cents) is not int:
            raise TypeError("an amount of money is a whole number of cents")

    @property
    def remittance_text(self) -> str:
        """What the creditor's bank prints: the EKK code, then the remittance information."""
        text, code = bank_text(self.remittance_information), self.economic_classification_code
        return f"EKK {code} {text}" if code else text


@dataclass(frozen=True, slots=True)
class PaymentBatch:
    """The payments of one debtor account on one day.

    The identifications and `created_at` (an aware instant) are given, never made up here: writing the
    same batch again gives the same bytes, and the bank recognises a file it has already had.
    """

    message_identification: str
    payment_information_identification: str
    debtor_name: str
    debtor_iban: str
    requested_execution_date: date
    created_at: datetime
    orders: tuple[PaymentOrder, ...]
    debtor_bic: str | None = None

    def __post_init__(self) -> None:
        if self.created_at.tzinfo is None:
            raise ValueError("an instant needs its time zone")

    @property
    def control_sum_cents(self) -> int:
        """The sum of all amounts, in cents."""
        return sum(order.instructed_amount_cents for order in self.orders)


class UnpayableBatch(EngineError):
    """The batch would be refused by a bank; `troubles` says everything that has to be mended, at once."""

    def __init__(self, troubles: tuple[Message, ...]) -> None:
        super().__init__(
            msg(
                "The payment file was not made: {count} things to mend. {first}",
                count=len(troubles),
                first=troubles[0],
            )
        )
        self.troubles = troubles


def payment_troubles(batch: PaymentBatch) -> tuple[Message, ...]:
    """Everything a bank would refuse, as sentences without names and account numbers; () when all is well."""
    return (
        *_batch_troubles(batch),
        *_repeated(batch),
        *(trouble for order in batch.orders for trouble in _order_troubles(order)),
    )


def _batch_troubles(batch: PaymentBatch) -> Iterator[Message]:
    if not batch.orders:
        yield msg("There is nothing to pay: the batch has no payments.")
    for identification in (batch.message_identification, batch.payment_information_identification):
        if not is_identification(identification):
            yield _not_an_identification(identification)
    if not says_something(bank_text(batch.debtor_name)):
        yield msg("The payer has no name that a bank can print.")
    debtor_iban = compact_iban(batch.debtor_iban)
    if debtor_iban is None or not debtor_iban.startswith("LV"):
        yield msg("The payer's account number is not a valid Latvian IBAN.")
    if batch.debtor_bic is not None and not is_bic(batch.debtor_bic):
        yield msg("“{bic}” is not the identifier (BIC) of a bank.", bic=batch.debtor_bic)
    made = local_day(batch.created_at)
    if batch.requested_execution_date < made:
        yield msg(
            "The payment day {day} lies before the day on which the file is made, {made}.",
            day=batch.requested_execution_date,
            made=made,
        )


def _repeated(batch: PaymentBatch) -> Iterator[Message]:
    # Banks compare identifications without regard to case, so two that differ by case only are one.
    seen = Counter(order.end_to_end_identification.upper() for order in batch.orders)
    for identification in sorted(name for name, times in seen.items() if times > 1):
        yield msg(
            "Two payments carry the identification “{identification}”; "
            "the bank would take the second for a repetition.",
            identification=identification,
        )


def _order_troubles(order: PaymentOrder) -> Iterator[Message]:
    name = order.end_to_end_identification
    if not is_identification(name):
        yield _not_an_identification(name)
    if not says_something(bank_text(order.creditor_name)):
        yield msg("Payment {payment}: the creditor has no name that a bank can print.", payment=name)
    if compact_iban(order.creditor_iban) is None:
        yield msg("Payment {payment}: the creditor's account number is not a valid IBAN.", payment=name)
    if order.currency != "EUR":
        yield msg(
            "Payment {payment}: only euro can be paid with this file, not {currency}.",
            payment=name,
            currency=order.currency,
        )
    if not 1 <= order.instructed_amount_cents <= MOST_CENTS:
        yield msg("Payment {payment}: the amount must be between 0.01 and 999,999,999.99 EUR.", payment=name)
    yield from _remittance_troubles(order)


def _remittance_troubles(order: PaymentOrder) -> Iterator[Message]:
    name, code = order.end_to_end_identification, order.economic_classification_code
    if code and not _CLASSIFICATION.fullmatch(code):
        yield msg(
            "Payment {payment}: “{code}” is not an economic classification code (EKK), four or five digits.",
            payment=name,
            code=code,
        )
    if not says_something(bank_text(order.remittance_information)):
        yield msg("Payment {payment}: it does not say what is being paid for.", payment=name)
    if len(order.remittance_text) > REMITTANCE_LENGTH:
        yield msg(
            "Payment {payment}: the purpose of the payment has {count} characters; banks pass on {most}.",
            payment=name,
            count=len(order.remittance_text),
            most=REMITTANCE_LENGTH,
        )


def _not_an_identification(text: str) -> Message:
    return msg(
        "“{text}” cannot identify a payment: banks take 1 to 35 Latin letters, digits, spaces "
        "and / - ? : ( ) . , ' + with no slash at either end and no two slashes together.",
        text=text,
    )
