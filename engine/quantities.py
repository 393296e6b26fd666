"""How days, money, time and rates read in a language; sentences, pages and the command line share it.

Money is integer cents, time integer minutes, instants are in UTC; they get their words only here. A sentence
names the kind in its place: `{pay:money}`, `{left:duration}`, `{granted:hours}`, `{rate:rate}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from engine.clock import RIGA

NO_BREAK = "\u00a0"
SHORT_DAY = {"lv": "dd.MM.y.", "en": "d MMM y"}
CLOCK = {"lv": "%H.%M", "en": "%H:%M"}
MOMENT = {"lv": "{day} plkst. {clock}", "en": "{day} at {clock}"}
HOUR_AND_MINUTE = {"lv": ("st.", "min"), "en": ("h", "min")}
WORKING_DAY = 8 * 60  # minutes
DAYS = {
    "lv": ("darba diena", "darba dienas", "darba dienu"),
    "en": ("working day", "working days", "working days"),
}
DAY = {"lv": "d.", "en": "d"}
HOURS = {"lv": ("stunda", "stundas", "stundu"), "en": ("hour", "hours", "hours")}


def short_day(day: date, language: str) -> str:
    """22.11.2026.; of an instant, its day in Riga."""
    return _short_day(local_day(day), language)


@lru_cache(maxsize=4096)  # a list says the same few days over and over
def _short_day(day: date, language: str) -> str:
    return format_date(day, SHORT_DAY[language], locale=language)


def clock(instant: datetime, language: str) -> str:
    """10.42, in Riga."""
    return instant.astimezone(RIGA).strftime(CLOCK[language])


def moment(instant: datetime, language: str) -> str:
    """22.11.2026. plkst. 10.42, in Riga."""
    return MOMENT[language].format(day=short_day(instant, language), clock=clock(instant, language))


def duration(minutes: int, language: str) -> str:
    """6 st. 30 min; a minus sign stands before the whole."""
    whole, rest = divmod(abs(minutes), 60)
    hour, minute = HOUR_AND_MINUTE[language]
    parts = [f"{number(whole, language)} {hour}"] if whole else []
    parts += [f"{rest} {minute}"] if rest or not whole else []
    return ("−" if minutes < 0 else "") + " ".join(parts).replace(" ", NO_BREAK)


def hours(count: int, language: str) -> str:
    """80 stundas, 21 stunda, 0 stundu; "1 hour". Only nothing at all is said in the genitive."""
    return _counted(count, HOURS[language], language)


def working_time(minutes: int, language: str) -> str:
    """3 darba dienas 2 st., 45 min: a working day is eight hours; minutes are said under a day only."""
    days, rest = divmod(minutes, WORKING_DAY)
    if not days:
        return duration(minutes, language)
    words = _counted(days, DAYS[language], language).replace(" ", NO_BREAK)
    whole = rest // 60
    return f"{words} {duration(whole * 60, language)}" if whole else words


def short_working_time(minutes: int, language: str) -> str:
    """3,5 d., 2 st., 45 min: for places with little room."""
    if minutes >= WORKING_DAY:
        days = round(Decimal(minutes) / WORKING_DAY, 1).normalize()
        return f"{number(days, language)}{NO_BREAK}{DAY[language]}"
    return duration(minutes if minutes < 60 else minutes // 60 * 60, language)


def _counted(count: int, words: tuple[str, str, str], language: str) -> str:
    one, several, none = words
    single = count % 10 == 1 and count % 100 != 11 if language == "lv" else count == 1
    return f"{number(count, language)} {one if single else several if count else none}"


def money(cents: int, language: str) -> str:
    """1 234,56 €, from whole cents."""
    return format_currency(Decimal(cents) / 100, "EUR", locale=language)


def rate(value: Decimal | str, language: str) -> str:
    """5,4200 €: hourly rates keep their four decimals."""
    amount = format_decimal(Decimal(value), "#,##0.0000", locale=language)
    return f"{amount}{NO_BREAK}€" if language == "lv" else f"€{amount}"


def percent(value: int | Decimal, language: str) -> str:
    """23,59 %, from 23.59."""
    amount = format_decimal(value, "#,##0.####", locale=language)
    return f"{amount}{NO_BREAK}%" if language == "lv" else f"{amount}%"


def number(value: int | Decimal, language: str) -> str:
    """12 345 or 12,5."""
    return format_decimal(value, locale=language)


def local_day(value: date) -> date:
    """The day in Riga of an instant; a day as it is."""
    return value.astimezone(RIGA).date() if isinstance(value, datetime) else value


KINDS: Mapping[str, Callable[..., str]] = {
    act.__name__: act for act in (duration, hours, money, rate, percent, number)
}
"""What may follow the colon in a place of a sentence, besides Python's own formats."""


class Quantity:
    """A number inside a sentence that reads as its place says: "{pay:money}" with Quantity(542, "lv")."""

    __slots__ = ("language", "value")

    def __init__(self, value: int | Decimal, language: str) -> None:
        self.value, self.language = value, language

    def __format__(self, kind: str) -> str:
        worded = KINDS.get(kind)
        return format(self.value, kind) if worded is None else worded(self.value, self.language)
