"""A day typed into three boxes, as a page sends it: day, month, year."""

from __future__ import annotations

from datetime import date

from engine.errors import EngineError
from engine.messages_catalogue import Message, msg
from web.page import request

PARTS = ("day", "month", "year")
FIRST_YEAR, LAST_YEAR = 1990, 2100
_MEND: Message = msg("Write a day that exists, with its day, month and year: 1, 7 and 2026.")


class NoSuchDay(EngineError):
    """What was typed is no day; the sentence says how to write one."""


def typed_day(name: str, *, first_year: int = FIRST_YEAR) -> date | None:
    """The day in the boxes `name-day`, `name-month`, `name-year`; None where all are empty.

    Raises NoSuchDay where something is typed that is no day from the first year to 2100.
    """
    parts = typed_parts(name)
    if not any(parts.values()):
        return None
    try:
        day, month, year = (int(parts[part]) if parts[part].isascii() else 0 for part in PARTS)
        found = date(year, month, day)
    except (ValueError, OverflowError):
        raise NoSuchDay(_MEND) from None
    if not first_year <= found.year <= LAST_YEAR:
        raise NoSuchDay(_MEND)
    return found


def typed_parts(name: str) -> dict[str, str]:
    """What was typed, to be shown again as it was."""
    return {part: request.values.get(f"{name}-{part}", "")[:6].strip() for part in PARTS}


def parts_of(day: date | None) -> dict[str, str]:
    """A day as its boxes show it."""
    return dict.fromkeys(PARTS, "") if day is None else {part: str(getattr(day, part)) for part in PARTS}


def day_in_address(name: str) -> date | None:
    """The day that a link carries as 2026-07-01; None where there is none that could be one."""
    try:
        return date.fromisoformat(request.args.get(name, "")[:10])
    except ValueError:
        return None
