"""From the figures of a process to its page: rows in words, badges and shades for the diagram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from engine import quantities
from engine.messages_catalogue import Message, msg, say
from engine.monitoring.process_monitor import ProcessMonitor
from engine.monitoring.release_comparison import Comparison
from engine.monitoring.step_figures import (
    Counted,
    Element,
    Kept,
    PartingTaken,
    StepFigures,
    WayTaken,
    element_of,
)
from web.drawing import words
from web.drawing.outline_drawing import KINDS, NAMELESS
from web.drawing.role_words import role_word

Context = dict[str, object]
SHADES = 4  # of the heat map, beside none at all


def titled(element: Element, language: str) -> str:
    """What the diagram calls an element; a gateway without words by what it does."""
    if not element.label and element.kind in NAMELESS:
        return say(NAMELESS[element.kind], language)
    return element.title(language)


def share(part: int, whole: int) -> Decimal | None:
    """Per cent to one place; None of nothing."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def percent(value: Decimal | None, language: str) -> str:
    """12,5 %, or a dash."""
    return "–" if value is None else quantities.percent(value.normalize() if value else Decimal(0), language)


def step(one: StepFigures, most: int, language: str) -> Context:
    """A row of the table of steps."""
    counted = one.counted
    return {
        "id": one.element.element_id,
        "title": titled(one.element, language),
        "role": role_word(one.element.role) if one.element.role else None,
        "waiting": one.waiting,
        "overdue": one.overdue,
        "answered": counted.answered,
        "median": counted.median,
        "minutes": counted.minutes if counted.answered else None,
        "late": counted.late,
        "late_share": share(counted.late, counted.answered),
        "late_words": percent(share(counted.late, counted.answered), language),
        "shade": shade(counted.minutes, most),
    }


def shade(minutes: int, most: int) -> int:
    """0 where no time went, else 1 to SHADES by its part of the step that took most."""
    return -(-SHADES * minutes // most) if most else 0


def waiting(found: ProcessMonitor, roles: frozenset[str], language: str) -> list[Context]:
    """Open tasks by step and role; a link for whoever has these tasks in their own inbox."""
    rows: list[Context] = []
    known = {one.element.element_id: one.element for one in found.steps}
    for one in found.open.tasks:
        address = f"/tasks?process={found.asked.process_id}&work={one.element_id}"
        mine = one.role in roles
        rows.append(
            {
                "title": titled(element_of(known, one.element_id), language),
                "role": role_word(one.role),
                "count": one.count,
                "overdue": one.overdue,
                "due": None if one.first_due_at is None else words.local_day(one.first_due_at),
                "since": words.local_day(one.first_opened_at),
                "href": address if mine else None,
                "overdue_href": f"{address}&due=overdue" if mine and one.overdue else None,
            }
        )
    return rows


def parting(taken: PartingTaken, language: str) -> Context:
    """A place where ways part, with how many went each way."""
    whole = 0 if taken.parting.has_attached else taken.total
    return {
        "title": titled(taken.parting.element, language),
        "kind": KINDS.get(taken.parting.element.kind, ""),
        "attached": taken.parting.has_attached,
        "total": taken.total,
        "ways": [way(one, whole, language) for one in taken.ways],
    }


def way(one: WayTaken, whole: int, language: str) -> Context:
    """One way: how many, and of all that part there how large a share."""
    part = share(one.count, whole)
    return {
        "title": one.way.title(language),
        "to": titled(one.way.leads_to, language) if one.way.label else None,
        "count": one.count,
        "share": part,
        "share_words": percent(part, language),
    }


def way_rows(partings: Sequence[PartingTaken], language: str) -> list[Context]:
    """All ways as rows of one table."""
    found = [(titled(one.parting.element, language), parting(one, language)) for one in partings]
    return [{"at": title, **row} for title, drawn in found for row in _ways(drawn)]


def _ways(drawn: Context) -> list[Context]:
    found = drawn["ways"]
    assert isinstance(found, list)  # noqa: S101 – put there above
    return found


def badges(found: ProcessMonitor, language: str, incidents_href: str | None) -> list[Context]:
    """What stands at the elements of the diagram: open tasks and median, and failed steps."""
    most = max((one.counted.minutes for one in found.steps), default=0)
    drawn: list[Context] = []
    for one in found.steps:
        median = one.counted.median
        parts = [str(one.waiting)] if one.waiting else []
        parts += [quantities.short_working_time(median, language)] if median is not None else []
        if parts:
            drawn.append(
                {
                    "id": one.element.element_id,
                    "text": " · ".join(parts),
                    "late": bool(one.overdue),
                    "shade": shade(one.counted.minutes, most),
                }
            )
    drawn += [
        {
            "id": element.element_id,
            "text": say(msg("Incidents: {count}", count=count), language),
            "incident": True,
            "href": incidents_href,
        }
        for element, count in found.open.incidents
    ]
    return drawn


def releases(in_use: Mapping[int, date], language: str) -> list[tuple[str, Message]]:
    """Each release as a choice: number and first day."""
    return [
        (str(one), msg("Release {number}, from {day}", number=one, day=words.short_day(first, language)))
        for one, first in in_use.items()
    ]


def step_pairs(found: Comparison, language: str) -> list[Context]:
    """Steps of two releases side by side."""
    return [
        {
            "title": titled(one.element, language),
            **_half("earlier", one.earlier, language),
            **_half("later", one.later, language),
        }
        for one in found.steps
    ]


def _half(side: str, counted: Counted | None, language: str) -> Context:
    late = None if counted is None else share(counted.late, counted.answered)
    return {
        f"{side}_there": counted is not None,
        f"{side}_answered": None if counted is None else counted.answered,
        f"{side}_median": None if counted is None else counted.median,
        f"{side}_late": late,
        f"{side}_late_words": percent(late, language),
    }


def way_pairs(found: Comparison, language: str) -> list[Context]:
    """Ways of two releases side by side."""
    return [
        {
            "at": titled(one.parting.element, language),
            "title": one.way.title(language),
            **_taken("earlier", one.earlier, language),
            **_taken("later", one.later, language),
        }
        for one in found.ways
    ]


def _taken(side: str, numbers: tuple[int, int] | None, language: str) -> Context:
    part = None if numbers is None else share(*numbers)
    return {
        f"{side}_count": None if numbers is None else numbers[0],
        f"{side}_share": part,
        f"{side}_share_words": percent(part, language),
    }


def choice(
    name: str,
    label: Message,
    options: Sequence[tuple[str, Message]] | Sequence[tuple[str, Message | str]],
    chosen: str,
) -> Context:
    """One filter as a list to choose from."""
    rows = [{"value": value, "text": text, "selected": value == chosen} for value, text in options]
    return {"name": name, "label": label, "options": rows}


def processes(titles: Mapping[str, str]) -> list[tuple[str, Message | str]]:
    """Each process as a choice."""
    return list(titles.items())


def kept(kept: Kept) -> Context:
    """Since when and up to when it is counted."""
    return {"passes_since": kept.passes_since, "ways_since": kept.ways_since, "counted_to": kept.counted_to}


def number(text: str) -> int | None:
    """A number that somebody asked for in the address."""
    return int(text) if text.isascii() and text.isdigit() else None
