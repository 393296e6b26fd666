"""Lint, format and types are tests like all others, so that one command covers everything."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.source_files import ROOT

pytestmark = pytest.mark.early


@pytest.mark.parametrize(
    "tool",
    [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)],
    ids=["lint", "format", "types"],
)
def test_the_tool_finds_nothing(tool: tuple[str, ...]) -> None:
    done = subprocess.run(  # noqa: S603 – our own interpreter
        [sys.executable, "-P", "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(tool)}\n{done.stdout}{done.stderr}"
