"""What a form's answers may look like, and which values they can have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from engine.gate.sample_values import DAY, IN_FORMS
from engine.task_forms import Form, InstrumentFile
from engine.task_forms.fields import (
    Checkbox,
    Checklist,
    Choice,
    Component,
    DateField,
    DynamicList,
    Field,
    FilePicker,
    MonthEntries,
    NumberField,
    NumberUnit,
    QuestionnaireField,
    Radio,
)

Instruments = Mapping[str, InstrumentFile]


def form_sample(form: Form, instruments: Instruments) -> dict[str, object]:
    """Key → an answer as it may be given."""
    found: dict[str, object] = {}
    for field in form.fields():
        found[field.key] = _answer(field, instruments)
        if isinstance(field, MonthEntries):
            found[f"{field.key}_times"] = {"2026-10-05": {"from": "09:00", "to": "10:00"}}
    return found


def names_known_in(form: Form, instruments: Instruments) -> dict[str, object]:
    """What an expression of the form may name beside the case's values, each with a sample."""
    return {**dict.fromkeys(inner_keys(form)), **form_sample(form, instruments), **IN_FORMS}


def possible_answers(field: Field) -> list[object] | None:
    """Every value the answer can have; None where that cannot be listed."""
    if isinstance(field, Checkbox) or (isinstance(field, Radio) and field.is_yes_no):
        return [True, False]
    if isinstance(field, Choice) and not isinstance(field, Checklist) and not field.options_from:
        values: list[object] = [option.value for option in field.options]
        return values if field.required and not field.hide else [*values, None]
    return None


def expressions_in(form: Form) -> Iterator[tuple[str, str]]:
    """Key of the field (or its kind where it has none) and each expression it carries."""
    for part in _everything(form.components):
        element = getattr(part, "key", "") or part.kind
        for name in ("hide", "prefill", "required_when", "rows", "expression", "earliest", "latest"):
            text = getattr(part, name, "")
            if isinstance(text, str) and text:
                yield element, text
        for option in part.options if isinstance(part, Choice) else ():
            if option.hide:
                yield element, option.hide


def instruments_in(form: Form) -> list[tuple[str, str]]:
    """Key and instrument of every questionnaire on the form."""
    return [(one.key, one.instrument) for one in form.fields() if isinstance(one, QuestionnaireField)]


def inner_keys(form: Form) -> set[str]:
    """The keys of all fields, those in the rows of lists included."""
    return {part.key for part in _everything(form.components) if isinstance(part, Field)}


def _everything(components: tuple[Component, ...]) -> Iterator[Component]:
    for part in components:
        yield part
        yield from _everything(getattr(part, "components", ()))


def _answer(field: Field, instruments: Instruments) -> object:
    if isinstance(field, Checkbox) or (isinstance(field, Radio) and field.is_yes_no):
        return True
    if isinstance(field, Choice):
        first = field.options[0].value if field.options else 6
        return [first] if isinstance(field, Checklist) else first
    if isinstance(field, NumberField):
        is_whole = field.decimals == 0 or field.unit is NumberUnit.EURO_CENTS
        return int(field.minimum or 1) if is_whole else Decimal(field.minimum or 1)
    if isinstance(field, QuestionnaireField):
        found = instruments.get(field.instrument)
        return {} if found is None else {item.item_id: 1 for item in found.instrument.items}
    return next((made() for kind, made in _PLAIN.items() if isinstance(field, kind)), "teksts")


_PLAIN: Mapping[type[Field], Callable[[], object]] = {
    DateField: lambda: DAY,
    DynamicList: list,
    FilePicker: list,
    MonthEntries: lambda: {"2026-10-05": 60},
}
