"""The dated numbers on pages: a rule pack as of a day, in words that need no colour."""

from __future__ import annotations

import re
from datetime import date

import pytest

from engine.domain.number_kinds import NUMBER_KINDS
from engine.domain.number_labels import CHOICE_LABELS
from engine.domain.rules import Regime
from tests.web.town import Answer, Town


def row_of(page: Answer, key: str) -> str:
    """The words of a number's row, without tags."""
    found = re.search(
        rf'<tr role="row">\s*<th[^>]*><a [^>]*href="/numbers/\w+/{key}".*?</tr>', page.text, re.DOTALL
    )
    assert found is not None, key
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_a_pack_shows_every_number_that_it_states(town: Town) -> None:
    owner = town.guest("process_owner")
    for regime in Regime:
        page = owner.get(f"/numbers?pack={regime}")
        pack = town.read(town.runtime.rule_book).of(regime).pack
        keys = set(re.findall(rf'href="/numbers/{regime}/(\w+)"', page.text))
        assert keys == set(pack.numbers)


def test_a_number_is_that_of_the_day_asked_for(town: Town) -> None:
    owner = town.guest("process_owner")
    asked = "/numbers?pack=r316&day-day={}&day-month={}&day-year=2023&lang=en"
    march, april = (row_of(owner.get(asked.format(*day)), "hourly_rate") for day in ((31, 3), (1, 4)))
    assert march.split("from")[0] != april.split("from")[0]
    assert "1 Apr 2023" in april


def test_what_is_not_sure_is_said_in_words(town: Town) -> None:
    page = town.guest("auditor").get("/numbers?pack=r316")
    assert "nav noteikts" in row_of(page, "base_hours_childhood_special_care")
    assert "tikai demonstrācijai" in row_of(page, "hourly_rate")
    assert "neapstiprināts" in row_of(page, "base_hours_other")
    assert "neapstiprināts" not in row_of(page, "base_hours_school_board")
    only = town.guest("auditor").get("/numbers?pack=r316&show=unset")
    assert "base_hours_childhood_special_care" in only.text
    assert "base_hours_school_board" not in only.text


def test_a_number_that_has_ended_is_told_as_not_set(town: Town) -> None:
    """MK 942 ended; nobody should read its last rate as one that still counts."""
    row = row_of(town.guest("head").get("/numbers?pack=r942&day=2025-01-01"), "minimum_hourly_rate")
    assert "šajā dienā vērtības nav" in row
    assert "nav noteikts" in row


@pytest.mark.parametrize(
    "typed", ["day-day=31&day-month=2&day-year=2026", "day-day=x", "day-year=99999", "day-day=²"]
)
def test_a_day_that_is_none_gets_one_sentence(town: Town, typed: str) -> None:
    page = town.guest("head").get(f"/numbers?pack=r316&{typed}")
    assert page.status == 422
    assert page.text.count("Ierakstiet dienu, kas kalendārā ir") == 2  # in the summary and at the boxes


def test_a_pack_that_is_not_there_is_no_page(town: Town) -> None:
    assert town.guest("head").get("/numbers?pack=holidays_lv").status == 404
    assert town.guest("head").get("/numbers?pack=../r316").status == 404


def test_every_word_that_can_be_a_value_can_be_read() -> None:
    words = {word for kind in NUMBER_KINDS.values() for word in kind.choices}
    assert words | {"no_limit"} == set(CHOICE_LABELS)


def test_today_is_asked_for_by_itself(town: Town) -> None:
    town.on(date(2026, 5, 4))
    page = town.guest("head").get("/numbers")
    assert (page.value("day-day"), page.value("day-month"), page.value("day-year")) == ("4", "5", "2026")
