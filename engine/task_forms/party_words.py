"""A form's other words: how it speaks to the person whose matter it is, where the office fills it in too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.messages_catalogue import msg
from engine.task_forms.fields import Component, Form, Group, PartyWords, Wording, walk
from engine.task_forms.part import Part

KEYS = frozenset({"title", "submit", "labels"})


def read_party_words(form: Part, components: tuple[Component, ...]) -> PartyWords:
    """The object `party` of a form's file, its English beside it in `i18n.en.party`."""
    part = form.inner("party")
    part.only(KEYS)
    english = form.english.get("party")
    part.english = english if isinstance(english, dict) else {}
    labels = part.inner("labels")
    translated = part.english.get("labels")
    labels.english = translated if isinstance(translated, dict) else {}
    for key in labels.data.keys() - {getattr(one, "key", "") for one in walk(components)}:
        labels.error("unknown_field", msg("“{key}” has words for a party but is no field here.", key=key))
    return PartyWords(
        part.wording("title"), part.wording("submit"), {key: labels.wording(key) for key in labels.data}
    )


def for_party(form: Form) -> Form:
    """The form as it speaks to the person whose matter it is."""
    words = form.party
    title = words.title if words.title.lv else form.title
    return replace(form, title=title, components=_spoken(form.components, words.labels))


def _spoken(components: tuple[Component, ...], labels: Mapping[str, Wording]) -> tuple[Component, ...]:
    return tuple(
        replace(one, components=_spoken(one.components, labels))
        if isinstance(one, Group)
        else replace(one, label=labels.get(getattr(one, "key", ""), one.label))
        for one in components
    )
