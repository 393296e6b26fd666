"""A contract over time as a picture: bands of days, told in words in the list beside it."""

from __future__ import annotations

from datetime import date

from engine.case_files.case_contracts import Band, ContractCourse, Span
from engine.messages_catalogue import Message, msg
from web.drawing import words

WIDE = 1000  # units of the picture; it is stretched to the page
KINDS: dict[str, Message] = {
    "grant": msg("granted"),
    "contract": msg("contract in force"),
    "suspended": msg("stay without service"),
}


def draw(course: ContractCourse, language: str) -> dict[str, object]:
    """{turns, bands: [{label, spans: [{kind, x, width, title}]}], today: x, first, last}."""
    return {
        "turns": [
            {"day": one.day, "kind": one.kind, "text": one.text, "is_future": one.day > course.today}
            for one in course.turns
        ],
        "bands": [
            {"label": band.label, "spans": [_span(span, course, language) for span in _inside(band, course)]}
            for band in course.bands
        ],
        "today": _place(course.today, course) if course.first <= course.today <= course.last else None,
        "first": course.first,
        "last": course.last,
        "wide": WIDE,
    }


def _inside(band: Band, course: ContractCourse) -> list[Span]:
    return [span for span in band.spans if span.from_day <= course.last]


def _span(span: Span, course: ContractCourse, language: str) -> dict[str, object]:
    begins = _place(span.from_day, course)
    until = "…" if span.to_day is None else words.short_day(span.to_day, language)
    return {
        "kind": span.kind,
        "x": begins,
        "width": max(4, _place(span.to_day or course.last, course) - begins),
        "title": f"{words.said(KINDS[span.kind], language)}: "
        f"{words.short_day(span.from_day, language)} – {until}",
    }


def _place(day: date, course: ContractCourse) -> int:
    """How far to the right a day stands."""
    whole = max(1, (course.last - course.first).days)
    return round(WIDE * min(max(0, (day - course.first).days), whole) / whole)
