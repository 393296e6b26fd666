"""One catalogue of sentences for pages, letters and the command line.

The engine never formats words: it returns a `Message`, an English sentence with named places and
the values for them. The Latvian sentence stands in `engine/locale/`; a missing one shows the English.
A place may say how its number reads: `{pay:money}` of cents, `{left:duration}` of minutes
(`engine/quantities.py`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from engine.quantities import Quantity, moment, short_day

LOCALE_FOLDER = Path(__file__).parent / "locale"
LANGUAGES = ("lv", "en")
DEFAULT_LANGUAGE = "lv"
_TWO_STOPS = re.compile(r"(\d\d\.\d\d\.\d{4}\.)\.(?!\.)")  # a Latvian day brings its own stop to the end


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence with `{named}` places, and the values that fill them."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self, "en")


# "no 22. novembra", "līdz 22. novembrim", "par oktobri", "22. novembrī": endings of the two declensions.
_ENDINGS = {"genitive": ("a", "a"), "dative": ("am", "im"), "accusative": ("u", "i"), "locative": ("ā", "ī")}
CASES = frozenset(_ENDINGS)


def msg(text: str, /, **values: object) -> Message:
    """Mark a sentence for translation and bind its values; the words are chosen when it is shown."""
    return Message(text, values)


def say(message: Message, language: str = DEFAULT_LANGUAGE) -> str:
    """The sentence in `language`; a value that is itself a Message is said in the same language."""
    words = translations(language).gettext(message.text) if message.text else ""
    said = words.format_map({name: _worded(value, language) for name, value in message.values.items()})
    return _TWO_STOPS.sub(r"\1", said)


def translate(text: str, language: str) -> str:
    """The sentence without values, as templates use it."""
    return translations(language).gettext(text) if text else ""


@lru_cache(maxsize=len(LANGUAGES))
def translations(language: str) -> Translations:
    """The compiled catalogue of one language; English is its own catalogue.

    All `.po` files of `engine/locale/` are merged; two files may not translate one sentence differently.
    """
    if language == "en":
        return Translations()
    merged = Catalog(locale=language)
    for path in catalogue_files():
        with path.open("rb") as file:
            for entry in read_po(file, locale=language):
                if entry.id and not entry.fuzzy:
                    merged.add(entry.id, entry.string)
    compiled = io.BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return Translations(fp=compiled)


def catalogue_files() -> list[Path]:
    """The Latvian catalogue's files, in a fixed order."""
    return sorted(LOCALE_FOLDER.glob("*.po")) + sorted((LOCALE_FOLDER / "parts").glob("*.po"))


def _worded(value: object, language: str) -> object:
    if isinstance(value, Message):
        return say(value, language)
    if isinstance(value, datetime):
        return moment(value, language)
    if isinstance(value, date):
        return _Day(value, language)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Quantity(value, language)
    return value


class _Day:
    """A day in a sentence: 09.04.2002.; in words where a case of Latvian is asked for: `{last:dative}`."""

    __slots__ = ("day", "language")

    def __init__(self, day: date, language: str) -> None:
        self.day, self.language = day, language

    def __format__(self, case: str) -> str:
        if not case:
            return short_day(self.day, self.language)
        return in_case(format_date(self.day, "long", locale=self.language), case)


def in_case(words: str, case: str) -> str:
    """A Latvian day or month, written in the nominative, in one of CASES."""
    first, second = _ENDINGS[case]
    if words.endswith("is"):
        stem = words.removesuffix("is")
        soft = stem.removesuffix("l") + "ļ" if case == "genitive" and stem.endswith("l") else stem
        return soft + second
    return words.removesuffix("s") + first
