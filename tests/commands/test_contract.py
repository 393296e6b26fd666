"""What every command keeps: help, usage, one JSON object and nothing else on stdout, exit codes 0, 1, 2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from engine.simulation import bench as measuring
from engine.simulation.bench_figures import Figure
from tests.commands.conftest import typed
from web.command_line import COMMANDS, asistents


def leaves() -> Iterator[tuple[str, ...]]:
    """Every command as it is typed, those inside groups too."""
    for name in COMMANDS:
        command = asistents.get_command(click.Context(asistents), name)
        if isinstance(command, click.Group):
            yield from ((name, inner) for inner in command.commands)
        else:
            yield (name,)


LEAVES = list(leaves())


@pytest.mark.parametrize("command", LEAVES, ids=" ".join)
def test_help_says_what_the_command_does(command: tuple[str, ...]) -> None:
    shown = typed(*command, "--help")
    assert shown.code == 0
    assert shown.err == ""
    lines = [line for line in shown.out.splitlines() if line.strip()]
    assert lines[0].startswith(f"Usage: asistents {' '.join(command)} [OPTIONS]")
    assert lines[1].strip().endswith((".", ",", "files")) or len(lines[1]) > 60
    assert "--json" in shown.out


@pytest.mark.parametrize("command", LEAVES, ids=" ".join)
def test_an_option_that_does_not_exist_is_wrong_usage(command: tuple[str, ...]) -> None:
    if command == ("test",):
        pytest.skip("what `test` does not know, pytest may (see tests/house/test_run_tests.py)")
    refused = typed(*command, "--no-such-option")
    assert refused.code == 2
    assert refused.out == ""
    assert "No such option" in refused.err


WITH_DATABASE = [
    "serve",
    "web",
    "worker",
    "publish",
    "export",
    "archive",
    "verify",
    "backup",
    "restore",
    "user",
    "municipality",
]


@pytest.mark.parametrize("name", WITH_DATABASE)
def test_a_command_that_reads_a_database_lets_one_be_named(name: str) -> None:
    for command in LEAVES:
        if command[0] == name:
            assert "--database" in typed(*command, "--help").out


def test_bench_speaks_under_fixed_keys_and_fails_below_its_reach(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def _measured(ratio: float) -> list[Figure]:
        return [
            Figure("raw", 100.0, "case-months/s"),
            Figure("durable", 100.0 * ratio, "case-months/s"),
            Figure("ratio", ratio, "durable/raw", 0.1),
        ]

    monkeypatch.setattr(measuring, "measure", lambda _site, _months: _measured(0.25))
    done = typed("bench", "--json")
    assert done.code == 0
    assert (done.json["raw_case_months_per_s"], done.json["durable_case_months_per_s"]) == (100.0, 25.0)
    assert done.json["ratio"] == 0.25
    assert set(done.json["figures"][2]) == {"name", "value", "unit", "reach", "ok"}
    assert done.json["machine"]
    assert done.json["database"] == "sqlite"
    monkeypatch.setattr(measuring, "measure", lambda _site, _months: _measured(0.05))
    assert typed("bench").code == 1
    assert typed("bench", "--months", "0").code == 2
    (tmp_path / "earlier.json").write_text(done.out, "utf-8")
    typed("bench", "--picture", tmp_path / "both.svg", "--beside", tmp_path / "earlier.json")
    assert (tmp_path / "both.svg").read_text("utf-8").count("sqlite: ") == 2


@pytest.mark.parametrize("month", ["2022-13", "2022-7", "july", ""])
def test_simulate_refuses_what_is_no_month(month: str) -> None:
    refused = typed("simulate", "--from", month)
    assert refused.code == 2
    assert "is not a month" in refused.err


def test_the_language_of_the_sentences_can_be_chosen(tmp_path: Path) -> None:
    said = {
        language: typed("verify", "--database", tmp_path / "none.db", "--lang", language).err
        for language in ("en", "lv")
    }
    assert said["en"] != said["lv"]
    assert said["en"].startswith("There is no database")
    assert typed("verify", "--lang", "de").code == 2
