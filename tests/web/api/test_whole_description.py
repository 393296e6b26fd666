"""Whatever is sent, by the description or against it: no 500, and no answer that is not in the description.

`ASISTENTS_FUZZ` (`./asistents test --fuzz`) tries more of everything; the seed is fixed unless
`ASISTENTS_FUZZ_SEED` names one.
"""

from __future__ import annotations

import os
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import strategies as some
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from engine.integrations import request_counts
from tests.web.api.conftest import PLACE, Outside

EXAMPLES = 4 if int(os.environ.get("ASISTENTS_FUZZ", "0")) < 1000 else 150
SEED = int(os.environ.get("ASISTENTS_FUZZ_SEED", "20260302"))
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


QUICKLY = hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)


def ask_often(outside: Outside, operation: Any, mode: GenerationMode) -> None:
    """So many requests of one operation, half of them about things that are there."""
    headers = {"Authorization": f"Bearer {outside.token()}"}
    by_its_form = operation.label.endswith("/completion")

    @hypothesis.seed(SEED)
    @QUICKLY
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode), real=some.booleans())
    def ask(case: Any, real: bool) -> None:
        if real and case.path_parameters:
            known = {name: outside.named.get(name) for name in case.path_parameters}
            case.path_parameters.update({name: one for name, one in known.items() if one})
        # what is sound CSV, or an answer to a task's own form, this description does not say
        judged_inside = case.media_type == "text/csv" or by_its_form
        excluded = [checks.positive_data_acceptance] if judged_inside else []
        if real:  # what was wrong may have been put right by that
            excluded.append(checks.negative_data_rejection)
        case.call_and_validate(headers=headers, excluded_checks=excluded)

    ask()


@pytest.mark.parametrize("mode", MODES, ids=["by_the_description", "against_it"])
def test_no_operation_fails_or_answers_otherwise_than_described(
    crammed: Outside, mode: GenerationMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_counts, "MOST_A_MINUTE", 10**9)
    schema = schemathesis.openapi.from_wsgi(f"{PLACE}/openapi.json", crammed.town.app)
    tried = set()
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]
        tried.add(operation.label)
        ask_often(crammed, operation, mode)
    described = crammed.description()["paths"]
    assert len(tried) == sum(len(methods) for methods in described.values())
