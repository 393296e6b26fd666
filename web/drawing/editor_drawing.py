"""The diagram editor's page, and the days of a rule, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date

from engine.drafting.diagrams import draft_diagrams
from engine.drafting.diagrams.rule_dates import DateGiven
from engine.drafting.drafts import draft_paths
from engine.drafting.drafts.draft_pages import FilePage
from engine.messages_catalogue import msg, say
from engine.quantities import local_day
from web.drawing import draft_drawing, outline_drawing, words
from web.drawing.draft_drawing import Context


def page(found: FilePage, language: str) -> Context:
    """The context of diagram_editor.html."""
    path, draft_id = found.file.path, found.page.standing.draft_id
    here = draft_drawing.address(draft_id)
    process_id = draft_paths.process_of(path)
    return {
        "title": found.page.processes.get(process_id, process_id),
        "draft": found.page.standing.title,
        "draft_url": here,
        "text_url": draft_drawing.address(draft_id, path),
        "try_url": f"{here}/try/{path}" if found.page.may_edit else None,
        "path": path,
        "forms_folder": f"forms/{process_id}/",
        "may_edit": found.page.may_edit,
        "editor": {
            "file": draft_drawing.address(draft_id, path),
            "choices": f"{here}/diagram-choices/{path}",
            "dates": f"{here}/diagram-dates/{path}",
            "outline": f"{here}/diagram-outline/{path}",
            "forms": f"{here}/diagram-forms/{path}",
        },
        "outline": outline(found.file.content or b"", path, language),
    }


def outline(data: bytes, path: str, language: str) -> list[Context] | None:
    """The steps as `parts/editor_outline.html` draws them; none where the file cannot be read."""
    steps = draft_diagrams.outline(data, path)
    return None if steps is None else outline_drawing.words_of(steps, language)


def dates(given: Sequence[DateGiven], language: str) -> Context:
    """The next days of a rule in words, each with what it was reckoned from."""
    return {"days": [_day(one, language) for one in given]}


def _day(one: DateGiven, language: str) -> Context:
    note = (
        msg("for {month}", month=words.month(one.month, language))
        if one.month
        else msg("if it begins on {day}", day=words.short_day(one.reached, language))
    )
    return {"text": _day_words(one.day, language), "note": say(note, language)}


def _day_words(day: date | datetime, language: str) -> str:
    """04.12.2026., piektdiena; an instant with its time."""
    shown = words.moment(day, language) if isinstance(day, datetime) else words.short_day(day, language)
    return f"{shown}, {format_date(local_day(day), 'EEEE', locale=language)}"
