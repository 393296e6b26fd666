"""A calendar as the file that calendar programs read (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar

PRODUCT = "-//asistents//calendar//LV"
REFRESH = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a whole day; the same `uid` again is the same thing, moved or renamed."""

    uid: str
    day: date
    summary: str


def calendar_file(name: str, events: Iterable[Event], *, stamped: datetime) -> bytes:
    """The file; the same events give the same bytes. Whatever was typed stays text."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for one in events:
        event = icalendar.Event()
        event.add("uid", one.uid)
        event.add("dtstamp", stamped)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("summary", _writable(one.summary))
        event.add("transp", "TRANSPARENT")  # a deadline blocks nobody's day
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _writable(text: str) -> str:
    """The text without what no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
