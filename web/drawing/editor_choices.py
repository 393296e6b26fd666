"""What the panel of the diagram editor chooses from, in the language of the page, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.domain.rights import Role
from engine.drafting.diagrams.diagram_choices import Choices, NamedChoice, OperationChoice, ValueChoice
from engine.drafting.drafts import draft_paths
from engine.messages_catalogue import Message, msg, say
from web.drawing import draft_drawing
from web.drawing.draft_drawing import Context
from web.drawing.role_words import role_word

KIND_WORDS: Mapping[str, Message] = {
    "yes_no": msg("yes or no"),
    "number": msg("number"),
    "day": msg("date"),
    "text": msg("text"),
    "list": msg("list"),
}


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


def form_made(path: str, title: str, draft_id: int) -> Context:
    """A form that has just been made, as `choices` lists it."""
    name = draft_paths.name_of(path)
    href = draft_drawing.opened_address(draft_id, path)
    return {"name": name, "id": name, "value": name, "title": title or name, "href": href}


def _named(one: NamedChoice, draft_id: int, language: str) -> Context:
    href = draft_drawing.opened_address(draft_id, one.path) if one.path else None
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


def _words(word: Message | str, language: str) -> str:
    return say(word, language) if isinstance(word, Message) else word
