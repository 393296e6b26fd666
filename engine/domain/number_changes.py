"""A new value of a number among those that are there: what was true before stays true for its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from engine.domain.rules import DatedNumber

_ONE_DAY = timedelta(days=1)


def with_value(values: Sequence[DatedNumber], new: DatedNumber) -> tuple[DatedNumber, ...]:
    """The values, sorted by their first days, with the new one.

    It counts until the next value, or as long as the value that it cuts short would have; one that begins
    on the same day is replaced. Nothing is judged here: gaps and overlaps are found by the strict reader.
    """
    earlier = [value for value in values if value.in_force_from < new.in_force_from]
    later = [value for value in values if value.in_force_from > new.in_force_from]
    same = next((value for value in values if value.in_force_from == new.in_force_from), None)
    cut = earlier[-1] if earlier else None
    if same is not None:
        new = replace(new, in_force_to=same.in_force_to)
    elif cut is not None and cut.in_force_to is not None and cut.in_force_to >= new.in_force_from:
        new = replace(new, in_force_to=cut.in_force_to)
        earlier[-1] = replace(cut, in_force_to=new.in_force_from - _ONE_DAY)
    return (*earlier, new, *later)
