"""Writes a scenario as a file that reads back to the same: a test run that was kept, for one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from engine.scenarios.parts import (
    Complete,
    Correct,
    Evidence,
    Expect,
    GivenApplication,
    GivenContract,
    GivenContracts,
    GivenPerson,
    Invoice,
    Pass,
    Scenario,
    Send,
    Start,
    Step,
    TakeBack,
)
from engine.scenarios.reader import FORMS_OF_CONTRACT, USUAL_ORDER

_PLAIN = re.compile(r"[^\W\d_](?:[\w .()/-]*[\w.)])?|20[0-9]{2}-[0-9]{2}")
_KEY = re.compile(r"[\w-]+")
_TAKEN = frozenset({"true", "false", "null"})
_DIGITS = 6  # after the point; more are no number of a scenario


def write_scenario(scenario: Scenario) -> str:
    """The file of the scenario; comments of a file that was read are not in it."""
    return "\n".join(_lines(scenario)) + "\n"


def _lines(scenario: Scenario) -> Iterator[str]:
    yield f"title: {_said(scenario.title)}"
    yield f"title_en: {_said(scenario.title_en)}"
    yield f"begins: {scenario.begins.isoformat()}"
    if scenario.order != USUAL_ORDER:
        yield f"order: {_said(str(scenario.order))}"
    if scenario.people:
        yield "people:"
        yield from (f"  {one.name}: {_said(_person(one))}" for one in scenario.people)
    yield "start:"
    yield from _start(scenario.start)
    yield "steps:" if scenario.steps else "steps: []"
    for step in scenario.steps:
        told = WRITERS[type(step)](step)
        first, *others = [f"{name}: {_said(value)}" for name, value in told.items()]
        yield f"  - {first}"
        yield from (f"    {line}" for line in others)


def _person(one: GivenPerson) -> Mapping[str, object]:
    return {field.name: getattr(one, field.name) for field in fields(one) if field.name != "name"}


def _start(start: Start) -> Iterator[str]:
    if isinstance(start, GivenApplication):
        told = {"recipient": start.recipient, "by": start.by, **_given("answers", start.answers)}
        yield f"  application: {_said(told)}"
    elif isinstance(start, GivenContracts):
        yield "  contracts:"
        yield f"    period: {_said(start.period)}"
        yield "    in_force:"
        yield from (f"      - {_said(_contract(one))}" for one in start.contracts)
    else:
        yield f"  values: {_said({'recipient': start.recipient, **_given('given', start.values)})}"


def _contract(one: GivenContract) -> Mapping[str, object]:
    told: dict[str, object] = {
        "recipient": one.recipient,
        "assistant": one.assistant,
        "first_day": one.first_day,
        "hours": one.hours,
    }
    if one.contract_form != FORMS_OF_CONTRACT[0]:
        told["contract_form"] = one.contract_form
    return {**told, **_given("weekly", one.weekly)}


def _given(name: str, value: object) -> Mapping[str, object]:
    """The value under its name, unless it says nothing."""
    return {name: value} if value else {}


def _complete(step: Complete) -> Mapping[str, object]:
    beside = {**_given("as", step.actor), **_given("period", step.period)}
    answers = {**_given("answers", step.answers), **_given("refused", list(step.refused))}
    return {"complete": step.task, **beside, **answers}


def _send(step: Send) -> Mapping[str, object]:
    answers = {**_given("answers", step.answers), **_given("refused", list(step.refused))}
    return {"message": step.message, "as": step.actor, **answers}


def _evidence(step: Evidence) -> Mapping[str, object]:
    key = "receive_evidence" if step.received else "demand_evidence"
    return {key: step.period, "purpose": step.purpose, "as": step.actor}


def _invoice(step: Invoice) -> Mapping[str, object]:
    told = {"invoice": step.number, "amount": step.amount, "as": step.actor}
    return {**told, **_given("refused", list(step.refused))}


def _pass(step: Pass) -> Mapping[str, object]:
    return {"on": step.until} if step.until else {"after_days": step.days}


def _expect(step: Expect) -> Mapping[str, object]:
    told: dict[str, object] = {}
    if step.waiting is not None:
        told["waiting"] = list(step.waiting)
    if step.ended is not None:
        told["ended"] = step.ended
    for name in ("case", "months", "claims", "values", "letters", "ledger"):
        told |= _given(name, getattr(step, name))
    return {"expect": told}


WRITERS: Mapping[type[Step], Callable[[Any], Mapping[str, object]]] = {
    Complete: _complete,
    Send: _send,
    TakeBack: lambda step: {"take_back": step.period, "as": step.actor},
    Correct: lambda step: {"correct": step.period, "as": step.actor},
    Evidence: _evidence,
    Invoice: _invoice,
    Pass: _pass,
    Expect: _expect,
}
"""Kind of step → its keys and values in the order of the file."""


def _said(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(str(name))}: {_said(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_said(one) for one in value) + "]"
    return _scalar(value)


def _key(name: str) -> str:
    return name if _KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _scalar(value: object) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int | date):  # an instant reads back as a text, which forms take too
        return str(value) if isinstance(value, int) else _text(value.isoformat(), value)
    if isinstance(value, Decimal) and -int(value.as_tuple().exponent) <= _DIGITS:
        return f"{value:f}" if "." in f"{value:f}" else f"{value:f}.0"
    return _text(str(value), value)


def _text(text: str, value: object) -> str:
    is_day = isinstance(value, date) and len(text) == len("2026-10-05")
    is_plain = _PLAIN.fullmatch(text) is not None and text.lower() not in _TAKEN
    return text if is_day or is_plain else json.dumps(text, ensure_ascii=False)
