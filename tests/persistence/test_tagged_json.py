from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.persistence.tagged_json import read_json, write_json

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
    | st.decimals(allow_nan=False, allow_infinity=False)
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text().filter(lambda key: not key.startswith("$")), inner)
    ),
)


@given(values)
def test_what_goes_in_comes_out(value: object) -> None:
    assert read_json(write_json(value)) == value


@given(values)
def test_equal_values_are_written_alike(value: object) -> None:
    assert write_json(read_json(write_json(value))) == write_json(value)


@pytest.mark.parametrize("value", [1.5, float("nan"), {1, 2}, b"x", object(), {"a": [0.1]}, {1: "x"}])
def test_what_would_lose_meaning_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        write_json(value)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), {"$date": "x"}, datetime(2026, 1, 1)])  # noqa: DTZ001
def test_values_without_a_meaning_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"finite|begin with|time zone"):
        write_json(value)


@pytest.mark.parametrize("text", ["NaN", "[Infinity]"])
def test_not_a_number_is_refused_when_read(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        read_json(text)


def test_instants_are_written_in_utc() -> None:
    riga = timezone(timedelta(hours=3))
    written = write_json([datetime(2026, 10, 1, 9, tzinfo=riga), date(2026, 10, 1), Decimal("5.4200")])
    assert written == (
        '[{"$instant":"2026-10-01T06:00:00+00:00"},{"$date":"2026-10-01"},{"$decimal":"5.4200"}]'
    )
