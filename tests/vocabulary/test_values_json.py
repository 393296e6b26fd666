"""Values as text and back: nothing changes, nothing blurs, equal values are written alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values_json import NotAValue, dumps, dumps_plain, loads

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
    | st.decimals(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text().filter(lambda key: not key.startswith("$")), inner)
    ),
)


class Colour(StrEnum):
    RED = "red"


@given(VALUES)
def test_what_goes_in_comes_out(value: object) -> None:
    assert loads(dumps(value)) == value


@given(VALUES)
def test_equal_values_are_written_alike(value: object) -> None:
    assert dumps(loads(dumps(value))) == dumps(value)


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.datetimes(timezones=st.just(UTC))))
def test_one_plain_value_is_written_as_ever(value: object) -> None:
    assert dumps_plain(value) == dumps(value)


def test_the_order_of_keys_does_not_count() -> None:
    assert dumps({"b": 1, "a": {"d": 2, "c": 3}}) == '{"a":{"c":3,"d":2},"b":1}'


def test_kinds_are_kept_apart() -> None:
    values = {
        "day": date(2026, 3, 1),
        "text": "2026-03-01",
        "number": Decimal("5.4200"),
        "yes": True,
        "one": 1,
    }
    read = loads(dumps(values))
    assert read == values
    assert isinstance(read, dict)
    assert [type(value) for value in read.values()] == [date, Decimal, int, str, bool]  # keys are sorted
    assert str(read["number"]) == "5.4200"


def test_instants_are_written_in_utc() -> None:
    riga = timezone(timedelta(hours=3))
    written = dumps([datetime(2026, 10, 1, 9, tzinfo=riga), date(2026, 10, 1), Decimal("5.4200")])
    assert written == (
        '[{"$instant":"2026-10-01T06:00:00+00:00"},{"$date":"2026-10-01"},{"$decimal":"5.4200"}]'
    )


def test_tuples_tables_and_words_of_a_list_travel_as_plain_values() -> None:
    assert loads(dumps({"t": (1, "a"), "m": MappingProxyType({"k": Colour.RED})})) == {
        "t": [1, "a"],
        "m": {"k": "red"},
    }


NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001 -- what must be refused
REFUSED = [
    (1.5, "float"),
    ({"a": [0.1]}, "float"),
    (float("nan"), "float"),
    ({1, 2}, "set"),
    (b"x", "bytes"),
    (object(), "object"),
    ({1: "x"}, "plain name"),
    ({"$date": "x"}, "plain name"),
    (Decimal("NaN"), "finite"),
    (Decimal("Infinity"), "finite"),
    (NAIVE, "time zone"),
]


@pytest.mark.parametrize(("value", "why"), REFUSED)
def test_what_would_lose_its_meaning_is_refused(value: object, why: str) -> None:
    with pytest.raises(NotAValue, match=why):
        dumps(value)


def test_what_holds_itself_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(NotAValue, match="deeply"):
        dumps(endless)


@pytest.mark.parametrize("text", ["1.5", "NaN", "[Infinity]", '{"a":1e3}'])
def test_an_inexact_number_is_refused_when_read(text: str) -> None:
    with pytest.raises(NotAValue, match="not an exact number"):
        loads(text)


def test_a_table_that_only_looks_like_a_day_stays_a_table() -> None:
    assert loads('{"$date":"2026-03-01","more":1}') == {"$date": "2026-03-01", "more": 1}
    assert loads('{"$date":7}') == {"$date": 7}
