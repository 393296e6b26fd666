"""Dated numbers in words: a pack as a table, one number with all its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from babel.numbers import format_decimal

from engine.domain.number_labels import CHOICE_LABELS, REGIME_LABELS, STATUS_LABELS, UNIT_LABELS
from engine.domain.rules import DatedNumber, NumberValue, Regime, Status, Unit
from engine.messages_catalogue import Message, say
from engine.numbers.number_pages import NumberRow, PackPage, ValueRow

Rows = list[dict[str, object]]
EVERYTHING = ""
COLOURS = {
    Status.CONFIRMED: "green",
    Status.UNCONFIRMED: "yellow",
    Status.DEMO: "orange",
    Status.UNSET: "red",
}
_PATTERNS = {
    Unit.EUR_PER_HOUR: "#,##0.0000",
    Unit.EUR_PER_MONTH: "#,##0.00",
    Unit.EUR_PER_SIX_MONTHS: "#,##0.00",
    Unit.PERCENT: "#,##0.####",
}


def pack(page: PackPage, language: str, chosen: str) -> dict[str, object]:
    """The context of numbers.html but for open proposals; `chosen`: only numbers of this status."""
    if chosen not in list(Status):
        chosen = EVERYTHING
    counts = Counter(status_on_day(row) for row in page.rows)
    shown = [row for row in page.rows if chosen in (EVERYTHING, status_on_day(row))]
    return {
        "packs": [_tab(page, regime) for regime in page.packs],
        "pack": str(page.pack),
        "title": title(page),
        "day": page.day,
        "counts": [
            _count(page, status, counts[status], current=chosen == status)
            for status in Status
            if counts[status]
        ],
        "all": {"href": address(page.pack, page.day), "count": len(page.rows), "current": not chosen},
        "rows": [_row(page, row, language) for row in shown],
        "recorded_at": page.recorded_at,
        "revision": page.revision[:12],
    }


def title(page: PackPage) -> Message:
    """Whose numbers these are."""
    return REGIME_LABELS[page.pack]


def address(regime: Regime, day: date, **more: str) -> str:
    """The page of a pack as of a day."""
    return f"/numbers?{urlencode({'pack': str(regime), 'day': day.isoformat(), **more})}"


def status_on_day(row: NumberRow) -> Status:
    """How sure we are of the number on the day asked for; where nothing is said of it, it is not set."""
    value = row.on_the_day
    return Status.UNSET if value is None else value.number.status


def values(found: Sequence[ValueRow], unit: Unit, language: str) -> Rows:
    """Every value of a number with its days, source and status."""
    return [value(one, unit, language) for one in found]


def value(one: ValueRow, unit: Unit, language: str) -> dict[str, object]:
    """One value as the templates show it."""
    number = one.number
    return {
        "value": None if one.is_unset else in_words(number.value, unit, language),
        "raw": number.value,
        "has_unit": not isinstance(number.value, str),
        "first": number.in_force_from,
        "last": one.last_day,
        "counts": one.counts,
        "source": number.source,
        "announced_on": number.announced_on,
        "recorded_on": number.recorded_on,
        **status(number.status),
    }


def status(found: Status) -> dict[str, object]:
    """Its word and colour; the word says everything that the colour says."""
    return {"status": STATUS_LABELS[found], "colour": COLOURS[found], "is_sure": found is Status.CONFIRMED}


def in_words(amount: NumberValue, unit: Unit, language: str) -> str:
    """5,4200 € or 20 or yes; what stands after it is the unit's label."""
    if amount is None:
        return "–"
    if isinstance(amount, str):
        return say(CHOICE_LABELS[amount], language) if amount in CHOICE_LABELS else amount
    return str(format_decimal(Decimal(amount), _PATTERNS.get(unit, "#,##0"), locale=language))


def unit(found: Unit) -> Message | None:
    """What stands after a value; a choice speaks for itself."""
    return None if found is Unit.CHOICE else UNIT_LABELS[found]


def sentence(number: DatedNumber, language: str) -> str:
    """5,4200 eiro stundā, in one line."""
    after = unit(number.unit)
    words = in_words(number.value, number.unit, language)
    return words if after is None or isinstance(number.value, str) else f"{words} {say(after, language)}"


def _tab(page: PackPage, regime: Regime) -> dict[str, object]:
    return {
        "text": REGIME_LABELS[regime],
        "href": address(regime, page.day),
        "current": regime is page.pack,
        "count": None,
    }


def _count(page: PackPage, found: Status, count: int, *, current: bool) -> dict[str, object]:
    return {
        "text": STATUS_LABELS[found],
        "count": count,
        "href": address(page.pack, page.day, show=str(found)),
        "current": current,
    }


def _row(page: PackPage, row: NumberRow, language: str) -> dict[str, object]:
    now = row.on_the_day
    others = [one for one in row.values if not one.counts]
    return {
        "key": row.key,
        "label": row.label,
        "unit": unit(row.kind.unit),
        "href": f"/numbers/{page.pack}/{row.key}",
        "now": value(now, row.kind.unit, language) if now else None,
        "missing": status(Status.UNSET),
        "others": values(others, row.kind.unit, language),
    }
