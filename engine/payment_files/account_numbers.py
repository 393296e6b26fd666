"""Account numbers: what a bank will accept as IBAN and BIC."""

from __future__ import annotations

from stdnum import bic, iban
from stdnum.exceptions import ValidationError

from engine.errors import EngineError
from engine.messages_catalogue import msg


def checked_iban(text: str) -> str:
    """The account number without spaces, in capitals.

    Checks the ISO 13616 check digits and the country's structure (for Latvia 21 characters: LV, two
    digits, four letters of the bank, 13 letters or digits). An EngineError otherwise; its sentence
    never repeats the number, which is personal data.
    """
    compact = compact_iban(text)
    if compact is None:
        raise EngineError(msg("This is not a valid account number (IBAN)."))
    return compact


def compact_iban(text: str) -> str | None:
    """The account number without spaces, in capitals, or None when it is not a valid IBAN."""
    try:
        return str(iban.validate(text))
    except ValidationError:
        return None


def is_bic(text: str) -> bool:
    """Whether this is a bank's identifier of 8 or 11 characters (ISO 9362)."""
    return bool(bic.is_valid(text)) and text == bic.compact(text)
