"""Says at the end of a run which tests were left out, why, and how to get them.

The words are the tests' own reasons for skipping, so a reason must say what to install.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest


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
        }
        Path(counts_file).write_text(json.dumps(counts), "utf-8")


def reasons(skipped: list[pytest.TestReport | pytest.CollectReport]) -> list[str]:
    """One line per reason with the number of tests, the most frequent first."""
    counted = Counter(_reason(report) for report in skipped)
    return [f"{count} × {reason}" for reason, count in counted.most_common()]


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return words.removeprefix("Skipped: ")
