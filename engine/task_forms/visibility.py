"""Which parts of a form a person sees, given what is answered so far."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from engine.task_forms.conditions import parsed, worked_out
from engine.task_forms.fields import Component, Form, Group
from engine.task_forms.terms import NO_WORDS, Words

MOST_ROUNDS = 10
SIMPLE_CONDITION = re.compile(
    r"""=?\s*(?P<key>\w+)\s*(?P<sign>!=|==)\s*(?:(?P<quote>["'])(?P<text>[^"']*)(?P=quote)|(?P<truth>True|False))\s*"""
)

ALSO_HIDDEN = re.compile(r"(?P<first>.+?)\s+or\s+(?P<also>.+)")


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


def revealed_when(form: Form, component: Component, context: Mapping[str, object]) -> tuple[str, str] | None:
    """`shown_when` of an answer of this form, also where the condition goes on with what the case says.

    `=step != "announce" or "work" not in purposes_asked`: the answer alone reveals it where work is asked.
    None where the rest hides it, or looks at other answers.
    """
    parts = ALSO_HIDDEN.fullmatch(component.hide)
    condition = shown_when(replace(component, hide=parts["first"]) if parts else component)
    if condition is None or form.field(condition[0]) is None:
        return None
    if parts is None:
        return condition
    asks = any(form.field(name) is not None for name in parsed(parts["also"]).names)
    return None if asks or worked_out(parts["also"], context, NO_WORDS) is not False else condition


def _simple(component: Component, sign: str) -> tuple[str, str] | None:
    found = SIMPLE_CONDITION.fullmatch(component.hide)
    if found is None or found["sign"] != sign:
        return None
    return found["key"], found["truth"].lower() if found["truth"] else found["text"] or ""
