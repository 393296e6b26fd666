"""The same rules with other values of some numbers, for cases that no shipped pack has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.domain.number_kinds import NUMBER_KINDS
from engine.domain.rules import DatedNumber, NumberValue, RulePack, Rules, Status


def changed(rules: Rules, *, name: str | None = None, **values: NumberValue) -> Rules:
    """Every date of a number gets the value; a number that the pack lacks is added from 2013 on."""
    numbers = [
        replace(number, value=values[number.key], status=Status.CONFIRMED) if number.key in values else number
        for dated in rules.pack.numbers.values()
        for number in dated
    ]
    numbers += [_added(key, value) for key, value in values.items() if key not in rules.pack.numbers]
    return Rules(RulePack.of(name or rules.pack.name, numbers), rules.accept_demo)


def _added(key: str, value: NumberValue) -> DatedNumber:
    return DatedNumber(
        key=key,
        value=value,
        unit=NUMBER_KINDS[key].unit,
        in_force_from=date(2013, 1, 1),
        recorded_on=date(2026, 11, 22),
        source="made up for a test",
        status=Status.CONFIRMED,
    )
