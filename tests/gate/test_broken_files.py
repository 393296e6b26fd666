"""Broken and hostile files: a sentence a finding, naming file and element; no traceback, no hang."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from engine.errors import Finding, Severity
from engine.gate import check_path
from engine.messages_catalogue import say
from engine.settings import ROOT
from tests.gate.places import EVALUATING, HERE, KINDS, PLACES, Expected, by_place, expected
from tests.left_out import Count
from web.command_line import asistents

EXPECTED: dict[str, Expected] = {kind: expected(kind) for kind in KINDS}
FILES = [(kind, name) for kind in KINDS for name in EXPECTED[kind]]
FOLDERS = ("diagrams", "tables", "forms", "letters", "rule_packs", "questionnaires", "scenarios", "rooms")
LEAST = {"broken": 60, "hostile": 100}
LEAST_HOSTILE = 5  # in every place that SpiffWorkflow would evaluate
SECONDS = 15.0  # of processor time for a folder


@lru_cache(maxsize=len(KINDS))
def findings(kind: str) -> dict[str, list[Finding]]:
    """Path inside the folder → what is said about it; in time."""
    begun = time.thread_time()
    found = defaultdict(list)
    for one in check_path(HERE / kind):
        found[Path(one.file).relative_to(HERE / kind).as_posix()].append(one)
    assert time.thread_time() - begun < SECONDS
    return dict(found)


def files_in(kind: str, folder: str) -> list[Path]:
    return [path for path in (HERE / kind / folder).rglob("*") if path.is_file()]


def test_there_are_enough_at_every_place(count: Count) -> None:
    found = {kind: by_place(EXPECTED[kind]) for kind in KINDS}
    table = [f"{place:20}{found['broken'][place]:8}{found['hostile'][place]:8}" for place in PLACES]
    print("", f"{'place':20}{'broken':>8}{'hostile':>8}", *table, sep="\n")  # noqa: T201 -- pytest -s shows it
    for kind in KINDS:
        assert set(found[kind]) <= set(PLACES)
        assert [place for place in EVALUATING if not found[kind][place]] == []
        assert len(EXPECTED[kind]) >= LEAST[kind]
        count(22, f"{kind} files", len(EXPECTED[kind]))
    assert [place for place in EVALUATING if found["hostile"][place] < LEAST_HOSTILE] == []
    assert [place for place in PLACES if not found["broken"][place] + found["hostile"][place]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_has_its_expectation(kind: str) -> None:
    loose = {
        path.relative_to(HERE / kind).as_posix()
        for folder in FOLDERS
        if folder != "rooms"
        for path in files_in(kind, folder)
    }
    rooms = {path.name for path in (HERE / kind / "rooms").iterdir()}
    assert loose == {name for name in EXPECTED[kind] if not name.startswith("rooms/")}
    assert rooms == {name.split("/")[1] for name in EXPECTED[kind] if name.startswith("rooms/")}


@pytest.mark.parametrize(("kind", "name"), FILES, ids=[f"{kind}/{name}" for kind, name in FILES])
def test_what_is_wrong_is_told_with_its_element_in_one_plain_sentence(kind: str, name: str) -> None:
    found = findings(kind).get(name, [])
    said = [
        (one.element, one.rule, " ".join(say(one.message, "en").split()))
        for one in found
        if one.severity is Severity.ERROR
    ]
    for wanted in EXPECTED[kind][name]:
        assert any(
            (element, rule) == (wanted["element"], wanted["rule"]) and wanted["says"] in sentence
            for element, rule, sentence in said
        ), f"{wanted} not among {said}"
    for one in found:
        for language in ("lv", "en"):
            sentence = say(one.message, language)
            assert sentence.isprintable(), sentence
            assert "Traceback" not in sentence
            assert len(sentence) < 600


@pytest.mark.parametrize("kind", KINDS)
def test_files_that_only_lie_beside_broken_ones_are_not_blamed(kind: str) -> None:
    blamed = {
        name for name, found in findings(kind).items() if any(one.severity is Severity.ERROR for one in found)
    }
    assert blamed == set(EXPECTED[kind])


@pytest.mark.parametrize("folder", ["broken/forms", "hostile/tables"])
def test_the_command_tells_all_of_it(folder: str) -> None:
    kind, _, inside = folder.partition("/")
    done = CliRunner().invoke(asistents, ["check", str(HERE / folder), "--json"])
    assert done.exit_code == 1, done.output
    told: dict[str, Any] = json.loads(done.stdout)
    assert set(told) == {"findings"}
    assert {frozenset(one) for one in told["findings"]} == {
        frozenset({"file", "element", "rule", "severity", "sentence"})
    }
    files = {Path(one["file"]).relative_to(HERE / kind).as_posix() for one in told["findings"]}
    assert files >= {name for name in EXPECTED[kind] if name.startswith(f"{inside}/")}
    assert {one["severity"] for one in told["findings"]} <= {"error", "warning"}


def test_the_command_says_file_element_sentence() -> None:
    """As a process of its own: nothing but sentences is said, and the shell is told that there are some."""
    file = HERE / "broken" / "diagrams" / "endless_loop.bpmn"
    done = subprocess.run(  # noqa: S603 -- our own interpreter and module
        [sys.executable, "-m", "web.command_line", "check", str(file), "--lang", "lv"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr[-2000:]
    (line, *_) = [line for line in done.stdout.splitlines() if ": join: " in line]
    assert line.startswith(f"{file}: join: ")
    assert "Šis cikls nevienu negaida" in line
