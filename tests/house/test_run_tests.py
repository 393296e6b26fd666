"""`./asistents test`: what it runs, what it counts, how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source_files import ROOT
from web.commands.run_tests import long_paths, pytest_command

THREE_TESTS = """
import pytest

def test_sound(): pass

def test_broken(): assert 1 == 2

@pytest.mark.parametrize("n", [1, 2])
def test_left_out(n): pytest.skip("no moon (look up at night)")

@pytest.fixture
def faulty(): raise OSError

def test_with_a_faulty_fixture(faulty): pass
"""


def start(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 – our own interpreter
        [sys.executable, "-P", "-m", "web.command_line", "test", "-p", "no:cacheprovider", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_it_counts_and_says_what_was_left_out(tmp_path: Path) -> None:
    (tmp_path / "test_three.py").write_text(THREE_TESTS, "utf-8")
    done = start("--json", "test_three.py", cwd=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "passed": 1,
        "failed": 2,
        "skipped": 2,
        "left_out": ["2 × no moon (look up at night)"],
    }
    assert "1 failed, 1 passed, 2 skipped, 1 error" in done.stderr
    assert "Using --randomly-seed=" in done.stderr


def test_without_json_the_last_line_is_pytests_own(tmp_path: Path) -> None:
    (tmp_path / "test_three.py").write_text(THREE_TESTS, "utf-8")
    done = start("test_three.py", "-k", "sound or left_out", cwd=tmp_path)
    assert done.returncode == 0
    *_, reason, last = done.stdout.splitlines()
    assert reason == "2 × no moon (look up at night)"
    assert "1 passed, 2 skipped, 2 deselected" in last


def test_wrong_usage_ends_with_two(tmp_path: Path) -> None:
    assert start("--no-such-option", cwd=tmp_path).returncode == 2


def test_no_test_at_all_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "test_none.py").write_text("", "utf-8")
    assert start("test_none.py", cwd=tmp_path).returncode == 1


def test_the_whole_suite_runs_on_several_cores_and_parts_in_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "test_three.py").touch()
    everything = str(ROOT / "tests")
    assert pytest_command([])[-8:] == [
        *("-n", "auto", "--maxprocesses", "4", "--dist", "loadscope", "--no-loadscope-reorder"),
        everything,
    ]
    assert pytest_command(["-k", "month"])[-3:] == ["-k", "month", everything]
    assert pytest_command(["-x", "test_three.py::test_sound"])[-2:] == ["-x", "test_three.py::test_sound"]
    assert "-n" not in pytest_command(["-x"])
    assert "-n" in pytest_command(["--durations=20"])


def test_each_long_form_names_tests_that_exist() -> None:
    for asked in ("faults", "planted", "fuzz"):
        paths = long_paths(**{"faults": False, "planted": False, "fuzz": False, asked: True})
        assert paths != []
        assert [path for path in paths if not Path(path).exists()] == []
    assert long_paths(faults=False, planted=False, fuzz=False) == []
