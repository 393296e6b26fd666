"""“Show if” as people type it: an answer by its words, an amount in euros, yes and no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from engine.drafting.diagrams.value_choices import ValueChoice
from engine.drafting.forms.show_if import Compared, Plain, Row, ShowIf, as_shown, from_shown, read, written
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.task_forms.conditions import parsed

MOST_ROWS = 4
NO_VALUE = (Compared.GIVEN, Compared.EMPTY)
_YES, _NO = ("jā", "ja", "yes", "true"), ("nē", "ne", "no", "false")
_CENTS = 100
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One comparison as it was typed."""

    name: str
    compared: str
    value: str


@dataclass(frozen=True, slots=True)
class TypedShowIf:
    """What was typed: always, rows, or a formula."""

    how: str  # always | all | any | formula
    rows: tuple[TypedRow, ...] = ()
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The values that a row may compare."""

    values: Mapping[str, ValueChoice]
    cents: frozenset[str] = field(default_factory=frozenset)  # amounts that people write in euros


def hide_of(typed: TypedShowIf, before: str, known: Known) -> str:
    """The expression that hides; the one before where nothing else is meant; or EngineError."""
    if typed.how == "always":
        return ""
    if typed.how == "formula":
        return _formula(typed.formula, before)
    rows = [_row(one, known) for one in typed.rows if one.name]
    if not rows:
        raise EngineError(msg("Choose the question that it depends on."))
    wanted = ShowIf(tuple(rows), typed.how == "any" and len(rows) > 1)
    was = read(before)
    same = was is not None and (tuple(was.rows), was.is_any) == (tuple(wanted.rows), wanted.is_any)
    return before if same else written(wanted)


def words_of(row: Row, known: Known, language: str) -> str:
    """The value of a row as people type it."""
    choice = known.values.get(row.name)
    if isinstance(row.value, bool):
        own = {option.value: option.label.said(language) for option in choice.options} if choice else {}
        return own.get(str(row.value).lower(), _YES_NO[language][0 if row.value else 1])
    if row.name in known.cents and isinstance(row.value, int):
        return f"{Decimal(row.value) / _CENTS:.2f}".replace(".", "," if language == "lv" else ".")
    for option in choice.options if choice else ():
        if option.value == row.value:
            return option.label.said(language)
    return str(row.value)


_YES_NO = {"lv": ("jā", "nē"), "en": ("yes", "no")}


def _formula(text: str, before: str) -> str:
    if len(text) > _MOST:
        raise EngineError(msg("The formula is too long."))
    if before and text.strip() == as_shown(before):
        return before
    hide = from_shown(text)
    if hide:
        parsed(hide)
    return hide


def _row(typed: TypedRow, known: Known) -> Row:
    choice = known.values.get(typed.name)
    if choice is None or typed.compared not in set(Compared):
        raise EngineError(msg("Choose the question that it depends on."))
    compared = Compared(typed.compared)
    if compared in NO_VALUE:
        return Row(typed.name, compared)
    return Row(typed.name, compared, _value(choice, typed.value.strip(), known))


def _value(choice: ValueChoice, text: str, known: Known) -> Plain:
    plain = text.casefold()
    if choice.kind == "yes_no":
        return _yes_or_no(choice, plain)
    for option in choice.options:
        if plain in (str(option.value).casefold(), option.label.lv.casefold(), option.label.en.casefold()):
            return option.value
    if choice.options:
        possible = ", ".join(option.label.lv for option in choice.options)
        raise EngineError(msg("There is no such answer; possible are: {allowed}.", allowed=possible))
    if choice.kind == "number":
        return _number(choice.name, text, known)
    if "\\" in text or ('"' in text and "'" in text):
        raise EngineError(msg("Leave out backslashes and one kind of quotation marks."))
    return text


def _yes_or_no(choice: ValueChoice, plain: str) -> bool:
    for option in choice.options:
        if plain in (option.label.lv.casefold(), option.label.en.casefold()):
            return option.value == "true"
    if plain in _YES or plain in _NO:
        return plain in _YES
    raise EngineError(msg("Write “yes” or “no”."))


def _number(name: str, text: str, known: Known) -> int | float:
    try:
        number = Decimal(text.replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        raise EngineError(msg("Write a number to compare with.")) from None
    if not number.is_finite() or len(text) > 15:
        raise EngineError(msg("Write a number to compare with."))
    number = number * _CENTS if name in known.cents else number
    return int(number) if number == number.to_integral_value() else float(number)
