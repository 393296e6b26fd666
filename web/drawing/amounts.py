"""Amounts as people typed them or as a form keeps them, grouped like every other amount of the page."""

from __future__ import annotations

import re
from decimal import Decimal

from babel.numbers import format_decimal

from web.drawing import words

CENTS = re.compile(r"-?[0-9]{1,12}[.,][0-9]{2}")


def typed_amount(text: str, language: str) -> str:
    """3 930,56 (3,930.56 in English) of a plain amount with cents; anything else stays as typed."""
    found = _amount(text)
    return text if found is None else format_decimal(found, "#,##0.00", locale=language)


def typed_euros(text: str, language: str) -> str:
    """3 930,56 € (€3,930.56 in English) of a plain amount with its cents."""
    found = _amount(text)
    return f"{text}{words.NO_BREAK}€" if found is None else words.euros(int(found * 100), language)


def _amount(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if CENTS.fullmatch(text) else None
