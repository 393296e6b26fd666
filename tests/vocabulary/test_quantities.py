"""Numbers inside sentences read as people of the language write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.messages_catalogue import msg, say
from engine.quantities import KINDS, hours, moment, short_day


def plain(text: str) -> str:
    """The words with ordinary spaces."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("kind", "value", "latvian", "english"),
    [
        ("duration", 3840, "64 st.", "64 h"),
        ("duration", 3870, "64 st. 30 min", "64 h 30 min"),
        ("duration", 0, "0 min", "0 min"),
        ("duration", -45, "−45 min", "−45 min"),
        ("hours", 0, "0 stundu", "0 hours"),
        ("hours", 1, "1 stunda", "1 hour"),
        ("hours", 11, "11 stundas", "11 hours"),
        ("hours", 21, "21 stunda", "21 hours"),
        ("hours", 80, "80 stundas", "80 hours"),
        ("money", 34688, "346,88 €", "€346.88"),
        ("rate", Decimal("5.4200"), "5,4200 €", "€5.4200"),
        ("percent", Decimal("23.59"), "23,59 %", "23.59%"),
        ("percent", Decimal("3.00"), "3 %", "3%"),
        ("number", Decimal("12.5"), "12,5", "12.5"),
    ],
)
def test_a_number_reads_as_its_place_says(kind: str, value: int, latvian: str, english: str) -> None:
    sentence = msg("{it:" + kind + "}", it=value)
    assert (plain(say(sentence, "lv")), plain(say(sentence, "en"))) == (latvian, english)


def test_every_kind_is_tried_above() -> None:
    assert set(KINDS) == {"duration", "hours", "money", "rate", "percent", "number"}


def test_a_place_without_a_kind_leaves_the_number_alone() -> None:
    assert say(msg("{year}, {n:03d}, {yes}", year=2026, n=7, yes=True), "lv") == "2026, 007, True"


def test_days_and_instants() -> None:
    at = datetime(2026, 11, 22, 8, 42, tzinfo=UTC)
    assert (short_day(date(2002, 4, 9), "lv"), short_day(at, "en")) == ("09.04.2002.", "22 Nov 2026")
    assert (moment(at, "lv"), moment(at, "en")) == ("22.11.2026. plkst. 10.42", "22 Nov 2026 at 10:42")
    assert say(msg("{day}", day=date(2002, 4, 9))) == "09.04.2002."


def test_nothing_is_one_of_many_in_english_and_genitive_in_latvian() -> None:
    assert [plain(hours(n, "lv")) for n in (0, 111, 121)] == ["0 stundu", "111 stundas", "121 stunda"]


def test_a_day_is_in_words_where_a_case_is_asked_for() -> None:
    assert say(msg("līdz {day:dative}", day=date(2026, 11, 22))) == "līdz 2026. gada 22. novembrim"


def test_a_day_at_the_end_of_a_sentence_brings_its_own_stop() -> None:
    ended = msg("Until {day}. Then it ends.", day=date(2026, 3, 8))
    assert (say(ended, "lv"), say(ended, "en")) == (
        "Until 08.03.2026. Then it ends.",
        "Until 8 Mar 2026. Then it ends.",
    )
