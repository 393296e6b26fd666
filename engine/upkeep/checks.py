"""What a check of the house says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from engine.messages_catalogue import Message, msg

MOST_NAMED = 5  # of what is wrong; the rest is counted


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str  # snake_case, for scripts
    ok: bool
    detail: Message


def checked(name: str, looked_at: int, wrong: Iterable[object]) -> Check:
    """Sound where nothing is wrong; else what is, the first few of it by name; `wrong` may be lazy."""
    rest = iter(wrong)
    first = [str(one) for one in islice(rest, MOST_NAMED)]
    if not first:
        return Check(name, ok=True, detail=msg("{count} looked at, all sound.", count=looked_at))
    number = len(first) + sum(1 for _ in rest)
    named = ", ".join(first)
    text = msg("{wrong} of {count} are not sound: {named}", wrong=number, count=looked_at, named=named)
    return Check(name, ok=False, detail=text)
