"""The table of BPMN elements is whole and true: each element with a test or a refused file that exists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import pytest

from engine.bpmn.diagram_reader import KNOWN
from engine.bpmn.elements import FLOW_NODES
from engine.gate.event_rules import EVENT_SUBPROCESS_STARTS, POSSIBLE
from engine.gate.part_rules import REFUSED
from tests.gate.places import HERE, KINDS, expected
from tests.house.source_files import ROOT

PAPER = ROOT / "engine" / "bpmn" / "ELEMENTS.md"
ROW = re.compile(r"^\| (?P<elements>.+) \| (?P<fate>works|refused) \| `(?P<shown>[^`]+)` \|$")


@lru_cache(maxsize=1)
def table() -> list[tuple[str, str, str]]:
    """(elements, works or refused, shown by) of every row."""
    lines = [line for line in PAPER.read_text("utf-8").splitlines() if line.startswith("| ")]
    found = [ROW.match(line) for line in lines[1:]]
    assert None not in found, [line for line, row in zip(lines[1:], found, strict=True) if row is None]
    return [(row["elements"], row["fate"], row["shown"]) for row in found if row is not None]


def named(fate: str) -> set[str]:
    return {name for elements, how, _ in table() for name in re.findall(r"`(\w+)`", elements) if how == fate}


def test_every_element_that_the_gate_knows_is_in_the_table() -> None:
    assert KNOWN - named("works") - named("refused") == set()
    assert REFUSED.keys() - named("refused") == set()
    assert FLOW_NODES - named("works") - named("refused") == set()


def test_every_event_that_may_stand_somewhere_is_in_the_table() -> None:
    rows = [elements for elements, fate, _ in table() if fate == "works"]
    wanted = {(kind, event) for kind, events in POSSIBLE.items() for event in events}
    wanted |= {("startEvent", event) for event in EVENT_SUBPROCESS_STARTS}
    missing = [
        (kind, event)
        for kind, event in wanted
        if not any(f"`{kind}`" in row and f"`{event}EventDefinition`" in row for row in rows)
    ]
    assert missing == []


def missing_tests(rows: Iterable[tuple[str, str, str]]) -> list[str]:
    """Tests that the table names but nobody wrote: not a file, or no test function of that name in it."""
    missing = []
    for _, fate, shown in rows:
        file, _, name = shown.partition("::")
        path = ROOT / "tests" / file
        written = path.read_text("utf-8") if path.is_file() else ""
        if fate == "works" and not (name.startswith("test_") and f"\ndef {name}(" in written):
            missing.append(shown)
    return missing


def test_what_works_is_shown_by_a_test_that_exists() -> None:
    assert missing_tests(table()) == []


@pytest.mark.parametrize(
    "shown", ["bpmn/test_execution.py", "bpmn/test_execution.py::test_x", "bpmn/no.py::test_x"]
)
def test_a_test_that_nobody_wrote_is_noticed(shown: str) -> None:
    assert missing_tests([("`task`", "works", shown)]) == [shown]


def test_what_is_refused_is_shown_by_a_file_that_the_gate_is_asked_about() -> None:
    refused = [shown for _, fate, shown in table() if fate == "refused"]
    kinds = {kind: expected(kind) for kind in KINDS}
    assert [one for one in refused if not any(kinds[kind].get(one) for kind in KINDS)] == []
    assert [one for one in refused if not any((HERE / kind / one).is_file() for kind in KINDS)] == []


def test_the_owners_find_the_table() -> None:
    assert "(../engine/bpmn/ELEMENTS.md)" in (ROOT / "processes" / "README.md").read_text("utf-8")
