"""How a value reads in a letter: dates, months, amounts and hours in the words of the language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from engine.clock import RIGA
from engine.domain.money import euros
from engine.domain.service_month import ServiceMonth
from engine.errors import EngineError
from engine.messages_catalogue import Message, in_case, msg, say

NO_BREAK_SPACE = "\u00a0"

# The month stands in the nominative: "2026. gada oktobris".
_MONTH_PATTERNS = {"lv": "y. 'gada' LLLL", "en": "LLLL y"}
_MONTH_NAMES = frozenset({"period", "service_month"})
_WRITTEN_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


def worded(name: str, value: object, language: str) -> str:
    """The value as a person reads it, one line or several.

    The end of the name says the unit of a whole number: `pay_cents` reads "1 234,56 EUR", `payable_minutes`
    "20 h 5 min"; a text `period` or `service_month` "2026-10" reads as a month. An EngineError for a value
    that has no wording: nothing, a float, a table, an instant without time zone.
    """
    for kind, words in _KINDS:
        if isinstance(value, kind):
            return words(name, value, language)
    raise _no_wording(name)


def declined(name: str, case: str, value: object, language: str) -> str:
    """A day or a month in a grammatical case of Latvian; in English as it always reads.

    `case` is one of CASES of the catalogue. An EngineError when the value is neither a day nor a month.
    """
    if not _is_day_or_month(name, value):
        raise EngineError(
            msg("“{name}” is neither a day nor a month: “{case}” is not for it.", name=name, case=case)
        )
    words = worded(name, value, language)
    return in_case(words, case) if language == "lv" else words


def _is_day_or_month(name: str, value: object) -> bool:
    if isinstance(value, str):
        return name in _MONTH_NAMES and _WRITTEN_MONTH.fullmatch(value) is not None
    return isinstance(value, ServiceMonth | date) and not isinstance(value, datetime)


def comparable(value: object) -> object:
    """The value as a letter's condition sees it: a month is its text "2026-10", a sentence its English."""
    return str(value) if isinstance(value, ServiceMonth | Message) else value


def amount(cents: int, language: str) -> str:
    """An amount of money: "1 234,56 EUR" in Latvian, "1,234.56 EUR" in English; spaces do not break."""
    return f"{format_decimal(euros(cents), '#,##0.00', locale=language)}{NO_BREAK_SPACE}EUR"


def duration(minutes: int) -> str:
    """Hours and minutes: "20 h 5 min"; both languages write it alike."""
    hours, rest = divmod(abs(minutes), 60)
    parts = [f"{hours} h"] if hours or not rest else []
    parts += [f"{rest} min"] if rest else []
    return ("−" if minutes < 0 else "") + " ".join(parts).replace(" ", NO_BREAK_SPACE)


def month(service_month: ServiceMonth, language: str) -> str:
    """A month: "2026. gada oktobris"."""
    return format_date(service_month.first_day, _MONTH_PATTERNS[language], locale=language)


def day(value: date, language: str) -> str:
    """A day in its long form: "2026. gada 22. novembris"."""
    return format_date(value, "long", locale=language)


def _instant(name: str, value: datetime, language: str) -> str:
    if value.tzinfo is None:
        raise _no_wording(name)
    local = value.astimezone(RIGA)
    hour = f"{local:%H.%M}" if language == "lv" else f"{local:%H:%M}"
    return say(msg("{day} at {hour}", day=day(local.date(), language), hour=hour), language)


def _whole_number(name: str, value: int, language: str) -> str:
    if name.endswith("_cents"):
        return amount(value, language)
    if name.endswith("_minutes"):
        return duration(value)
    return str(value)


def _decimal(name: str, value: Decimal, language: str) -> str:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise _no_wording(name)
    places = max(0, -exponent)
    return format_decimal(value, "#,##0." + "0" * places if places else "#,##0", locale=language)


def _text(name: str, value: str, language: str) -> str:
    if name in _MONTH_NAMES and _WRITTEN_MONTH.fullmatch(value):
        return month(ServiceMonth.parse(value), language)
    return value


def _several(name: str, value: list[object] | tuple[object, ...], language: str) -> str:
    return format_list([worded(name, item, language) for item in value], locale=language)


def _no_wording(name: str) -> EngineError:
    return EngineError(msg("“{name}” has no value that can stand in a letter.", name=name))


# The first kind that fits: a bool is an int and an instant is a date, so they stand before them.
_KINDS: tuple[tuple[type | tuple[type, ...], Callable[..., str]], ...] = (
    (Message, lambda _, value, language: say(value, language)),
    (str, _text),
    (bool, lambda _, value, language: say(msg("yes") if value else msg("no"), language)),
    (int, _whole_number),
    (Decimal, _decimal),
    (datetime, _instant),
    (date, lambda _, value, language: day(value, language)),
    (ServiceMonth, lambda _, value, language: month(value, language)),
    ((list, tuple), _several),
)
