"""The table of contents of the command line: quick, complete, and true to its contract."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from tests.house.source_files import ROOT
from web.command_line import COMMANDS, asistents, version

HEAVY = ("flask", "sqlalchemy", "SpiffWorkflow", "lxml", "babel")
LIST_LOADED = """
import sys
from web.command_line import asistents
asistents(["--help"], standalone_mode=False)
print("loaded:", *(name for name in {heavy} if name in sys.modules))
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 – our own interpreter
        [sys.executable, "-P", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_help_lists_every_command_and_loads_none() -> None:
    shown = run("-c", LIST_LOADED.format(heavy=HEAVY))
    assert [name for name in COMMANDS if f"\n  {name} " not in shown.stdout] == [], shown.stderr
    assert shown.stdout.splitlines()[-1].strip() == "loaded:"


def test_the_version_is_shown() -> None:
    assert run("-m", "web.command_line", "--version").stdout == f"asistents {version()}\n"


def test_an_unknown_command_is_wrong_usage() -> None:
    refused = run("-m", "web.command_line", "fly")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "No such command 'fly'" in refused.stderr


def leaves(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """The command, or the commands inside a group."""
    if isinstance(command, click.Group):
        for inner_name, inner in command.commands.items():
            yield from leaves(f"{name} {inner_name}", inner)
    else:
        yield name, command


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stands_where_the_table_says_and_speaks_json(name: str) -> None:
    command = asistents.get_command(click.Context(asistents), name)
    assert command is not None
    assert command.name == name
    mute = [
        inner
        for inner, leaf in leaves(name, command)
        if not any("--json" in parameter.opts for parameter in leaf.params)
    ]
    assert mute == []
