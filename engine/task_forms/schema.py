"""The JSON Schema of a form, and its findings as sentences for the person who filled it in.

It describes the converted answers as JSON: dates as ISO text, amounts as whole cents, months as minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal

from jsonschema import Draft202012Validator, ValidationError

from engine.messages_catalogue import Message, msg
from engine.task_forms.conversion import options_of
from engine.task_forms.fields import (
    Checkbox,
    Checklist,
    Choice,
    DateField,
    DynamicList,
    Field,
    FilePicker,
    Form,
    MonthEntries,
    NumberField,
    NumberUnit,
    QuestionnaireField,
    Radio,
    Select,
    TextArea,
    TextField,
)
from engine.task_forms.instruments import item_points
from engine.task_forms.patterns import whole_text
from engine.task_forms.terms import Known

Schema = dict[str, object]


def json_schema(form: Form, known: Known, required: Collection[str]) -> Schema:
    """The schema for the answers to the fields of this form; pass it the visible part only.

    `required` = keys of the fields that must be answered (`visibility.required_keys`).
    """
    asked = [field for field in form.fields() if type(field) in SCHEMAS and not field.disabled]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {field.key: SCHEMAS[type(field)](field, known) for field in asked},
        "required": [field.key for field in asked if field.key in required],
        "additionalProperties": False,
    }


def schema_problems(
    form: Form, answers: Mapping[str, object], known: Known, *, required: Collection[str]
) -> dict[str, Message]:
    """Place → sentence for every answer that does not fit; `answers` are typed, without blank ones."""
    fields = {field.key: field for field in form.fields()}
    problems: dict[str, Message] = {}
    validator = Draft202012Validator(json_schema(form, known, required))
    for error in validator.iter_errors(as_json(answers)):
        if error.validator == "required" and not error.absolute_path:
            for key in (
                str(name) for name in _list(error.validator_value) if name not in _list(error.instance)
            ):
                problems[key] = UNANSWERED.get(fields[key].kind, WRITE_AN_ANSWER)
        elif error.absolute_path:
            place, sentence = _sentence(error, fields)
            problems.setdefault(place, sentence)
    return problems


def as_json(value: object) -> object:
    """The typed value as the schema sees it: dates become ISO text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: as_json(inner) for key, inner in value.items()}
    return [as_json(inner) for inner in value] if isinstance(value, list) else value


WRITE_AN_ANSWER = msg("Write an answer.")
UNANSWERED: dict[str, Message] = {
    NumberField.kind: msg("Write a number."),
    Checkbox.kind: msg("Tick the box to go on."),
    Checklist.kind: msg("Choose at least one answer."),
    Radio.kind: msg("Choose an answer."),
    Select.kind: msg("Choose an answer."),
    DateField.kind: msg("Give the date."),
    DynamicList.kind: msg("Add at least one row."),
    FilePicker.kind: msg("Add a file."),
    QuestionnaireField.kind: msg("Answer all questions."),
    MonthEntries.kind: msg("Enter the hours of at least one day."),
}


def _text(field: TextField | TextArea, _known: Known) -> Schema:
    schema: Schema = {"type": "string", "maxLength": field.max_length}
    if field.min_length:
        schema["minLength"] = field.min_length
    if isinstance(field, TextField) and field.pattern:
        schema["pattern"] = whole_text(field.pattern)
    return schema


def _number(field: NumberField, _known: Known) -> Schema:
    cents = field.unit is NumberUnit.EURO_CENTS
    whole = cents or field.decimals == 0
    schema: Schema = {"type": "integer" if whole else "number"}
    if not whole:
        schema["multipleOf"] = Decimal(1).scaleb(-field.decimals)
    for name, bound in (("minimum", field.minimum), ("maximum", field.maximum)):
        if bound is not None:
            schema[name] = int(bound * 100) if cents else bound
    return schema


def _checkbox(field: Checkbox, _known: Known) -> Schema:
    return {"type": "boolean", "const": True} if field.required else {"type": "boolean"}


def _one_of(field: Choice, known: Known) -> Schema:
    if isinstance(field, Radio) and field.is_yes_no:
        return {"type": "boolean"}
    return {"enum": [option.value for option in options_of(field, known.context)]}


def _some_of(field: Choice, known: Known) -> Schema:
    return {"type": "array", "items": _one_of(field, known), "uniqueItems": True}


def _date(_field: Field, _known: Known) -> Schema:
    return {"type": "string", "format": "date"}


def _rows(field: DynamicList, _known: Known) -> Schema:
    return {"type": "array", "items": {"type": "object"}, "maxItems": field.max_rows}


def _files(_field: Field, _known: Known) -> Schema:
    return {"type": "array", "items": {"type": "string"}}


def _questionnaire(field: QuestionnaireField, known: Known) -> Schema:
    instrument = known.instruments.get(field.instrument)
    points = item_points(instrument) if instrument else {}
    return {
        "type": "object",
        "properties": {item: {"enum": list(allowed)} for item, allowed in points.items()},
        "additionalProperties": False,
    }


def _month(_field: Field, _known: Known) -> Schema:
    """Each day was judged when the month was read; doing it again here costs most of a validation."""
    return {"type": "object", "maxProperties": 31}


SCHEMAS: dict[type[Field], Callable[..., Schema]] = {
    TextField: _text,
    TextArea: _text,
    NumberField: _number,
    Checkbox: _checkbox,
    Checklist: _some_of,
    Radio: _one_of,
    Select: _one_of,
    DateField: _date,
    DynamicList: _rows,
    FilePicker: _files,
    QuestionnaireField: _questionnaire,
    MonthEntries: _month,
}


def _sentence(error: ValidationError, fields: Mapping[str, Field]) -> tuple[str, Message]:
    """The place of a finding and what to do about it."""
    key, *inside = error.absolute_path
    field = fields[str(key)]
    place = str(key) + "".join(f"[{step}]" for step in inside)
    return place, SENTENCES.get(str(error.validator), _does_not_fit)(field, error)


def _list(value: object) -> list[object]:
    """The items, or names, of what jsonschema hands over untyped."""
    return list(value) if isinstance(value, list | dict) else []


def _does_not_fit(_field: Field, _error: ValidationError) -> Message:
    return msg("This answer does not fit the question.")


def _least(field: Field, error: ValidationError) -> Message:
    return msg("The smallest possible number is {least}.", least=_written(field, error.validator_value))


def _most(field: Field, error: ValidationError) -> Message:
    return msg("The greatest possible number is {most}.", most=_written(field, error.validator_value))


def _written(field: Field, bound: object) -> str:
    """A bound as people write it: euros and cents, a decimal comma."""
    cents = isinstance(field, NumberField) and field.unit is NumberUnit.EURO_CENTS
    number = Decimal(str(bound))
    return (f"{number / 100:.2f}" if cents else f"{number:f}").replace(".", ",")


SENTENCES: dict[str, Callable[[Field, ValidationError], Message]] = {
    "minLength": lambda _, error: msg("Write at least {least} characters.", least=error.validator_value),
    "maxLength": lambda _, error: msg(
        "Write at most {most} characters; now there are {count}.",
        most=error.validator_value,
        count=len(str(error.instance)),
    ),
    "pattern": lambda field, error: msg("This is not written the way it is needed; see the hint."),
    "minimum": _least,
    "maximum": _most,
    "multipleOf": lambda field, error: msg("The number has too many decimals."),
    "maxItems": lambda _, error: msg("At most {most} rows are possible.", most=error.validator_value),
    "const": lambda field, error: UNANSWERED[Checkbox.kind],
    "enum": lambda field, error: msg("Choose one of the answers that are offered."),
}
