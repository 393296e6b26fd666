"""The calendar's file is what calendar programs read, whatever stands in a title."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest

from engine.documents.calendar_file import Event, calendar_file
from tests.documents.payloads import FORMULAS, MARKUP

MADE = datetime(2026, 2, 2, 9, tzinfo=UTC)


def read_back(data: bytes) -> list[tuple[str, date, date, str]]:
    calendar: Any = icalendar.Calendar.from_ical(data)
    return [
        (str(one["uid"]), one["dtstart"].dt, one["dtend"].dt, str(one["summary"]))
        for one in calendar.walk("VEVENT")
    ]


def test_it_reads_back_as_whole_days() -> None:
    events = [
        Event("task-7@1.asistents", date(2026, 2, 28), "Sagatavot lēmumu (2026-000007)"),
        Event("term-1@1.asistents", date(2026, 12, 31), "Pēdējā diena; vēlāk, nevar"),
    ]
    data = calendar_file("Asistenta pakalpojums", events, stamped=MADE)
    assert read_back(data) == [
        ("task-7@1.asistents", date(2026, 2, 28), date(2026, 3, 1), "Sagatavot lēmumu (2026-000007)"),
        ("term-1@1.asistents", date(2026, 12, 31), date(2027, 1, 1), "Pēdējā diena; vēlāk, nevar"),
    ]
    assert data == calendar_file("Asistenta pakalpojums", events, stamped=MADE)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


@pytest.mark.parametrize("payload", [*MARKUP, *FORMULAS])
def test_what_was_typed_begins_no_line_of_its_own(payload: str) -> None:
    data = calendar_file("x", [Event("a", date(2026, 2, 2), payload + "\r\nBEGIN:VALARM")], stamped=MADE)
    ((uid, day, _, summary),) = read_back(data)
    assert (uid, day) == ("a", date(2026, 2, 2))
    assert "BEGIN:VALARM" in summary
    assert b"\nBEGIN:VALARM" not in data
