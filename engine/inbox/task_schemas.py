"""The form of a task as JSON Schema, for other systems: what may be answered, and what must be by now."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from engine.inbox.task_pages import TaskPage
from engine.task_forms import visible
from engine.task_forms.schema import json_schema
from engine.task_forms.terms import Known
from engine.task_forms.visibility import required_keys

__all__ = ["schema_of"]


def schema_of(page: TaskPage, language: str) -> dict[str, object]:
    """The schema of the answers; every question of the form, titles in the language.

    `required` names what must be answered as the case stands now: answers may reveal and demand more.
    """
    instruments = {name: one.instrument for name, one in page.instruments.items()}
    known = Known(page.context, instruments, page.words)
    shown = visible(page.form, page.start, page.context, page.words)
    required = required_keys(shown, page.start, page.context, page.words)
    plain = _plain(json_schema(page.form, known, required))
    assert isinstance(plain, dict)  # noqa: S101 – a schema is an object
    for field in page.form.fields():
        asked = plain["properties"].get(field.key)
        if asked is not None:
            asked["title"] = field.label.said(language)
    return plain


def _plain(value: object) -> object:
    """Exact bounds as the numbers of JSON: they bound answers, and no sum is made of them."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
