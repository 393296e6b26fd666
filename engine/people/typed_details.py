"""What is typed into a form of plain fields: trimmed, not too long, filled in where it must be, checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.documents.mail import checked_address
from engine.errors import EngineError, InvalidAnswers
from engine.messages_catalogue import Message, msg
from engine.payment_files.account_numbers import checked_iban

REACHED = {"email": checked_address, "bank_account": checked_iban}
"""How a house is written to and paid."""


@dataclass(frozen=True, slots=True)
class Details:
    """The fields of one kind of thing, and what is asked of them."""

    fields: Sequence[str]
    longest: int  # characters of each
    required: Sequence[str]
    checks: Mapping[str, Callable[[str], str]]  # gives the value as it is kept; EngineError with the sentence


def checked(wanted: Mapping[str, str], details: Details) -> dict[str, str]:
    """Every field as it is kept; InvalidAnswers with a sentence for each to mend."""
    values = {name: wanted.get(name, "").strip() for name in details.fields}
    wrong: dict[str, Message] = {
        name: msg("At most {count} characters.", count=details.longest)
        for name, value in values.items()
        if len(value) > details.longest
    }
    wrong |= {name: msg("Please fill this in.") for name in details.required if not values[name]}
    for name, check in details.checks.items():
        if values[name] and name not in wrong:
            try:
                values[name] = check(values[name])
            except EngineError as refused:
                wrong[name] = refused.message
    if wrong:
        raise InvalidAnswers(wrong)
    return values
