"""Reads the values of a case; one that the diagram should have set before and did not is its fault."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from engine.service_tasks.outcome import Reading, Values

Kind = TypeVar("Kind")


def given(values: Values, name: str, kind: type[Kind]) -> Kind:
    """The value of exactly this kind (a bool is no int); ValueError where it is missing or another."""
    value = values.get(name)
    if type(value) is not kind:
        raise ValueError(f"{name} is not a {kind.__name__}")
    return value


def maybe(values: Values, name: str, kind: type[Kind]) -> Kind | None:
    """The value where there is one of exactly this kind."""
    value = values.get(name)
    return value if type(value) is kind else None


def case_id_of(reading: Reading) -> int:
    """The case that the instance carries."""
    if reading.case_id is None:
        raise ValueError("the instance belongs to no case")
    return reading.case_id


def the_day(values: Values, name: str) -> date:
    """A day among the values."""
    return given(values, name, date)
