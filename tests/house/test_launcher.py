"""The launcher, played with a pretended Python: no package index is asked, every path is walked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.source_files import ROOT

SHELL = shutil.which("dash") or "/bin/sh"
NOBODY = 65534  # the administrator may write everywhere, so the start is played by this user
TOOLS = ("sh", "cmp", "cp", "mv", "rm", "mkdir", "readlink", "cat", "sleep", "touch")
# Answers the launcher's questions and writes down what it was asked; flock is left to a real Python.
PRETENDED_PYTHON = """#!{shell}
calls={calls}
case "$1 $2" in
  "-c "*) echo "{answer}" ;;
  "-I -c") shift; exec {real} "$@" ;;
  "-I -m")
    echo "$3 ${{4##*/}}" >>"$calls"
    sleep {slowness}
    if [ "$3" = venv ]; then mkdir -p "$4/bin"; cp "$0" "$4/bin/python"; fi
    if [ "$3" = pip ] && [ -e {failing} ]; then echo "no index" >&2; exit 1; fi ;;
  "-P -m") shift 2; echo "$*|$PWD|$PYTHONPATH|$PYTHONUTF8" ;;
esac
"""


@dataclass(frozen=True, slots=True)
class House:
    """A copy of the launcher with two locks, and the only folder on its PATH."""

    root: Path
    path: Path
    calls: Path
    failing: Path

    def start(
        self, *arguments: str, cwd: Path | None = None, user: int | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 – our own launcher
            [SHELL, str(self.root / "asistents"), *arguments],
            env={"PATH": str(self.path), "PIP_USER": "1"},
            cwd=cwd or self.root,
            user=user,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def called(self) -> list[str]:
        return self.calls.read_text("utf-8").split("\n")[:-1] if self.calls.exists() else []

    def pretend(self, name: str, answer: str, slowness: float = 0) -> None:
        python = self.path / name
        python.write_text(
            PRETENDED_PYTHON.format(
                shell=SHELL,
                calls=self.calls,
                answer=answer.format(python=python),
                real=sys.executable,
                slowness=slowness,
                failing=self.failing,
            ),
            "utf-8",
        )
        python.chmod(0o755)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return build_house(tmp_path)


def build_house(folder: Path) -> House:
    made = House(folder / "a house", folder / "path", folder / "calls", folder / "failing")
    made.root.mkdir()
    made.path.mkdir()
    shutil.copy(ROOT / "asistents", made.root)
    for lock in ("requirements.lock", "requirements-test.lock"):
        (made.root / lock).write_text(f"{lock} of today\n", "utf-8")
    for tool in TOOLS:
        (made.path / tool).symlink_to(str(shutil.which(tool)))
    made.pretend("python3", "good {python}")
    return made


BUILT = ["venv .venv", "pip install"]


def test_the_first_start_installs_and_hands_over(house: House, tmp_path: Path) -> None:
    started = house.start("demo", "two words", cwd=tmp_path)
    assert started.stdout == f"web.command_line demo two words|{tmp_path}|{house.root}|1\n"
    assert started.stderr == "asistents: Installing (once)…\n"
    assert started.returncode == 0
    assert house.called() == BUILT
    assert not (house.root / ".venv.old").exists()


def test_the_second_start_installs_nothing_and_says_nothing(house: House) -> None:
    house.start("demo")
    again = house.start("demo")
    assert (again.returncode, again.stderr) == (0, "")
    assert house.called() == BUILT


def test_a_changed_lock_installs_anew(house: House) -> None:
    house.start("demo")
    (house.root / "requirements.lock").write_text("of tomorrow\n", "utf-8")
    assert house.start("demo").returncode == 0
    assert house.called() == BUILT * 2
    assert (house.root / ".venv" / "requirements.lock").read_text("utf-8") == "of tomorrow\n"


def test_tests_add_their_packages_to_what_is_there(house: House) -> None:
    house.start("demo")
    house.start("test")
    house.start("test")
    house.start("demo")
    assert house.called() == [*BUILT, "pip install"]


def test_a_changed_lock_for_tests_installs_anew_only_for_tests(house: House) -> None:
    house.start("test")
    (house.root / "requirements-test.lock").write_text("of tomorrow\n", "utf-8")
    house.start("demo")
    assert house.called() == BUILT
    house.start("test")
    assert house.called() == BUILT * 2


def test_it_starts_through_a_link_and_by_its_bare_name(house: House, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("a house/asistents")
    for command, cwd in (([str(tmp_path / "link")], tmp_path), ([SHELL, "asistents"], house.root)):
        started = subprocess.run(  # noqa: S603 – our own launcher
            command, env={"PATH": str(house.path)}, cwd=cwd, capture_output=True, text=True, check=False
        )
        assert started.stdout == f"web.command_line|{cwd}|{house.root}|1\n"


def test_a_failed_installation_says_one_sentence_and_keeps_the_old_one(house: House) -> None:
    house.start("demo")
    (house.root / "requirements.lock").write_text("of tomorrow\n", "utf-8")
    house.failing.touch()
    failed = house.start("demo")
    assert (failed.returncode, failed.stdout) == (1, "")
    [installing, sentence] = failed.stderr.splitlines()
    assert installing == "asistents: Installing (once)…"
    assert sentence == (
        "asistents: The packages could not be installed; is the package index reachable?"
        f" The installer's words: {house.root}/.venv.log"
    )
    assert (house.root / ".venv.log").read_text("utf-8") == "no index\n"
    (house.root / "requirements.lock").write_text("requirements.lock of today\n", "utf-8")
    assert house.start("demo").stderr == ""


def test_a_half_made_installation_is_made_anew(house: House) -> None:
    house.failing.touch()
    house.start("demo")
    assert not (house.root / ".venv").exists()
    (house.root / ".venv" / "bin").mkdir(parents=True)  # as a power cut leaves it
    house.failing.unlink()
    assert house.start("demo").returncode == 0


def test_two_starts_at_once_install_once(house: House) -> None:
    house.pretend("python3", "good {python}", slowness=0.5)
    command = [SHELL, str(house.root / "asistents"), "demo"]
    starts = [
        subprocess.Popen(command, env={"PATH": str(house.path)}, stderr=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(3)
    ]
    said = sorted(start.communicate(timeout=60)[1] for start in starts)
    assert [start.returncode for start in starts] == [0, 0, 0]
    assert house.called() == BUILT
    assert said == [
        *["asistents: Another start is installing; waiting for it.\n"] * 2,
        "asistents: Installing (once)…\n",
    ]


@pytest.mark.parametrize(
    ("pythons", "words"),
    [
        ({}, ("Python was not found:", "install Python 3.11 or newer", "apt install python3 python3-venv")),
        ({"python3": "old 3.9"}, ("Python 3.9 is too old:", "apt install python3 python3-venv")),
        ({"python": "old 2.7"}, ("Python 2.7 is too old:", "install Python 3.11 or newer")),
        ({"python3": "new 3.15"}, ("Python 3.15 is newer than", "install Python 3.11 to 3.14")),
        (
            {"python3": "old 3.9", "python3.12": "bare 3.12"},
            ("Python 3.12 here cannot make a virtual environment:", "apt install python3.12-venv"),
        ),
    ],
)
def test_a_missing_python_is_one_sentence(
    house: House, pythons: dict[str, str], words: tuple[str, ...]
) -> None:
    (house.path / "python3").unlink()
    for name, answer in pythons.items():
        house.pretend(name, answer)
    failed = house.start("demo", "--json")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.count("\n") == 1
    assert [word for word in words if word not in failed.stderr] == []
    assert house.called() == []


def test_a_newer_name_is_found_behind_an_old_one(house: House) -> None:
    house.pretend("python3", "old 3.9")
    house.pretend("python3.13", "good {python}")
    assert house.start("demo").returncode == 0


def test_a_folder_that_may_not_be_written_to_is_one_sentence() -> None:
    with tempfile.TemporaryDirectory(prefix="asistents-") as folder:
        Path(folder).chmod(0o755)  # pytest's own folders are closed to others
        house = build_house(Path(folder))
        house.root.chmod(0o555)
        failed = house.start("demo", user=NOBODY if os.geteuid() == 0 else None)
    assert (failed.returncode, failed.stderr.count("\n")) == (1, 1)
    assert "is not writable" in failed.stderr


def test_the_question_is_answered_by_a_real_python() -> None:
    probe = (ROOT / "asistents").read_text("utf-8").partition("probe='")[2].partition("'")[0]
    answer = subprocess.run(  # noqa: S603 – our own interpreter
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    ).stdout
    word, _, python = answer.strip().partition(" ")
    assert word == "good"
    assert Path(python).is_file()
