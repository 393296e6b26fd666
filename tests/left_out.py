"""Says at the end of a run which tests were left out, why, and how to get them.

The words are the tests' own reasons for skipping, so a reason must say what to install.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Count = Callable[[int, str, int], None]


@pytest.fixture
def count(request: pytest.FixtureRequest) -> Count:
    """Notes what a row of the table of promises came to: count(row, name, number)."""

    def _count(row: int, name: str, number: int) -> None:
        request.node.user_properties.append(("faults", (row, name, number)))

    return _count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the reasons, and write the counts where `./asistents test` asked for them."""
    stats = terminalreporter.stats
    left_out = reasons(stats.get("skipped", []))
    if left_out:
        terminalreporter.section("left out")
        for line in left_out:
            terminalreporter.write_line(line)
    counts_file = os.environ.get("ASISTENTS_TEST_COUNTS")
    if counts_file:
        counts = {
            "passed": len(stats.get("passed", [])),
            "failed": len(stats.get("failed", [])) + len(stats.get("error", [])),
            "skipped": len(stats.get("skipped", [])),
            "left_out": left_out,
            "faults": faults_counted([*stats.get("passed", []), *stats.get("failed", [])]),
        }
        Path(counts_file).write_text(json.dumps(counts), "utf-8")


def faults_counted(reports: list[Any]) -> dict[str, dict[str, int]]:
    """What `count` noted, summed: row of the table of promises → name → how many."""
    rows: dict[str, dict[str, int]] = {}
    for report in reports:
        for name, noted in report.user_properties:
            if name == "faults":
                row, what, number = noted
                names = rows.setdefault(str(row), {})
                together = max if what.startswith("slowest") else int.__add__
                names[what] = together(names.get(what, 0), int(number))
    return {row: rows[row] for row in sorted(rows, key=int)}


def reasons(skipped: list[pytest.TestReport | pytest.CollectReport]) -> list[str]:
    """One line per reason with the number of tests, the most frequent first."""
    counted = Counter(_reason(report) for report in skipped)
    return [f"{count} × {reason}" for reason, count in counted.most_common()]


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return words.removeprefix("Skipped: ")
