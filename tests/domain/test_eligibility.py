"""Ages: to the day, for recipients and assistants."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.eligibility import age_at, assistant_age, personal_facts
from engine.domain.rules import Rules
from engine.domain.working_days import birthday
from engine.errors import EngineError

ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2008-10-05", "2026-10-04", 17),
        ("2008-10-05", "2026-10-05", 18),
        ("2008-02-29", "2026-02-27", 17),
        ("2008-02-29", "2026-02-28", 18),
        ("2008-02-29", "2028-02-28", 19),
        ("2008-02-29", "2028-02-29", 20),
        ("2026-10-05", "2026-10-05", 0),
    ],
)
def test_completed_years(born: str, day: str, age: int) -> None:
    assert age_at(date.fromisoformat(born), date.fromisoformat(day)) == age


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(EngineError, match="lies after"):
        age_at(date(2026, 10, 6), date(2026, 10, 5))


@given(st.dates(date(1920, 1, 1), date(2026, 1, 1)), st.integers(0, 36_000))
def test_age_agrees_with_birthdays_and_with_relativedelta(born: date, days: int) -> None:
    day = min(born + timedelta(days=days), date(2026, 12, 31))
    age = age_at(born, day)
    assert birthday(born, age) <= day < birthday(born, age + 1)
    if (born.month, born.day) != (2, 29):
        assert age == relativedelta(day, born).years


@pytest.mark.parametrize(
    ("age", "offset", "group"),
    [
        (5, -ONE_DAY, "too_young"),
        (5, 0 * ONE_DAY, "child"),
        (18, -ONE_DAY, "child"),
        (18, 0 * ONE_DAY, "adult"),
        (80, 0 * ONE_DAY, "adult"),
    ],
)
def test_age_groups_change_on_the_birthday(
    age: int, offset: timedelta, group: str, r316: Rules, proposed: Rules
) -> None:
    day = date(2026, 10, 5)
    born = birthday(day, -age)
    for rules in (r316, proposed):
        assert personal_facts(born, day + offset, rules).age_group == group


def test_the_day_of_coming_of_age(r316: Rules) -> None:
    facts = personal_facts(date(2010, 3, 31), date(2026, 10, 5), r316)
    assert (facts.age, facts.age_group, facts.adult_on) == (16, "child", date(2028, 3, 31))


@pytest.mark.parametrize(
    ("born", "found"), [("2011-10-06", "too_young"), ("2011-10-05", "minor"), ("2008-10-05", "adult")]
)
def test_assistants_from_15(born: str, found: str, r316: Rules) -> None:
    assert assistant_age(date.fromisoformat(born), date(2026, 10, 5), r316) == found
