"""A suite that cannot turn red is no suite: each planted bug must be noticed by the test that it names."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from engine.settings import ROOT
from tests.faults import planting
from tests.faults.conftest import LENT, Count, Templates

RED = 1  # pytest's word for "tests ran and some failed"
AT_LEAST = 15
SEED_PRINTED = re.compile(r"fault seed: (\d+)")
FAILED_AT = re.compile(r"^tests/faults/\S+:\d+: .*$", re.MULTILINE)
asked = pytest.mark.skipif(
    "ASISTENTS_FAULTS_PLANTED" not in os.environ,
    reason="planted bugs take minutes (run: ./asistents test --planted)",
)


def test_there_are_enough_and_each_names_a_test_that_exists() -> None:
    names = planting.names()
    assert len(names) >= AT_LEAST
    for name in names:
        file, _, test = planting.turns_red(name).partition("::")
        assert f"def {test.partition('[')[0]}(" in (ROOT / file).read_text("utf-8"), name


@asked
@pytest.mark.parametrize("name", planting.names())
def test_a_planted_bug_turns_the_suite_red(name: str, templates: Templates, count: Count) -> None:
    """Where chance had a hand in it, the seed that was printed brings the same failure again."""
    said = red_with(name, templates)
    count(40, "planted_bugs_noticed", 1)
    seed = SEED_PRINTED.search(said)
    if seed is not None:
        again = red_with(name, templates, ASISTENTS_FAULTS_SEED=seed[1])
        assert FAILED_AT.findall(again) == FAILED_AT.findall(said)
        count(40, "failures_repeated_by_seed", 1)


def red_with(name: str, templates: Templates, **more: str) -> str:
    """What pytest printed of the one test that the bug must turn red, and did."""
    environment = {
        **os.environ,
        planting.VARIABLE: name,
        "PYTHONPATH": str(ROOT),
        "PYTEST_ADDOPTS": "",
        **more,
    }
    environment[LENT] = str(templates.folder)
    environment.pop("ASISTENTS_TEST_COUNTS", None)
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", planting.turns_red(name)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == RED, done.stdout[-2000:]
    assert "1 failed" in done.stdout
    return done.stdout
