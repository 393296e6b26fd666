"""The diagram editor's page, and what its panel chooses from, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from babel.dates import format_date

from engine.domain.rights import Role
from engine.drafting import draft_diagrams, draft_paths
from engine.drafting.diagram_choices import Choices, NamedChoice, OperationChoice, ValueChoice
from engine.drafting.draft_pages import FilePage
from engine.drafting.rule_dates import DateGiven
from engine.messages_catalogue import Message, msg, say
from engine.quantities import local_day
from web.drawing import draft_drawing, outline_drawing, words
from web.drawing.draft_drawing import Context
from web.drawing.role_words import role_word

KIND_WORDS: Mapping[str, Message] = {
    "yes_no": msg("yes or no"),
    "number": msg("number"),
    "day": msg("date"),
    "text": msg("text"),
    "list": msg("list"),
}


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


def choices(found: Choices, draft_id: int, language: str) -> Context:
    """What the panel chooses from, as JSON."""

    def named(all_of: Iterable[NamedChoice]) -> list[Context]:
        return [_named(one, draft_id, language) for one in all_of]

    return {
        "process_id": found.process_id,
        "roles": [{"value": str(role), "title": _words(role_word(role), language)} for role in Role],
        "forms": named(found.forms),
        "tasks": named(found.tasks),
        "decisions": named(found.decisions),
        "processes": named(found.processes),
        "messages": named(found.messages),
        "operations": [_operation(one, language) for one in found.operations],
        "values": [_value(one, language) for one in found.values],
        "ids": found.ids,
    }


def dates(given: Sequence[DateGiven], language: str) -> Context:
    """The next days of a rule in words, each with what it was reckoned from."""
    return {"days": [_day(one, language) for one in given]}


def form_made(path: str, title: str, draft_id: int) -> Context:
    """A form that has just been made, as `choices` lists it."""
    name = draft_paths.name_of(path)
    href = draft_drawing.address(draft_id, path)
    return {"name": name, "id": name, "value": name, "title": title or name, "href": href}


def _named(one: NamedChoice, draft_id: int, language: str) -> Context:
    href = draft_drawing.address(draft_id, one.path) if one.path else None
    title = one.title.said(language)
    return {"name": one.name, "id": one.name, "value": one.name, "title": title, "href": href}


def _operation(one: OperationChoice, language: str) -> Context:
    return {
        "value": one.name,
        "title": one.title.said(language),
        "needs": [_value(value, language) for value in one.needs],
        "gives": [_value(value, language) for value in one.gives],
        "errors": list(one.errors),
    }


def _value(one: ValueChoice, language: str) -> Context:
    title = one.title.said(language)
    return {
        "name": one.name,
        "title": f"{title} ({one.name})" if title else one.name,
        "question": title,
        "kind_name": one.kind,
        "kind": say(KIND_WORDS[one.kind], language) if one.kind in KIND_WORDS else "",
        "options": [
            {"value": str(option.value), "title": option.label.said(language)} for option in one.options
        ],
    }


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


def _words(word: Message | str, language: str) -> str:
    return say(word, language) if isinstance(word, Message) else word
