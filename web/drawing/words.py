"""How sentences, days, money and time read in a template, in the language of the person who looks.

The sentences come from the one catalogue (`engine.messages_catalogue`); amounts arrive as integer cents,
time as integer minutes, instants in UTC, and are only put into words here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

import nh3
from babel.dates import format_date
from markdown_it import MarkdownIt
from markupsafe import Markup

from engine import quantities
from engine.messages_catalogue import Message, say, translate, translations
from web.drawing import letter_titles

Language = Callable[[], str]
letter_title = letter_titles.short
NO_BREAK = quantities.NO_BREAK
clock, moment, short_day, local_day = (
    quantities.clock,
    quantities.moment,
    quantities.short_day,
    quantities.local_day,
)
duration, euros, number = quantities.duration, quantities.money, quantities.number
working_time = quantities.working_time
LONG_DAY = {"lv": "y. 'gada' d. MMMM", "en": "d MMMM y"}
WEEKDAY = {"lv": "EEEE, d. MMMM", "en": "EEEE d MMMM"}
DAY_OF_MONTH = {"lv": "d. MMMM", "en": "d MMMM"}
MONTH = {"lv": "y. 'gada' LLLL", "en": "LLLL y"}
# Headings start at h2: the page has its own h1.
ALLOWED_TAGS = {"a", "br", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "strong", "table", "tbody"} | {
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


class Worded(Protocol):
    """The owner's own words in both languages (`engine.task_forms.fields.Wording`)."""

    def said(self, language: str) -> str: ...


def functions(language: Language) -> dict[str, Any]:
    """`_("English {name}", name=…)`, `ngettext("{count} task", "{count} tasks", n)`, `language()` and
    `time_units()`: what stands after hours and minutes."""

    def gettext(text: str, /, **values: object) -> str:
        return say(Message(text, values), language()) if values else translate(text, language())

    def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
        words = translations(language()).ngettext(one, many, count)
        return words.format_map({"count": count, **values})

    def time_units() -> tuple[str, str]:
        return quantities.HOUR_AND_MINUTE[language()]

    return {"_": gettext, "ngettext": ngettext, "language": language, "time_units": time_units}


def filters(language: Language) -> dict[str, Callable[..., Any]]:
    """The filters of templates; each takes the value first and answers in the current language."""

    def bound(act: Callable[..., Any]) -> Callable[..., Any]:
        return lambda value, *more: act(value, *more, language())

    worded = (
        said,
        shown,
        long_day,
        short_day,
        weekday,
        day_of_month,
        day_range,
        month,
        moment,
        clock,
        duration,
        hours,
        working_time,
    )
    return {act.__name__: bound(act) for act in (*worded, number, rate)} | {
        "euros": bound(euros),
        "markdown": markdown,
    }


def said(value: Message | Worded | Mapping[str, str] | str, language: str) -> str:
    """A Message, an owner's wording, `{"lv": …, "en": …}` or plain text, in words."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return value.get(language) or value["lv"]
    return say(value, language) if isinstance(value, Message) else value.said(language)


def shown(value: object, language: str) -> str:
    """Any value of a process in words: dates as days, yes and no, numbers with a decimal comma."""
    if isinstance(value, bool):
        return translate("Yes", language) if value else translate("No", language)
    if isinstance(value, date):
        return short_day(value, language)
    if isinstance(value, int | Decimal):
        return number(value, language)
    if isinstance(value, list | tuple):
        return ", ".join(shown(item, language) for item in value)
    return (
        "–"
        if value is None
        else said(value, language)
        if isinstance(value, Message | Mapping)
        else str(value)
    )


def long_day(day: date, language: str) -> str:
    """2026. gada 22. novembris."""
    return format_date(local_day(day), LONG_DAY[language], locale=language)


def weekday(day: date, language: str) -> str:
    """Svētdiena, 22. novembris."""
    words = format_date(day, WEEKDAY[language], locale=language)
    return words[:1].upper() + words[1:]


def day_of_month(day: date, language: str) -> str:
    """22. novembris."""
    return format_date(day, DAY_OF_MONTH[language], locale=language)


def day_range(first: date, last: date, language: str) -> str:
    """5.–11. oktobris, for days of one month."""
    if first == last:
        return day_of_month(first, language)
    words = day_of_month(last, language)
    return f"{first.day}.–{words}" if language == "lv" else f"{first.day}–{words}"


def month(period: object, language: str) -> str:
    """2026. gada oktobris, from "2026-10", a ServiceMonth or any day of the month."""
    first = period.replace(day=1) if isinstance(period, date) else date.fromisoformat(f"{period}-01")
    return format_date(first, MONTH[language], locale=language)


_MONTHS = [month(f"2000-{number:02d}", "lv").rpartition(" ")[2] for number in range(1, 13)]
_MONTH_AT_END = re.compile(rf"(\d{{4}})\. gada ({'|'.join(_MONTHS)})$")


def subject(text: str, language: str) -> str:
    """Whom or what a task is about; the month at its end, kept in Latvian, in the reader's language."""
    found = _MONTH_AT_END.search(text)
    if found is None or language == "lv":
        return text
    return text[: found.start()] + month(f"{found[1]}-{_MONTHS.index(found[2]) + 1:02d}", language)


def hours(minutes: int, language: str) -> str:
    """80 stundas; part hours as a duration."""
    return duration(minutes, language) if minutes % 60 else quantities.hours(minutes // 60, language)


def rate(value: Decimal | str | None, language: str) -> str:
    """5,4200 €; – where there is no one rate."""
    return "–" if value is None else quantities.rate(value, language)


@lru_cache(maxsize=512)
def markdown(text: str) -> Markup:
    """Markdown of the owners' files as harmless HTML: no raw HTML, no scripts, no images."""
    drawn = MARKDOWN.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    clean = nh3.clean(
        drawn, tags=ALLOWED_TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto", "tel"}
    )
    return Markup(clean)  # noqa: S704 – nh3 has just cleaned it
