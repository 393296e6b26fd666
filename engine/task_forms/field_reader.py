"""How each kind of field is read from an owner's file."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.task_forms.conditions import parsed
from engine.task_forms.fields import (
    OPTION_LISTS,
    Checkbox,
    Choice,
    Computed,
    DateField,
    FilePicker,
    MonthEntries,
    NumberField,
    NumberUnit,
    Option,
    QuestionnaireField,
    TextArea,
    TextCheck,
    TextField,
)
from engine.task_forms.part import LONGEST_EXPRESSION, Part, unknown_name
from engine.task_forms.patterns import pattern_fault

MAX_OPTIONS = 100

Shape = TypeVar("Shape", bound=StrEnum)


def shown(part: Part, *properties: str) -> dict[str, Any]:
    """What every component has; label and description are read by the caller's leave to need them."""
    part.inner("properties").only(properties)
    condition = part.inner("conditional")
    condition.only({"hide"})
    return {"description": part.wording("description"), "hide": expression(condition, "hide")}


def asked(part: Part, *properties: str, rules: tuple[str, ...] = ("required",)) -> dict[str, Any]:
    """What every field has."""
    part.inner("validate").only(rules)
    properties = ("prefill", "required_when", *properties)
    return shown(part, *properties) | {
        "label": part.wording("label", needed=True),
        "key": part.text("key"),
        "required": part.inner("validate").flag("required"),
        "required_when": expression(part.inner("properties"), "required_when"),
        "disabled": part.flag("disabled"),
        "prefill": expression(part.inner("properties"), "prefill"),
    }


def expression(part: Part, name: str) -> str:
    """The checked expression under this name; "" where it is missing or refused."""
    source = part.text(name)
    if not source:
        return ""
    try:
        if len(source) > LONGEST_EXPRESSION:
            part.error("bad_expression", msg("The expression “{name}” is too long.", name=name))
            return ""
        parsed(source)
    except EngineError as refusal:
        part.error(
            "bad_expression", msg("The expression “{name}” is refused: {why}", name=name, why=refusal.message)
        )
        return ""
    return source


def _one_of(part: Part, name: str, shape: type[Shape]) -> Shape | None:
    text = part.text(name)
    if text and text not in set(shape):
        allowed = ", ".join(shape)
        part.error(
            "unknown_value",
            msg("“{text}” is not possible here; possible are: {allowed}.", text=text[:60], allowed=allowed),
        )
        return None
    return shape(text) if text else None


def text_field(part: Part, _place: str) -> TextField:
    common = asked(part, "check", "autocomplete", rules=("required", "minLength", "maxLength", "pattern"))
    rules, properties = part.inner("validate"), part.inner("properties")
    shortest, longest = _lengths(rules, 200, 400)
    pattern = rules.text("pattern")
    fault = pattern_fault(pattern, longest) if pattern else None
    if fault:
        part.error("bad_pattern", fault)
    return TextField(
        **common,
        min_length=shortest,
        max_length=longest,
        pattern="" if fault else pattern,
        check=_one_of(properties, "check", TextCheck),
        autocomplete=properties.text("autocomplete"),
    )


def text_area(part: Part, _place: str) -> TextArea:
    common = asked(part, rules=("required", "minLength", "maxLength"))
    shortest, longest = _lengths(part.inner("validate"), 4000, 20_000)
    return TextArea(**common, min_length=shortest, max_length=longest)


def _lengths(rules: Part, usual: int, most: int) -> tuple[int, int]:
    longest = rules.whole("maxLength", usual, most)
    shortest = rules.whole("minLength", 0, most)
    if shortest > longest or longest == 0:
        rules.error("bad_range", msg("No text can be as long as “minLength” and “maxLength” ask."))
    return shortest, longest


def number(part: Part, _place: str) -> NumberField:
    common = asked(part, "unit", rules=("required", "min", "max"))
    rules = part.inner("validate")
    least, most = rules.decimal("min"), rules.decimal("max")
    if least is not None and most is not None and least > most:
        part.error("bad_range", msg("“min” is greater than “max”."))
    suffix = part.inner("appearance")
    suffix.only({"suffixAdorner"})
    suffix.english = part.english
    return NumberField(
        **common,
        minimum=least,
        maximum=most,
        decimals=part.whole("decimalDigits", 0, 4),
        unit=_one_of(part.inner("properties"), "unit", NumberUnit) or NumberUnit.PLAIN,
        suffix=suffix.wording("suffixAdorner"),
    )


def checkbox(part: Part, _place: str) -> Checkbox:
    return Checkbox(**asked(part))


def choice(kind: type[Choice]) -> Callable[[Part, str], Choice]:
    def read(part: Part, _place: str) -> Choice:
        source = part.text("valuesKey")
        if source and source not in OPTION_LISTS:
            part.error("unknown_list", unknown_name(source, OPTION_LISTS))
        options = () if source else _options(part)
        if not source and not options:
            part.error("no_options", msg("There is nothing to choose from: “values” is empty."))
        return kind(**asked(part), options=options, options_from=source)

    return read


def _options(part: Part) -> tuple[Option, ...]:
    english = part.english.get("values")
    found: dict[str, Option] = {}
    for data in part.objects("values", MAX_OPTIONS):
        option = Part(data, part.element, part.notebook)
        option.only({"label", "value", "hide"})
        value = option.text("value")
        option.english = {"label": english.get(value, "")} if isinstance(english, dict) else {}
        if value in found or not value:
            part.error(
                "option_twice", msg("The value “{value}” of an option is empty or stands twice.", value=value)
            )
        found[value] = Option(value, option.wording("label", needed=True), expression(option, "hide"))
    return tuple(found.values())


def date_field(part: Part, _place: str) -> DateField:
    if part.text("subtype") != "date":
        part.error("unknown_value", msg("“subtype” must be “date”: times of day are not asked."))
    if "dateLabel" in part.data:
        part.data = {"label": part.data["dateLabel"], **part.data}
    properties = part.inner("properties")
    return DateField(
        **asked(part, "earliest", "latest", "autocomplete"),
        earliest=expression(properties, "earliest"),
        latest=expression(properties, "latest"),
        autocomplete=properties.text("autocomplete"),
    )


def file_picker(part: Part, _place: str) -> FilePicker:
    return FilePicker(
        **asked(part, "signed"),
        multiple=part.flag("multiple"),
        accept=part.text("accept"),
        signed=part.inner("properties").flag("signed"),
    )


def computed(part: Part, _place: str) -> Computed:
    part.data = {"label": part.text("key"), **part.data}
    part.english = {"label": part.text("key"), **part.english}
    source = expression(part, "expression")
    if not source:
        part.error("bad_expression", msg("“expression” is missing."))
    return Computed(**asked(part), expression=source)


def questionnaire(part: Part, _place: str) -> QuestionnaireField:
    common = asked(part, "instrument")
    instrument = part.inner("properties").text("instrument")
    if not instrument.isidentifier():
        part.error(
            "no_instrument", msg("“properties.instrument” must name a file of processes/questionnaires/.")
        )
    return QuestionnaireField(**common, instrument=instrument)


def month_entries(part: Part, _place: str) -> MonthEntries:
    return MonthEntries(**asked(part))
