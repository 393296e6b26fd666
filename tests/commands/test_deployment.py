"""The files for operators: units that start what exists, an image that holds what it needs."""

from __future__ import annotations

import re
import shlex
import shutil
import signal
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.settings import ROOT
from tests.commands.test_serving import end, fetch, started
from web.command_line import COMMANDS, asistents

DEPLOYMENT = ROOT / "web" / "deployment"
UNITS = ("asistents-web.service", "asistents-worker.service")
MADE_HERE = shutil.ignore_patterns("__pycache__", "node_modules")


def unit(name: str) -> ConfigParser:
    found = ConfigParser(interpolation=None)
    found.optionxform = str  # type: ignore[assignment, method-assign]
    found.read_string((DEPLOYMENT / name).read_text("utf-8"))
    return found


@pytest.mark.parametrize("name", UNITS)
def test_the_units_start_commands_that_exist(name: str) -> None:
    program, command, *options = shlex.split(unit(name)["Service"]["ExecStart"])
    assert program == f"{unit(name)['Service']['WorkingDirectory']}/asistents"
    assert command in COMMANDS
    shown = CliRunner().invoke(asistents, [command, "--help"]).stdout
    assert [option for option in options if option.startswith("--") and option not in shown] == []


@pytest.mark.parametrize("name", UNITS)
def test_the_units_never_give_up_on_a_database_that_is_away(name: str) -> None:
    """Without both, five quick failures in ten seconds would end the tries until somebody comes."""
    assert unit(name)["Unit"]["StartLimitIntervalSec"] == "0"
    assert unit(name)["Service"]["Restart"] == "always"
    assert int(unit(name)["Service"]["RestartSec"]) >= 1


def instructions() -> Iterator[tuple[str, str]]:
    for line in (DEPLOYMENT / "Containerfile").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest


def copied(folder: Path) -> list[str]:
    """Do what the COPY lines do; the names that they take."""
    taken = []
    for word, rest in instructions():
        if word != "COPY":
            continue
        *sources, target = rest.split()[1:]  # the first says to whom it will belong
        for source in sources:
            taken.append(source)
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, folder / target, ignore=MADE_HERE)
            else:
                shutil.copy2(ROOT / source, folder / target)
    return taken


def test_the_image_holds_all_that_serving_needs(tmp_path: Path) -> None:
    """Its files alone found a house and serve its pages; what the build installs is the test's own Python."""
    program = tmp_path / "image"
    program.mkdir()
    copied(program)
    house = tmp_path / "house.db"
    with started("serve", "--port", "0", "--kind", "test", "--database", house, program=program) as served:
        process, line = served
        status, page = fetch(line, "/sign-in")
        assert status == 200
        style = re.search(r'href="(/static/[^"]+\.css[^"]*)"', page)
        assert style is not None
        assert fetch(line, style[1])[0] == 200
        end(process, signal.SIGTERM)


def test_the_image_gets_no_keys_no_data_and_nobody_elses_packages(tmp_path: Path) -> None:
    """What is copied is named one by one, and the builder is handed nothing but that."""
    ignored, *lines = [
        line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if not line.startswith("#")
    ]
    assert ignored == "*"
    handed_over = [line.removeprefix("!") for line in lines if line.startswith("!")]
    assert sorted(copied(tmp_path)) == sorted(handed_over)
    assert {line for line in lines if not line.startswith("!")} == {"**/__pycache__", "**/node_modules"}


def test_the_image_runs_what_exists_as_nobody_in_particular() -> None:
    told = dict(instructions())
    assert re.search(
        r"useradd --uid (\d+) ", " ".join(rest for word, rest in instructions() if word == "RUN")
    )
    assert told["USER"] == "asistents"
    words = [word for word, _ in instructions()]
    assert words.index("USER") < words.index("COPY")  # and so the packages are installed by that user too
    assert told["ENTRYPOINT"] == f'["{told["WORKDIR"]}/asistents"]'
    command = re.findall(r'"([^"]+)"', told["CMD"])
    assert command[0] in COMMANDS
