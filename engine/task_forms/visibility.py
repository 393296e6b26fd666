"""Which parts of a form a person sees, given what is answered so far."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from engine.task_forms.conditions import worked_out
from engine.task_forms.fields import Component, Form, Group
from engine.task_forms.terms import Words

MOST_ROUNDS = 10
SIMPLE_CONDITION = re.compile(
    r"""=?\s*(?P<key>\w+)\s*(?P<sign>!=|==)\s*(?:(?P<quote>["'])(?P<text>[^"']*)(?P=quote)|(?P<truth>True|False))\s*"""
)


def visible(form: Form, answers: Mapping[str, object], context: Mapping[str, object], words: Words) -> Form:
    """The form without the components whose `hide` holds.

    An answer to a hidden question counts as not given, which may hide or show others: worked out anew
    until nothing changes, at most ten times.
    """
    shown = form
    for _ in range(MOST_ROUNDS):
        values = _values(form, shown, answers, context)
        before, shown = shown, replace(form, components=_shown(form.components, values, words))
        if shown == before:
            break
    return shown


def required_keys(
    shown: Form, answers: Mapping[str, object], context: Mapping[str, object], words: Words
) -> frozenset[str]:
    """The keys of the visible fields that must be answered, given the other answers."""
    values = _values(shown, shown, answers, context)
    return frozenset(
        field.key
        for field in shown.fields()
        if field.required or (field.required_when and worked_out(field.required_when, values, words))
    )


def _values(
    form: Form, shown: Form, answers: Mapping[str, object], context: Mapping[str, object]
) -> dict[str, object]:
    """What conditions may look at: earlier answers to what is asked here do not count, nor hidden ones."""
    keys = {field.key for field in shown.fields()}
    given = {key: value for key, value in answers.items() if key in keys}
    asked = {field.key: None for field in form.fields() if not field.disabled}
    return {**context, **asked, **given}


def _shown(
    components: tuple[Component, ...], values: Mapping[str, object], words: Words
) -> tuple[Component, ...]:
    kept: list[Component] = []
    for component in components:
        if component.hide and worked_out(component.hide, values, words):
            continue
        if isinstance(component, Group):
            kept.append(replace(component, components=_shown(component.components, values, words)))
        else:
            kept.append(component)
    return tuple(kept)


def shown_when(component: Component) -> tuple[str, str] | None:
    """(key, answer) when the component shows for exactly this answer; None for any other condition.

    Lets a page reveal it under its radio without running expressions in the browser: `=verdict != "changed"`
    hides all but "changed". Yes and no are "true" and "false".
    """
    return _simple(component, "!=")


def hidden_when(component: Component) -> tuple[str, str] | None:
    """(key, answer) when the component hides for exactly this answer: `=outcome == "refused"`; else None."""
    return _simple(component, "==")


def _simple(component: Component, sign: str) -> tuple[str, str] | None:
    found = SIMPLE_CONDITION.fullmatch(component.hide)
    if found is None or found["sign"] != sign:
        return None
    return found["key"], found["truth"].lower() if found["truth"] else found["text"] or ""
