"""The values and words that expressions are tried with, and a guard that notices any escape."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from engine.domain.working_days import Holidays
from engine.expressions.calendar_words import calendar_words

NOW = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)  # in Latvia it is already 1 November
HOLIDAYS = Holidays(2025, 2028, frozenset({date(2026, 11, 18), date(2026, 12, 24), date(2026, 12, 25)}))
ALLOWED = frozenset({str, int, bool, Decimal, date, datetime, timedelta, list, dict, type(None)})

_FORBIDDEN = ("exec", "import", "open", "os.", "subprocess.", "socket.", "ctypes.", "code.", "sys._getframe")
_watching: list[list[str]] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    # Python itself looks for the line of a syntax error in a file of this fixed name.
    if _watching and event.startswith(_FORBIDDEN) and arguments[:1] != ("<unknown>",):
        _watching[-1].append(event)


sys.addaudithook(_hook)


@pytest.fixture
def values() -> dict[str, Any]:
    deep: list[Any] = []
    for _ in range(20):
        deep = [deep]
    return {
        "person": {"city": "Rīga", "age": 40},
        "items": [1, 2, 3],
        "many": list(range(5_000)),
        "text": "a" * 100_000,
        "deep": deep,
        "day": date(2026, 10, 31),
        "moment": NOW,
        "span": timedelta(days=3),
        "amount": Decimal("5.4200"),
        "flag": True,
        "nothing": None,
        "__builtins__": {"open": "trap"},
        "_private": 1,
    }


@pytest.fixture
def words() -> Mapping[str, Callable[..., Any]]:
    return calendar_words(NOW, HOLIDAYS)


@pytest.fixture
def no_escape() -> Callable[[], Any]:
    """`with no_escape():` fails when Python opens, imports, executes or connects anything inside."""

    @contextmanager
    def guard() -> Iterator[None]:
        _watching.append([])
        try:
            yield
        finally:
            seen = _watching.pop()
        assert seen == []

    return guard


@pytest.fixture
def allowed() -> Callable[[object], bool]:
    """Whether a value consists of allowed kinds only."""

    def check(value: object) -> bool:
        if type(value) is list:
            return all(check(item) for item in value)
        if type(value) is dict:
            return all(type(key) is str and check(item) for key, item in value.items())
        return type(value) in ALLOWED

    return check
