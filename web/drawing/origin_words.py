"""Where a start value came from, in a line under its question; of a finished form also what was changed."""

from __future__ import annotations

from collections.abc import Mapping

from engine.inbox.task_pages import Origin, TaskPage
from engine.messages_catalogue import Message, msg
from engine.task_forms.terms import Known
from web.drawing import words
from web.drawing.answer_words import AnswerWords
from web.drawing.origin_lines import OriginLine


def origin_lines(page: TaskPage, language: str) -> Mapping[str, OriginLine]:
    """Key → line, for every question that started with a value."""
    instruments = {name: one.instrument for name, one in page.instruments.items()}
    answers = AnswerWords(Known(page.context, instruments, page.words), language)
    lines = {}
    for field in page.form.fields():
        origin = page.origins.get(field.key)
        if origin is None:
            continue
        done = page.task.completed_at is not None
        changed = done and page.start.get(field.key) != origin.value
        before = answers.said(field, origin.value) if changed else None
        lines[field.key] = OriginLine(_said(origin, language), before)
    return lines


def _said(origin: Origin, language: str) -> Message:
    if origin.source == "application":
        day = words.short_day(origin.day, language) if origin.day else ""
        return msg("From the application of {day}.", day=day)
    if origin.source == "system":
        return msg("Proposed by the system from this case.")
    step = origin.title_en if language == "en" else origin.title_lv
    when = words.moment(origin.at, language) if origin.at else ""
    if origin.source == "before":
        return msg("As {name} answered here on {when}.", name=origin.by, when=when)
    return msg("From the step “{step}”: {name}, {when}.", step=step, name=origin.by, when=when)
