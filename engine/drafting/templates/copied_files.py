"""A form and a scenario as those of another process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from engine.errors import Refused
from engine.scenarios import read_scenario
from engine.scenarios.parts import Complete, Expect, GivenValues, Step
from engine.scenarios.writer import write_scenario


def form_as(data: bytes, name: str) -> bytes:
    """The form under another name; one that cannot be read stays as it is: the check tells."""
    try:
        found = json.loads(data)
    except ValueError:
        return data
    if not isinstance(found, dict) or found.get("id") == name:
        return data
    return f"{json.dumps({**found, 'id': name}, ensure_ascii=False, indent=2)}\n".encode()


def scenario_as(data: bytes, path: str, renamed: Mapping[str, str]) -> bytes | None:
    """The scenario with the steps called as in the copy; None where it plays more than the process."""
    try:
        scenario = read_scenario(data, path)
    except Refused:
        return None
    if not isinstance(scenario.start, GivenValues):
        return None
    if not any(step in renamed for step in _asked(scenario.steps)):
        return data
    return write_scenario(
        replace(scenario, steps=tuple(_as(one, renamed) for one in scenario.steps))
    ).encode()


def _asked(steps: tuple[Step, ...]) -> set[str]:
    return {one.task for one in steps if isinstance(one, Complete)}


def _as(step: Step, renamed: Mapping[str, str]) -> Step:
    if isinstance(step, Complete):
        return replace(step, task=renamed.get(step.task, step.task))
    if isinstance(step, Expect) and step.waiting is not None:
        return replace(step, waiting=tuple(renamed.get(one, one) for one in step.waiting))
    return step
