"""Runs tests/domain/examples/*.yaml: each case says what goes in and what must come out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.domain.rules import RuleBook
from engine.errors import EngineError, InvalidAnswers
from engine.messages_catalogue import say
from tests.domain import (
    budget_examples,
    existing_order_examples,
    figure_examples,
    settlement_examples,
    worked_examples,
)
from tests.domain.worked_examples import Case, as_text

CALCULATIONS = (
    worked_examples.CALCULATIONS
    | existing_order_examples.CALCULATIONS
    | figure_examples.CALCULATIONS
    | settlement_examples.CALCULATIONS
    | budget_examples.CALCULATIONS
)
FILES = sorted((Path(__file__).parent / "examples").glob("*.yaml"))
KEYS = {"name", "source", "calculate", "given", "then"}


def _examples() -> list[Any]:
    found = []
    for file in FILES:
        # BaseLoader keeps every value as the text that was written: 3.1646 is never a float
        for example in yaml.load(file.read_text("utf-8"), yaml.BaseLoader):  # noqa: S506
            found.append(pytest.param(example, id=f"{file.stem}: {example['name']}"))
    return found


@pytest.mark.parametrize("example", _examples())
def test_example(example: Mapping[str, Any], book: RuleBook) -> None:
    assert set(example) == KEYS
    assert example["then"]
    calculate, case = CALCULATIONS[example["calculate"]], Case(example["given"], book)
    then = example["then"]
    if "refused" in then:
        with pytest.raises(EngineError) as refused:
            calculate(case)
        assert then["refused"] in _sentences(refused.value)
        return
    found = calculate(case)
    assert {key: as_text(found[key]) for key in then} == then


def test_every_calculation_has_an_example() -> None:
    used = {example.values[0]["calculate"] for example in _examples()}
    assert used == set(CALCULATIONS)


def test_the_acceptance_cases_are_there() -> None:
    names = " ".join(example.values[0]["name"] for example in _examples())
    cases = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "13", "14", "16", "19", "23"]
    assert [case for case in cases if f"AT-{case}" not in names] == []


def _sentences(trouble: EngineError) -> str:
    fields = trouble.fields.values() if isinstance(trouble, InvalidAnswers) else ()
    return " ".join(say(message, "en") for message in (trouble.message, *fields))
