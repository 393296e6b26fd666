"""What every test stands on: a private run-time folder, fixed Hypothesis profiles, a strict clock, a browser.

Time is an argument nearly everywhere; where a library reads the clock itself, use the fixture `time_machine`
(`time_machine.move_to(datetime(2026, 10, 5, 9, 0, tzinfo=RIGA))`); an instant without a time zone is refused.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile

import hypothesis
import pytest
import time_machine

pytest_plugins = ["tests.left_out", "tests.postgres", "tests.stages"]
RUN_FOLDER = ""
if not os.environ.get("XDG_RUNTIME_DIR"):  # before any conftest imports what looks for it
    RUN_FOLDER = os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="asistents-run-")
# here, before any test module imports them: their assertions explain themselves too
pytest.register_assert_rewrite("tests.processes.driver", "tests.processes.witness", "tests.processes.teller")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")
time_machine.naive_mode = time_machine.NaiveMode.ERROR


def pytest_configure(config: pytest.Config) -> None:
    if RUN_FOLDER:
        config.add_cleanup(lambda: shutil.rmtree(RUN_FOLDER, ignore_errors=True))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests marked `early` start first, so that one core is not left waiting for them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("early") is None)


def pytest_collection_finish() -> None:
    """What is here to stay is not looked through for garbage again and again, least of all while the
    processor time of something else is measured."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the test is left out, or fails with ASISTENTS_REQUIRE_BROWSER=1."""
    for name in BROWSERS:
        path = shutil.which(name)
        if path:
            return path
    sentence = "no Chromium on PATH (Debian: apt install chromium)"
    if os.environ.get("ASISTENTS_REQUIRE_BROWSER") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)
