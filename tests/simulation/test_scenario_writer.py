"""A scenario that is written reads back to the same: the service's own, and values that look like others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from engine.errors import Refused
from engine.scenarios import Scenario, read_begun, read_scenario
from engine.scenarios.parts import Complete, GivenValues
from engine.scenarios.writer import write_scenario
from engine.settings import ROOT

OWN = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "processes").glob("*/scenarios/*.yaml"))
FILE = "processes/a/scenarios/b.yaml"


def without_lines(scenario: Scenario) -> Scenario:
    return replace(scenario, steps=tuple(replace(one, line=0) for one in scenario.steps))


@pytest.mark.parametrize("path", OWN)
def test_every_scenario_of_the_service_is_written_as_it_was_read(path: str) -> None:
    read = read_scenario((ROOT / path).read_bytes(), path)
    assert without_lines(read_scenario(write_scenario(read).encode(), path)) == without_lines(read)


def test_answers_that_look_like_something_else_stay_what_they_are() -> None:
    answers = {
        "text": "true",
        "number": "12",
        "day": "2026-02-03",
        "colon": "a: b, {c} #d",
        "lines": 'viens\n"divi" \\ trīs',
        "empty": "",
        "nothing": None,
        "yes": True,
        "whole": -3,
        "rate": Decimal("5.4200"),
        "five": Decimal(5),
        "on": date(2026, 2, 3),
        "rows": [{"ā key": "Rīga"}, []],
    }
    step = Complete(0, "task", "janis", answers)
    scenario = Scenario(
        FILE, "a", "Kā: tā", "#", date(2026, 2, 2), (), GivenValues("anna", {}), (step,), "r942"
    )
    found = without_lines(read_scenario(write_scenario(scenario).encode(), FILE))
    assert found == scenario


def test_one_without_steps_is_read_only_where_it_is_still_being_played() -> None:
    scenario = Scenario(FILE, "a", "Sākums", "Start", date(2026, 2, 2), (), GivenValues("anna", {}), ())
    text = write_scenario(scenario).encode()
    assert read_begun(text, FILE) == scenario
    with pytest.raises(Refused):
        read_scenario(text, FILE)
