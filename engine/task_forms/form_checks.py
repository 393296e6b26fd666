"""What must hold across a whole form: usable keys, known functions, rows that can be drawn."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Sequence

from engine.expressions.calendar_words import CALENDAR_WORD_NAMES
from engine.expressions.interpreter import BUILT_IN_NAMES
from engine.messages_catalogue import msg
from engine.task_forms.conditions import parsed
from engine.task_forms.fields import (
    Choice,
    Component,
    Computed,
    DateField,
    DynamicList,
    Field,
    Form,
    MonthEntries,
    Table,
    walk,
)
from engine.task_forms.part import Notebook

KEY = re.compile(r"[a-z][a-z0-9_]{0,62}")
RESERVED_KEYS = frozenset({"typename", "data_objects", "csrf_token"})
# Set by the engine when an instance begins; an answer of this name would lead to another person's file.
ENGINE_KEYS = frozenset(
    {"case_id", "month_id", "claim_id", "contract_id", "recipient_id", "recipient_signer_id"}
)
WORDS = BUILT_IN_NAMES | CALENDAR_WORD_NAMES
# The first day of a contract. Our interpreter keeps values and functions apart, so nothing breaks; other
# words of the calendar are refused as keys because nobody could read `day(day, month)`.
VALUES_NAMED_LIKE_WORDS = frozenset({"first_day"})
MAX_FIELDS = 200


def check_keys(form: Form, notebook: Notebook) -> None:
    """Leave a finding for every key that is taken, reserved, or not a plain name."""
    if len(form.fields()) > MAX_FIELDS:
        notebook.error("", "too_large", msg("A form may have at most {most} fields.", most=MAX_FIELDS))
    _check_scope(form.fields(), notebook)
    for field in form.fields():
        if isinstance(field, DynamicList):
            inner = [part for part in walk(field.components) if isinstance(part, Field)]
            _check_scope(inner, notebook)
            _check_rows(field, inner, notebook)


def _check_scope(fields: Sequence[Field], notebook: Notebook) -> None:
    seen: set[str] = set()
    for field in fields:
        _check_key(field, notebook)
        if field.key in seen:
            notebook.error(
                field.key, "duplicate_field", msg("Two fields have the key “{key}”.", key=field.key)
            )
        seen.add(field.key)
        if isinstance(field, MonthEntries):
            seen.add(f"{field.key}_times")


def _check_key(field: Field, notebook: Notebook) -> None:
    key = field.key
    if key in RESERVED_KEYS or key.startswith("_"):
        notebook.error(
            key, "reserved_key", msg("“{key}” cannot be the key of a field; choose another.", key=key[:60])
        )
    elif key in WORDS - VALUES_NAMED_LIKE_WORDS or keyword.iskeyword(key):
        notebook.error(
            key, "reserved_key", msg("“{key}” is a word of expressions; choose another key.", key=key)
        )
    elif key in ENGINE_KEYS and not field.disabled:
        notebook.error(
            key, "reserved_key", msg("“{key}” is set by the engine, no form may change it.", key=key)
        )
    elif not KEY.fullmatch(key):
        notebook.error(
            key[:60],
            "bad_key",
            msg("The key “{key}” must begin with a small letter and hold only a–z, 0–9 and _.", key=key[:60]),
        )


def _check_rows(rows: DynamicList, inner: list[Field], notebook: Notebook) -> None:
    if not inner:
        notebook.error(rows.key, "empty_form", msg("The rows of “{key}” ask nothing.", key=rows.key))
    for field in inner:
        if field.kind in {"dynamiclist", "questionnaire", "month_entries", "filepicker"}:
            notebook.error(
                field.key, "not_in_rows", msg("“{kind}” cannot stand in the rows of a list.", kind=field.kind)
            )


def check_functions(form: Form, notebook: Notebook) -> None:
    """Leave a finding for every function that expressions do not know."""
    for part in _everything(form.components):
        for source in _expressions(part):
            for name in sorted(parsed(source).functions - WORDS):
                notebook.error(
                    getattr(part, "key", ""),
                    "unknown_function",
                    msg("There is no function “{name}”.", name=name),
                )


def _everything(components: tuple[Component, ...]) -> Iterator[Component]:
    for part in walk(components):
        yield part
        if isinstance(part, DynamicList):
            yield from walk(part.components)


def _expressions(part: Component) -> list[str]:
    found = [part.hide]
    if isinstance(part, Field):
        found += [part.prefill, part.required_when]
    if isinstance(part, Choice):
        found += [option.hide for option in part.options]
    if isinstance(part, Table):
        found.append(part.rows)
    if isinstance(part, Computed):
        found.append(part.expression)
    if isinstance(part, DateField):
        found += [part.earliest, part.latest]
    return [source for source in found if source]
