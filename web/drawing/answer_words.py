"""An answer in words, so that two can be compared by eye."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.messages_catalogue import Message, msg, say
from engine.task_forms.fields import Choice, Field, MonthEntries
from web.drawing import words

NOTHING = "–"


def answer_in_words(field: Field, value: object, language: str) -> str:
    """A typed or raw answer of this field: labels for chosen values, hours for the days of a month."""
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(value, Mapping):
        return "; ".join(_pair(field, str(name), one, language) for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(answer_in_words(field, one, language) for one in value)
    if isinstance(field, Choice):
        return _label(field, value, language)
    return words.shown(value, language)


def _pair(field: Field, name: str, value: object, language: str) -> str:
    if isinstance(field, MonthEntries) and isinstance(value, int):
        day = words.day_of_month(date.fromisoformat(name), language)
        return f"{day} – {words.duration(value, language)}"
    if isinstance(value, Mapping):
        return f"{name} – {', '.join(str(one) for one in value.values() if one)}"
    return f"{name} – {words.shown(value, language)}"


def _label(field: Choice, value: object, language: str) -> str:
    named = {str(option.value): option.label.said(language) for option in field.options}
    yes_or_no: dict[str, Message] = {"True": msg("Yes"), "False": msg("No")}
    text = str(value)
    if text in named:
        return named[text]
    return say(yes_or_no[text], language) if text in yes_or_no else text
