"""Runs import-linter on the real house, and on a doll's house of the same rooms with something planted."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.house.source_files import ROOT

CONFIGURATION = ROOT / ".importlinter"
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the linter said: contract → kept, and its whole output."""

    kept: dict[str, bool]
    output: str

    def broken(self) -> list[str]:
        return [name for name, kept in self.kept.items() if not kept]


def lint(folder: Path) -> Verdict:
    """The verdict on the house in this folder; a process of its own, because it looks packages up by name."""
    done = subprocess.run(  # noqa: S603 – our own interpreter
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE)
    return Verdict({name: word == "KEPT" for name, word in verdicts}, done.stdout + done.stderr)


def contracts() -> dict[str, dict[str, str]]:
    """The contracts of the configuration, by their names."""
    parser = configparser.ConfigParser()
    parser.read(CONFIGURATION, "utf-8")
    return {
        parser[section]["name"]: dict(parser[section])
        for section in parser.sections()
        if section.startswith("importlinter:contract:")
    }


def rooms() -> list[str]:
    """The full names of the engine's rooms and of the rooms in them, in the order of the layers."""
    return [
        f"{contract['containers']}.{name}"
        for contract in contracts().values()
        if "containers" in contract
        for name in re.findall(r"\w+", contract["layers"])
    ]


def named() -> list[str]:
    """Modules of ours that contracts name beside the rooms."""
    words = [
        one.get(key, "") for one in contracts().values() for key in ("source_modules", "forbidden_modules")
    ]
    return [name for name in " ".join(words).split() if name.startswith(("engine.", "web."))]


def protected_libraries() -> dict[str, list[str]]:
    """Library → the rooms that may import it."""
    return {
        library: contract["allowed_importers"].split()
        for contract in contracts().values()
        if contract["type"] == "protected"
        for library in contract["protected_modules"].split()
    }


def build_dolls_house(folder: Path) -> None:
    """The same rooms, each an empty package, with every protected library imported where it may be."""
    for module in ("engine", "web", *rooms(), *named()):
        room = folder.joinpath(*module.split("."))
        room.mkdir(parents=True, exist_ok=True)
        (room / "__init__.py").touch()
    for library, allowed in protected_libraries().items():
        for room_name in allowed:
            plant(folder, room_name, f"import {library}")
    (folder / ".importlinter").write_text(CONFIGURATION.read_text("utf-8"), "utf-8")


def plant(folder: Path, module: str, line: str) -> None:
    """Add a line of code to a room of the doll's house; a new room is made."""
    room = folder.joinpath(*module.split("."))
    room.mkdir(exist_ok=True)
    with (room / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
