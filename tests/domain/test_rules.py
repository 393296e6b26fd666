"""Dated numbers: the newest in force on the day, and a sentence where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.rules import NO_LIMIT, DatedNumber, NumberUnset, RuleBook, RulePack, Rules, Status, Unit
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import say


def a_rate(value: str | None, start: str, **changes: Any) -> DatedNumber:
    number = DatedNumber(
        key="hourly_rate",
        value=None if value is None else Decimal(value),
        unit=Unit.EUR_PER_HOUR,
        in_force_from=date.fromisoformat(start),
        recorded_on=date(2026, 11, 22),
        source="MK 316",
        status=Status.CONFIRMED,
    )
    return replace(number, **changes)


PACK = RulePack.of(
    "r316",
    [
        a_rate("4.79", "2023-01-01"),
        a_rate("4.50", "2021-07-01"),
        a_rate("5.11", "2023-04-01", in_force_to=date(2023, 12, 31)),
        a_rate("5.42", "2024-06-01", status=Status.DEMO),
        a_rate(None, "2025-01-01", status=Status.UNSET),
    ],
)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2021-07-01", "4.50"),
        ("2022-12-31", "4.50"),
        ("2023-01-01", "4.79"),
        ("2023-03-31", "4.79"),
        ("2023-04-01", "5.11"),
        ("2023-12-31", "5.11"),
    ],
)
def test_the_newest_value_that_has_begun(day: str, value: str) -> None:
    assert PACK.number("hourly_rate", date.fromisoformat(day)).exact == Decimal(value)


@pytest.mark.parametrize("day", ["2021-06-30", "2024-01-01", "2025-01-01", "2040-01-01"])
@pytest.mark.parametrize("accept_demo", [True, False])
def test_nothing_is_carried_on(day: str, accept_demo: bool) -> None:
    with pytest.raises(NumberUnset) as refused:
        PACK.number("hourly_rate", date.fromisoformat(day), accept_demo=accept_demo)
    assert (refused.value.key, refused.value.day) == ("hourly_rate", date.fromisoformat(day))


def test_a_number_that_the_pack_does_not_hold() -> None:
    with pytest.raises(NumberUnset):
        PACK.number("sample_percent", date(2023, 1, 1))


def test_a_demonstration_number_needs_leave() -> None:
    day = date(2024, 6, 1)
    assert Rules(PACK, accept_demo=True).number("hourly_rate", day).exact == Decimal("5.42")
    with pytest.raises(NumberUnset, match="only a demonstration value"):
        Rules(PACK).number("hourly_rate", day)


def test_the_refusal_says_which_number_which_day_and_what_to_do() -> None:
    with pytest.raises(EngineError) as refused:
        PACK.number("hourly_rate", date(2021, 6, 30))
    sentence = say(refused.value.message, "en")
    assert "“hourly_rate” is not set for 30 Jun 2021" in sentence
    assert "Enter it in processes/rule_packs/r316.yaml with its date and source." in sentence


def test_each_kind_of_value_is_read_as_what_it_is() -> None:
    cap = replace(a_rate("1", "2021-07-01"), value=40)
    assert (cap.whole, cap.limit, cap.exact) == (40, 40, Decimal(40))
    free = replace(cap, value=NO_LIMIT)
    assert (free.limit, free.word) == (None, NO_LIMIT)
    for number, part in (
        (free, "whole"),
        (free, "exact"),
        (cap, "word"),
        (a_rate("4.5", "2021-07-01"), "whole"),
    ):
        with pytest.raises(TypeError, match="hourly_rate"):
            getattr(number, part)


def test_the_revision_changes_with_any_part_of_any_number() -> None:
    one = a_rate("4.50", "2021-07-01")
    base = RulePack.of("r316", [one]).revision
    changes: list[dict[str, Any]] = [
        {"value": Decimal("4.51")},
        {"in_force_from": date(2021, 7, 2)},
        {"in_force_to": date(2021, 7, 2)},
        {"recorded_on": date(2026, 11, 23)},
        {"announced_on": date(2021, 5, 18)},
        {"source": "another"},
        {"status": Status.UNCONFIRMED},
    ]
    revisions = {RulePack.of("r316", [replace(one, **change)]).revision for change in changes}
    assert len(revisions | {base}) == len(changes) + 1
    assert RulePack.of("r942", [one]).revision != base
    assert RulePack.of("r316", [replace(one, value=Decimal("4.5"))]).revision == base
    assert len(base) == 64


def test_the_order_of_numbers_makes_no_difference() -> None:
    numbers = [number for values in PACK.numbers.values() for number in values]
    assert RulePack.of("r316", reversed(numbers)) == PACK


def test_the_book_knows_its_packs(book: RuleBook) -> None:
    assert book.of("r316").accept_demo
    with pytest.raises(NotFound, match="no rule pack"):
        book.of("r2050")


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sets(st.dates(date(2020, 1, 1), date(2030, 1, 1))))
def test_the_answer_is_that_of_a_plain_search(day: date, starts: set[date]) -> None:
    numbers = [a_rate(str(n), start.isoformat()) for n, start in enumerate(sorted(starts))]
    begun = [number for number in numbers if number.in_force_from <= day]
    pack = RulePack.of("r316", numbers)
    if begun:
        assert pack.number("hourly_rate", day) == begun[-1]
        assert pack.number("hourly_rate", begun[-1].in_force_from) == begun[-1]
    else:
        with pytest.raises(NumberUnset):
            pack.number("hourly_rate", day)
    if starts:
        with pytest.raises(NumberUnset):
            pack.number("hourly_rate", min(starts) - timedelta(days=1))
