"""What a letter is called where the page says the case's number itself: without it."""

from __future__ import annotations

import re

_ENDS_WITH_NUMBER = re.compile(r" – (?:lieta|case) (\d{4}-\d{6,})$")


def short(title: str) -> str:
    """The title; "Lēmums par pakalpojumu – lieta 2026-000001" is a "Lēmums par pakalpojumu"."""
    return _ENDS_WITH_NUMBER.sub("", title)


def case_number(title: str) -> str | None:
    """The number at the end of the title, where one stands there."""
    found = _ENDS_WITH_NUMBER.search(title)
    return found[1] if found else None
