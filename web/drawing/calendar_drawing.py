"""Everything due as weeks with days; days on which nothing is due are left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from engine.inbox.calendar_entries import Calendar, Entry, EntryKind
from engine.messages_catalogue import Message, msg
from web.drawing import words

Context = dict[str, object]
KINDS: Mapping[EntryKind, Message] = {
    EntryKind.TASK: msg("Task"),
    EntryKind.MONTHS: msg("Months"),
    EntryKind.CONTEST: msg("Contest"),
    EntryKind.TERM: msg("Term"),
    EntryKind.CONTRACT_END: msg("Contract"),
    EntryKind.EXPIRY: msg("Decision"),
    EntryKind.EVIDENCE: msg("Confirmation"),
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """For whom, and when, it is drawn."""

    today: date
    language: str
    sees_cases: bool  # may open the file of any case


def weeks(found: Calendar, monday: date, number: int, drawing: Drawing) -> list[Context]:
    """So many weeks from a Monday on."""
    return [_week(found, monday + timedelta(weeks=one), drawing) for one in range(number)]


def _week(found: Calendar, monday: date, drawing: Drawing) -> Context:
    days = [monday + timedelta(days=one) for one in range(7)]
    shown = [_day(found, day, drawing) for day in days]
    return {
        "first": monday,
        "last": days[-1],
        "current": monday <= drawing.today <= days[-1],
        "days": [day for day in shown if day["entries"] or day["off"] is not None],
    }


def _day(found: Calendar, day: date, drawing: Drawing) -> Context:
    return {
        "day": day,
        "today": day == drawing.today,
        "passed": day < drawing.today,
        "off": found.days_off.get(day),
        "working_days": found.working_days.get(day),
        "entries": [_entry(one, drawing) for one in found.entries if one.day == day],
    }


def entries(found: Calendar, drawing: Drawing) -> list[Context]:
    """Everything due as one list, each with its day."""
    return [{"day": one.day, **_entry(one, drawing)} for one in found.entries]


def _entry(one: Entry, drawing: Drawing) -> Context:
    return {
        "kind": KINDS[one.kind],
        "title": one.title if isinstance(one.title, Message) else one.title[drawing.language],
        "about": words.subject(one.about, drawing.language),
        "case_number": one.case_number,
        "href": _leads_to(one, drawing),
    }


def _leads_to(one: Entry, drawing: Drawing) -> str | None:
    if one.task_id is not None:
        return f"/tasks/{one.task_id}"
    if one.period is not None:
        return f"/months?period={one.period}"
    return f"/cases/{one.case_id}" if drawing.sees_cases else None
