"""The locks pin everything by hash, agree with pyproject.toml and each other, and name no address."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import third_party
from tests.house.measures import foreign_imports
from tests.house.source_files import ROOT, python_files

LOCKS = ("requirements.lock", "requirements-test.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# data files, templates and a driver that other packages find by themselves
NEVER_IMPORTED = {"tzdata", "govuk-frontend-jinja", "psycopg"}


def text_of(lock: str) -> str:
    return (ROOT / lock).read_text("utf-8")


def out_of_step(requirements: list[str], pinned: dict[str, str]) -> list[str]:
    """The requirements that a lock does not meet."""
    wanted = [Requirement(requirement) for requirement in requirements]
    return [
        str(requirement)
        for requirement in wanted
        if canonicalize_name(requirement.name) not in pinned
        or not requirement.specifier.contains(pinned[canonicalize_name(requirement.name)], prereleases=True)
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_address(lock: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z])", text_of(lock))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    named = {entry.partition("==")[0] for entry in entries}  # one may stand once for each range of Pythons
    assert set(third_party.pins(text_of(lock))) == named
    assert "://" not in text_of(lock)


def test_the_locks_meet_pyproject() -> None:
    run_time = third_party.run_time_pins()
    assert out_of_step(PROJECT["dependencies"], run_time) == []
    tools = PROJECT["optional-dependencies"]["test"]
    assert out_of_step(tools, run_time | third_party.tool_pins()) == []


def test_every_dependency_is_imported_somewhere() -> None:
    imported = set()
    for path in python_files(rooms=("engine", "web")):
        imported |= foreign_imports(path.read_text("utf-8"))
    used = {
        canonicalize_name(name)
        for module, names in packages_distributions().items()
        if module in imported
        for name in names
    }
    named = {canonicalize_name(Requirement(requirement).name) for requirement in PROJECT["dependencies"]}
    assert named - used == NEVER_IMPORTED


def test_a_lock_out_of_step_is_seen() -> None:
    assert out_of_step(["a>=2", "b", "C_d>=1"], {"a": "1.9", "c-d": "1.0"}) == ["a>=2", "b"]


def test_the_lock_for_tests_holds_the_whole_lock_for_running() -> None:
    everything = third_party.pins(text_of("requirements-test.lock"))
    assert third_party.run_time_pins().items() <= everything.items()


def test_third_party_lists_every_package_with_its_licence() -> None:
    paper = third_party.PAPER.read_text("utf-8")
    assert paper == third_party.paper_with_tables(paper), "run: python -m tests.house.third_party"
    assert "| not stated |" not in paper


def test_a_package_missing_from_the_paper_is_seen() -> None:
    paper = third_party.PAPER.read_text("utf-8")
    assert third_party.paper_with_tables(paper.replace("| click | BSD-3-Clause |\n", "")) == paper
