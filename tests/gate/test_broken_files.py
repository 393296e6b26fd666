"""Broken and hostile files: a sentence a finding, naming file and element; no traceback, no hang."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.errors import Finding, Severity
from engine.gate import check_path
from engine.messages_catalogue import say
from engine.settings import ROOT

HERE = Path(__file__).parent
BROKEN = HERE / "broken"
EXPECTED: dict[str, list[dict[str, str]]] = yaml.safe_load((HERE / "expected.yaml").read_text("utf-8"))
SECONDS = 60  # for the whole folder, on a busy machine
FOLDERS = ("diagrams", "tables", "forms", "letters", "rule_packs", "questionnaires", "scenarios", "rooms")


@lru_cache(maxsize=1)
def findings() -> dict[str, list[Finding]]:
    """Path inside the folder → what is said about it."""
    found = defaultdict(list)
    for one in check_path(BROKEN):
        found[Path(one.file).relative_to(BROKEN).as_posix()].append(one)
    return dict(found)


def files_in(folder: str) -> list[Path]:
    return [path for path in (BROKEN / folder).rglob("*") if path.is_file()]


def test_there_are_enough_of_each_kind() -> None:
    assert sum(len(files_in(folder)) for folder in FOLDERS) >= 130
    assert [folder for folder in FOLDERS if len(files_in(folder)) < 4] == []


def test_every_loose_file_has_its_expectation() -> None:
    loose = {
        path.relative_to(BROKEN).as_posix()
        for folder in FOLDERS
        if folder != "rooms"
        for path in files_in(folder)
    }
    rooms = {path.name for path in (BROKEN / "rooms").iterdir()}
    assert loose == {name for name in EXPECTED if not name.startswith("rooms/")}
    assert rooms == {name.split("/")[1] for name in EXPECTED if name.startswith("rooms/")}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_wrong_is_told_with_its_element(name: str) -> None:
    said = [(one.element, one.rule) for one in findings().get(name, []) if one.severity is Severity.ERROR]
    for wanted in EXPECTED[name]:
        matching = [
            (element, rule)
            for element, rule in said
            if wanted["element"] in ("*", element) and wanted["rule"] in ("*", rule)
        ]
        assert matching, f"{wanted} not among {said}"


def test_files_that_only_lie_beside_broken_ones_are_not_blamed() -> None:
    blamed = {
        name for name, found in findings().items() if any(one.severity is Severity.ERROR for one in found)
    }
    assert blamed == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_sentence_is_one_plain_sentence_in_both_languages(name: str) -> None:
    for one in findings()[name]:
        for language in ("lv", "en"):
            sentence = say(one.message, language)
            assert sentence.isprintable(), sentence
            assert "Traceback" not in sentence
            assert len(sentence) < 600


def run_check(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- our own interpreter and module
        [sys.executable, "-m", "web.command_line", "check", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def test_the_command_tells_all_of_it_in_time() -> None:
    done = run_check(str(BROKEN), "--json")
    assert done.returncode == 1, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert set(told) == {"findings"}
    assert {frozenset(one) for one in told["findings"]} == {
        frozenset({"file", "element", "rule", "severity", "sentence"})
    }
    files = {Path(one["file"]).relative_to(BROKEN).as_posix() for one in told["findings"]}
    assert files >= set(EXPECTED)
    assert {one["severity"] for one in told["findings"]} <= {"error", "warning"}


def test_the_command_says_file_element_sentence() -> None:
    done = run_check(str(BROKEN / "diagrams" / "endless_loop.bpmn"), "--lang", "lv")
    assert done.returncode == 1
    (line, *_) = [line for line in done.stdout.splitlines() if ": join: " in line]
    assert line.startswith(f"{BROKEN / 'diagrams' / 'endless_loop.bpmn'}: join: ")
    assert "Šis cikls nevienu negaida" in line
