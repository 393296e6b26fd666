"""What a form shows beside its questions, kept with the answers so that a finished task reads as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.task_forms.conditions import parsed
from engine.task_forms.fields import Choice, Component, Computed, Field, Form
from engine.task_forms.prefill import prefill
from engine.task_forms.terms import NO_WORDS, Words

Values = Mapping[str, object]
FIELDS, VALUES = "fields", "values"
EXPRESSIONS = ("hide", "rows", "prefill", "expression")  # those that decide what is seen


def shown_with(form: Form, values: Values, words: Words = NO_WORDS) -> dict[str, dict[str, object]]:
    """{"fields": start values of what is only shown, "values": the case's values the form looks at}."""
    return {
        FIELDS: fixed_values(form, prefill(form, values, words)),
        VALUES: {name: values.get(name) for name in sorted(_names(form))},
    }


def shown_fields(shown: Mapping[str, Values] | None) -> Values:
    """The fields of what `shown_with` kept; nothing for a task that was finished without."""
    return (shown or {}).get(FIELDS, {})


def shown_values(shown: Mapping[str, Values] | None) -> Values:
    """The case's values of what `shown_with` kept."""
    return (shown or {}).get(VALUES, {})


def fixed_values(form: Form, start: Values) -> dict[str, object]:
    """Of the start values those that nobody is asked for: disabled and computed fields."""
    fixed: dict[str, object] = {}
    for field in form.fields():
        if field.disabled or isinstance(field, Computed):
            names = (field.key, f"{field.key}_times")
            fixed.update({name: start[name] for name in names if name in start})
    return fixed


def _names(form: Form) -> set[str]:
    """The names in expressions, and the keys of what is only shown."""
    found: set[str] = set()
    for part in form.walk():
        for text in _expressions(part):
            found |= parsed(text).names
        if isinstance(part, Field) and part.disabled:
            found.add(part.key)
    return found


def _expressions(part: Component) -> Iterator[str]:
    for name in EXPRESSIONS:
        text = getattr(part, name, "")
        if text:
            yield text
    for option in part.options if isinstance(part, Choice) else ():
        if option.hide:
            yield option.hide
