"""What the buttons "add a row" and "remove row" do to a form that was sent without being judged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Flat = Mapping[str, Sequence[str]]
SEEN = "_seen"  # the numbers of the parts that were looked at and are not complete
PLACE = re.compile(r"([a-z][a-z0-9_]*)\[(\d{1,3})\]")


def removed(flat: Flat, place: str) -> Flat:
    """The inputs without the row `key[number]`; the rows below move up. Anything else changes nothing."""
    wanted = PLACE.fullmatch(place)
    if wanted is None:
        return flat
    key, number = wanted[1], int(wanted[2])
    kept: dict[str, Sequence[str]] = {}
    for name, values in flat.items():
        found = PLACE.match(name)
        if found is None or found[1] != key:
            kept[name] = values
        elif int(found[2]) != number:
            row = int(found[2]) - (int(found[2]) > number)
            kept[f"{key}[{row}]{name[found.end() :]}"] = values
    return kept


def rows_wanted(flat: Flat, key: str) -> dict[str, int]:
    """How many rows the list `key` shows at least after one more was asked for."""
    if not key:
        return {}
    found = (PLACE.match(name) for name in flat)
    numbers = [int(one[2]) for one in found if one is not None and one[1] == key]
    return {key: max(numbers, default=-1) + 2}
