"""Days, money and time in words, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.messages_catalogue import msg
from web.drawing import words

NIGHT = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)  # already 1 November in Riga


def filtered(name: str, value: Any, language: str) -> str:
    return str(words.filters(lambda: language)[name](value)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "value", "latvian", "english"),
    [
        ("long_day", date(2026, 11, 22), "2026. gada 22. novembris", "22 November 2026"),
        ("short_day", date(2026, 3, 5), "05.03.2026.", "5 Mar 2026"),
        ("short_day", NIGHT, "01.11.2026.", "1 Nov 2026"),
        ("weekday", date(2026, 10, 5), "Pirmdiena, 5. oktobris", "Monday 5 October"),
        ("month", "2026-10", "2026. gada oktobris", "October 2026"),
        ("month", date(2026, 10, 31), "2026. gada oktobris", "October 2026"),
        ("moment", NIGHT, "01.11.2026. plkst. 00.30", "1 Nov 2026 at 00:30"),
        ("duration", 0, "0 min", "0 min"),
        ("duration", 45, "45 min", "45 min"),
        ("duration", 120, "2 st.", "2 h"),
        ("duration", 2295, "38 st. 15 min", "38 h 15 min"),
        ("duration", -90, "−1 st. 30 min", "−1 h 30 min"),
        ("hours", 60, "1 stunda", "1 hour"),
        ("hours", 80 * 60, "80 stundas", "80 hours"),
        ("hours", 0, "0 stundu", "0 hours"),
        ("hours", 21 * 60, "21 stunda", "21 hours"),
        ("euros", 123456, "1 234,56 €", "€1,234.56"),
        ("euros", -5, "-0,05 €", "-€0.05"),
        ("rate", "5.4200", "5,4200 €", "€5.4200"),
        ("rate", Decimal("4.5"), "4,5000 €", "€4.5000"),
        ("rate", None, "–", "–"),
        ("shown", True, "Jā", "Yes"),
        ("shown", None, "–", "–"),
        ("shown", Decimal("12.5"), "12,5", "12.5"),
        ("shown", ["a", date(2026, 1, 2)], "a, 02.01.2026.", "a, 2 Jan 2026"),
        ("said", {"lv": "jā", "en": "yes"}, "jā", "yes"),
        ("said", msg("Sign in"), "Ieiet", "Sign in"),
        ("said", "teksts", "teksts", "teksts"),
    ],
)
def test_a_value_in_words(name: str, value: Any, latvian: str, english: str) -> None:
    assert filtered(name, value, "lv") == latvian
    assert filtered(name, value, "en") == english


def test_whom_a_task_is_about_ends_with_the_month_in_the_readers_language() -> None:
    kept = "Anna Bērziņa, 2026. gada novembris"
    assert words.subject(kept, "lv") == kept
    assert words.subject(kept, "en").replace("\u00a0", " ") == "Anna Bērziņa, November 2026"
    assert words.subject("Anna Bērziņa", "en") == "Anna Bērziņa"


def test_a_range_of_days_names_the_month_once() -> None:
    first, last = date(2026, 10, 5), date(2026, 10, 11)
    assert words.day_range(first, last, "lv") == "5.–11. oktobris"
    assert words.day_range(first, last, "en") == "5–11 October"
    assert words.day_range(first, first, "lv") == "5. oktobris"


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 darbu"), (1, "1 darbs"), (2, "2 darbi"), (11, "11 darbi"), (21, "21 darbs")],
)
def test_latvian_has_three_plural_forms(count: int, expected: str) -> None:
    ngettext = words.functions(lambda: "lv")["ngettext"]
    assert ngettext("{count} task", "{count} tasks", count) == expected


def test_sentences_take_their_values() -> None:
    gettext = words.functions(lambda: "lv")["_"]
    assert gettext("Page {now} of {last}", now=1, last=3) == "1. lapa no 3"
    assert gettext("Cases") == "Lietas"
