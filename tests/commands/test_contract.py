"""What every command keeps: help, usage, one JSON object and nothing else on stdout, exit codes 0, 1, 2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import click
import pytest

from engine.simulation import bench as measuring
from engine.simulation import replay_2018
from engine.simulation.bench_figures import Figure
from engine.simulation.country_averages import Average
from engine.simulation.country_claims import ClaimsPlayed
from engine.simulation.country_figures import PARTS, CountryFigures
from engine.simulation.replay_2018 import Replayed
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
    "doctor",
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


@pytest.mark.parametrize("scale", ["0", "-1", "1.5", "much", "1/0"])
def test_replay_refuses_what_is_no_part_of_the_country(scale: str) -> None:
    refused = typed("replay-2018", "--scale", scale)
    assert refused.code == 2
    assert "is not a part of the country" in refused.err


def test_replay_prints_our_totals_beside_the_ministry_s(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys that acceptance reads, and the table that people read."""
    figures = CountryFigures(
        played=Fraction(163, 8166),
        ours={"pay": 13_800_000, "transport": 401_000, "admin": 1_136_080, "total": 15_337_080},
        ministry={"pay": 13_790_776, "transport": 401_423, "admin": 1_135_376, "total": 15_327_575},
        difference_percent={part: Decimal("0.062") for part in PARTS},
        averages=[
            Average("hours_a_month", Decimal("45.19"), Decimal("45.18")),
            Average("mean_rate", 3, None),
        ],
        claims=ClaimsPlayed(24, Decimal("0.48")),
        is_whole=True,
    )
    played = Replayed(163, 207, figures.played, figures, 300.0)
    monkeypatch.setattr(replay_2018, "replay", lambda _wanted, _tell: played)
    done = typed("replay-2018", "--scale", "0.02", "--json")
    assert done.code == 0
    assert (done.json["scale"], done.json["ours"]["pay"]) == (0.02, 13_800_000)
    assert set(done.json["ministry"]) == set(done.json["difference_percent"]) == set(PARTS)
    assert done.json["averages"][0] == {"name": "hours_a_month", "ours": 45.19, "seed": 45.18}
    assert done.json["averages"][1]["seed"] is None
    told = typed("replay-2018")
    assert "13800000" in told.out
    assert "163 of 8166" in told.out
    unsound = replace(played, figures=replace(figures, is_whole=False))
    monkeypatch.setattr(replay_2018, "replay", lambda _wanted, _tell: unsound)
    assert typed("replay-2018").code == 1


def test_the_language_of_the_sentences_can_be_chosen(tmp_path: Path) -> None:
    said = {
        language: typed("verify", "--database", tmp_path / "none.db", "--lang", language).err
        for language in ("en", "lv")
    }
    assert said["en"] != said["lv"]
    assert said["en"].startswith("There is no database")
    assert typed("verify", "--lang", "de").code == 2
