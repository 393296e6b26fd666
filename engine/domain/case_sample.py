"""Which files a yearly check looks at: a tenth of the active ones, the same for the same seed anywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

PERCENT = 10  # "10 % lietu kontrole": only its title is known (LM seminar); all else here is unconfirmed


def drawn(case_numbers: Iterable[str], first: Collection[str], seed: str) -> list[str]:
    """A tenth of the cases, rounded up, in the order they are to be checked.

    Those in `first` (the representative is also the assistant) come before all others; among equals the
    order is that of SHA-256("seed/number"), so that anybody can draw the same sample again by hand.
    """
    numbers = sorted(set(case_numbers), key=lambda number: (number not in first, _lot(seed, number)))
    return numbers[: -(-len(numbers) * PERCENT // 100)]


def _lot(seed: str, number: str) -> str:
    return hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()
