"""The value of a dated number: exact digits in the unit of its kind, a word, `no_limit`, or nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from engine.domain.number_kinds import DECIMAL_PLACES, NumberKind
from engine.domain.rules import NO_LIMIT, NumberValue, Status, Unit
from engine.messages_catalogue import Message, msg
from engine.rule_packs.fields import Fields
from engine.rule_packs.strict_yaml import Text

_DIGITS = re.compile(r"(?:0|[1-9][0-9]{0,9})(?:\.([0-9]{1,6}))?")


def read_value(kind: NumberKind, status: Status, fields: Fields) -> NumberValue:
    """The item's value; None where it is unset or was noted as wrong.

    A number is read from its digits: `4.50` is exactly 4.50 and never passes through a float.
    """
    part = fields.table.parts.get("value")
    is_empty = part is None or (isinstance(part, Text) and part.is_null)
    if status is Status.UNSET or is_empty:
        if not is_empty:
            _note(fields, "unset_value", msg("a number with the status unset has no value."))
        elif status is not Status.UNSET:
            _note(
                fields, "unset_value", msg("“value” is missing. Where it is not known, the status is unset.")
            )
        return None
    text = fields.text("value")
    if text is None:
        return None
    if kind.unit is Unit.CHOICE:
        return fields.word("value", kind.choices)
    if kind.may_be_unlimited and text == NO_LIMIT:
        return NO_LIMIT
    return _number(text, kind, fields)


def _number(text: str, kind: NumberKind, fields: Fields) -> NumberValue:
    places = DECIMAL_PLACES.get(kind.unit, 0)
    digits = _DIGITS.fullmatch(text)
    if digits is None or len(digits[1] or "") > places:
        _note(fields, "wrong_value", _expected(text, kind, places))
        return None
    if Decimal(text) > kind.most:
        _note(
            fields,
            "too_large",
            msg("the value {text} is larger than {most}; check it.", text=text, most=kind.most),
        )
        return None
    return Decimal(text) if places else int(text)


def _expected(text: str, kind: NumberKind, places: int) -> Message:
    if not places:
        return msg("the value “{text}” must be a whole number ({unit}).", text=text, unit=kind.unit.value)
    return msg(
        "the value “{text}” must be digits with a point and at most {places} decimal places ({unit}).",
        text=text,
        places=places,
        unit=kind.unit.value,
    )


def _note(fields: Fields, rule: str, what: Message) -> None:
    fields.findings.add(fields.element, rule, fields.table.lines.get("value", fields.table.line), what)
