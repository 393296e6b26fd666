"""The papers say what is true: rooms, commands, states, version, licences, links."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from pathlib import Path

import pytest

from engine.persistence.tables.cases import CaseState
from engine.persistence.tables.claims import ClaimState
from engine.persistence.tables.months import MonthState
from tests.house.source_files import ROOT, own_packages, project_files
from web.command_line import COMMANDS, version

LINES_OF_A_ROOM_PAPER = 60
PAPERS = [path for path in project_files() if path.suffix == ".md"]
# in two halves, so that this file does not name what nobody may name
NEVER_NAMED = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "yarnpkg" + ".com",
    "deb.debian" + ".org",
    "tmp/" + "spine",
    "/wo" + "rk/",
    "contract" + " page",
    *(
        paper + " §" for paper in ("DESIGN", "DOMAIN", "STYLE", "UX", "RELIABILITY")
    ),  # they are not in this house
]


def paper(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def rooms() -> list[Path]:
    """engine, web, tests, the owners' rooms, and each package right below engine."""
    top = [ROOT / name for name in ("engine", "web", "tests", "processes", "forms")]
    return top + [package for package in own_packages() if package.parent == ROOT / "engine"]


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.relative_to(ROOT).as_posix())
def test_a_room_has_a_short_paper(room: Path) -> None:
    lines = (room / "README.md").read_text("utf-8").splitlines()
    assert 3 <= len(lines) <= LINES_OF_A_ROOM_PAPER


def test_every_command_is_described_and_every_described_command_exists() -> None:
    described = re.findall(r"^\| `\./asistents ([a-z0-9-]+)", paper("README.md"), re.MULTILINE)
    assert sorted(described) == sorted(COMMANDS)


def test_every_test_that_the_paper_on_security_names_exists() -> None:
    lines = [
        line for line in paper("SECURITY.md").splitlines() if line.startswith("| ") and "`tests/" in line
    ]
    assert len(lines) >= 17
    for line in lines:
        folder = ""
        for path in re.findall(r"`([a-z_/]+\.py)`", line):
            folder = path.rpartition("/")[0] or folder  # a name alone lies where the one before it lies
            assert (ROOT / folder / path.rpartition("/")[2]).is_file(), line


@pytest.mark.parametrize("states", [CaseState, MonthState, ClaimState], ids=lambda states: states.__name__)
def test_the_glossary_lists_the_states_in_order(states: type[StrEnum]) -> None:
    heading = {CaseState: "case", MonthState: "service month", ClaimState: "ministry claim"}[states]
    section = paper("GLOSSARY.md").partition(f"### States of a {heading}\n")[2].partition("\n#")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [state.value for state in states]


def test_the_changelog_tells_the_version() -> None:
    [newest, *_] = re.findall(r"^## (\S+)", paper("CHANGELOG.md"), re.MULTILINE)
    assert newest == version()


def test_the_licence_is_whole() -> None:
    licence = paper("LICENSE")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016\n")
    assert [
        number for number in range(1, 16) if not re.search(rf"^{number}\.[A-Z]", licence, re.MULTILINE)
    ] == []
    assert licence.endswith("production of a new EUPL version.\n")
    assert tomllib.loads(paper("pyproject.toml"))["project"]["license"] == "EUPL-1.2"


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    assert [link for link in LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()] == []


def names_in(text: str) -> list[str]:
    return [name for name in NEVER_NAMED if name in text]


def test_nothing_names_a_registry_or_a_workplace() -> None:
    found = {}
    for path in project_files():
        if path.name == ".git":
            continue  # a work tree beside the repository: a file that says where the repository is
        try:
            names = names_in(path.read_text("utf-8"))
        except UnicodeDecodeError:
            continue  # a picture or a font
        if names:
            found[path.relative_to(ROOT).as_posix()] = names
    assert found == {}


def test_a_planted_name_is_seen() -> None:
    assert names_in("see https://pypi" + ".org/simple") == ["pypi" + ".org"]


def test_the_readme_shows_the_thing_itself() -> None:
    """At least two pictures, which exist and load quickly."""
    shown = re.findall(r'(?:!\[[^\]]+\]\(|<img src=")([^")]+\.(?:png|jpg))', paper("README.md"))
    assert len(shown) >= 2
    for picture in shown:
        assert 10_000 < (ROOT / picture).stat().st_size <= 200_000, picture
