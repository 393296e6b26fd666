"""How a result came about: a list of steps that the caseworker sees and a letter can quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from engine.domain.rules import DatedNumber
from engine.messages_catalogue import Message

CaseValue: TypeAlias = "bool | int | str | date | Decimal | list[CaseValue] | dict[str, CaseValue] | None"
"""What may travel in a case (see engine/values_json.py)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation: what was done, what came out, and the dated number used."""

    code: str  # stable snake_case name of the step
    message: Message  # the sentence, values included
    result: int | Decimal | date | str | None = None
    number: DatedNumber | None = None


def as_values(steps: tuple[Step, ...]) -> list[CaseValue]:
    """The steps as case values: {code, text, values, result, number: {key, value, unit, …} or None}."""
    return [
        {
            "code": step.code,
            **message_as_values(step.message),
            "result": step.result,
            "number": number_as_values(step.number) if step.number else None,
        }
        for step in steps
    ]


def number_as_values(number: DatedNumber) -> dict[str, CaseValue]:
    """One number with its date and source, as case values."""
    return {
        "key": number.key,
        "value": number.value,
        "unit": number.unit.value,
        "in_force_from": number.in_force_from,
        "status": number.status.value,
        "source": number.source,
    }


def message_as_values(message: Message) -> dict[str, CaseValue]:
    """A sentence as case values: {text, values}."""
    return {
        "text": message.text,
        "values": {name: _plain(value) for name, value in message.values.items()},
    }


def message_from_values(said: Mapping[str, object]) -> Message:
    """The sentence of a step or finding that travelled as case values."""
    text, values = said.get("text"), said.get("values")
    if not isinstance(text, str) or not isinstance(values, Mapping):
        raise TypeError("a sentence has a text and its values")
    return Message(text, {str(name): _restored(value) for name, value in values.items()})


def _plain(value: object) -> CaseValue:
    if isinstance(value, Message):
        return message_as_values(value)
    if isinstance(value, bool | int | str | date | Decimal):
        return value
    return str(value)


def _restored(value: object) -> object:
    return message_from_values(value) if isinstance(value, Mapping) else value
