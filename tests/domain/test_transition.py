"""Which order decides, day by day and setting by setting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.rules import Regime, RuleBook, RulePack, Rules
from engine.domain.transition import is_service_given, last_service_day, refuse_beyond_order
from engine.domain.validity import EndGround, Grounds, validity
from engine.errors import EngineError, NotFound

LAWS = ("r942", "r316")
ANY_DAY = st.dates(date(2013, 1, 1), date(2040, 12, 31))
CHANGE = date(2021, 7, 1)


@given(day=ANY_DAY, chosen=st.sampled_from(LAWS))
def test_the_day_decides_between_the_laws(day: date, chosen: str, book: RuleBook) -> None:
    assert book.regime_on(day, chosen) is (Regime.R942 if day < CHANGE else Regime.R316)


@given(day=ANY_DAY)
def test_the_proposal_decides_only_where_it_was_chosen_and_from_its_first_day(
    day: date, book: RuleBook
) -> None:
    found = book.regime_on(day, "proposed_2019")
    assert (found is Regime.PROPOSED_2019) == (day >= date(2019, 1, 1))


def test_before_the_service_there_is_no_order(book: RuleBook) -> None:
    for chosen in Regime:
        with pytest.raises(EngineError, match="31 Dec 2012"):
            book.regime_on(date(2012, 12, 31), chosen)


def test_a_setting_that_names_no_pack(book: RuleBook) -> None:
    with pytest.raises(NotFound):
        book.regime_on(CHANGE, "r2050")


def test_a_house_without_the_old_numbers_says_so(book: RuleBook) -> None:
    fewer = RuleBook({"r316": book.packs["r316"]}, book.holidays)
    with pytest.raises(EngineError, match="No order"):
        fewer.regime_on(date(2021, 6, 30), "r316")


@pytest.mark.parametrize(
    ("pack", "day", "is_given"),
    [
        ("r942", "2012-12-31", False),
        ("r942", "2013-01-01", True),
        ("r942", "2021-06-30", True),
        ("r942", "2021-07-01", True),
        ("r942", "2021-12-31", True),
        ("r942", "2022-01-01", False),
        ("r316", "2021-06-30", False),
        ("r316", "2021-07-01", True),
    ],
)
def test_when_service_is_given(pack: str, day: str, is_given: bool, book: RuleBook) -> None:
    assert is_service_given(book.of(pack), date.fromisoformat(day)) is is_given


def test_an_order_without_an_end_has_no_last_day(r316: Rules, r942: Rules) -> None:
    assert last_service_day(r316, CHANGE) is None
    assert last_service_day(r942, CHANGE) == date(2021, 12, 31)
    with pytest.raises(EngineError, match="1 Jan 2022"):
        last_service_day(r942, date(2022, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2021, 6, 30), date(2022, 1, 1), "until 31 Dec 2021"),
        (date(2021, 6, 30), None, "until 31 Dec 2021"),
        (date(2022, 1, 1), date(2022, 2, 1), "no service is given"),
        (date(2012, 12, 31), date(2013, 2, 1), "no service is given"),
    ],
)
def test_days_beyond_the_order_are_refused(first: date, last: date | None, words: str, r942: Rules) -> None:
    with pytest.raises(EngineError, match=words):
        refuse_beyond_order(first, last, r942)


def test_days_within_it_are_not(r942: Rules, r316: Rules) -> None:
    refuse_beyond_order(date(2021, 6, 30), date(2021, 12, 31), r942)
    refuse_beyond_order(date(2023, 1, 1), None, r316)
    refuse_beyond_order(None, None, r942)


@given(start=st.dates(date(2013, 1, 1), date(2021, 12, 31)), opinion=st.none() | st.integers(0, 4000))
def test_nothing_granted_under_the_old_order_outlives_2021(
    start: date, opinion: int | None, r942: Rules
) -> None:
    ends = None if opinion is None else start + timedelta(days=opinion)
    found = validity(start, Grounds(opinion_to=ends), r942)
    assert found.valid_to == min(ends or date.max, date(2021, 12, 31))
    assert (found.end_ground is EndGround.ORDER) == (ends is None or ends > date(2021, 12, 31))


def test_nothing_can_be_granted_where_no_end_is_known(r942: Rules, book: RuleBook) -> None:
    """The old order has no longest term of its own: a pack without its last day must not grant for ever."""
    endless = {**r942.pack.numbers, "service_given": book.packs["r316"].numbers["service_given"]}
    rules = Rules(RulePack("r942", endless, "changed"))
    with pytest.raises(EngineError, match="no last day"):
        validity(CHANGE, Grounds(), rules)
