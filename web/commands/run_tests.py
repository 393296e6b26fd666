"""`test`: runs what can run on this machine and says what was left out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
# pytest's exit codes: 0 all passed, 1 failures, 2 interrupted, 3 its own fault, 4 wrong usage, 5 no tests
EXIT_CODES = {0: 0, 4: 2}
OUR_OWN = ("-c", str(ROOT / "pyproject.toml"), "-p", "tests.left_out")
IN_ONE_PROCESS = frozenset({"-k", "-m", "-x", "-s", "--lf", "--ff", "--pdb", "--trace"})
COUNTED = (
    "faults",
    "expressions/test_every_day.py",
    "jobs/test_every_month.py",
)  # promises
FUZZED = (
    "expressions/test_fuzz.py",
    "gate/test_spoilt_files.py",
    "web/api/test_whole_description.py",
)
FUZZ = {"ASISTENTS_FUZZ": "100000", "ASISTENTS_SPOILT": "400"}
WHOLE_SUITE = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadscope", "--no-loadscope-reorder")


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run of the tests came to; `left_out` says why tests were skipped and how to get them."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    left_out: list[str] = field(default_factory=list)
    faults: dict[str, dict[str, int]] = field(default_factory=dict)  # row of the promises → name → how many

    def as_row(self) -> dict[str, object]:
        """For JSON; faults only where there were some."""
        row = asdict(self)
        if not self.faults:
            del row["faults"]
        return row


def _ask_for_fuzz(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001 – click's signature
    if asked:
        os.environ.update(FUZZ)
        ctx.meta["fuzz"] = True


def _ask_for_long(_ctx: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    """Tests read it where they are collected."""
    if asked:
        os.environ["ASISTENTS_LONG"] = "1"


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
@click.option(
    "--long",
    is_flag=True,
    expose_value=False,
    callback=_ask_for_long,
    help="Beside the rest what takes long: stories told in both ways, benches on PostgreSQL too.",
)
@click.option("--faults", is_flag=True, help="The long form of the fault suite: many kills, every commit.")
@click.option("--faults-seed", type=int, help="Repeat a fault suite by the seed that it printed.")
@click.option(
    "--fuzz",
    is_flag=True,
    expose_value=False,
    callback=_ask_for_fuzz,
    help="100,000 generated expressions, and 400 files spoilt at random.",
)
@click.option("--planted", is_flag=True, help="Put each planted bug in and see the fault suite turn red.")
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def test(
    ctx: click.Context,
    *,
    as_json: bool,
    faults: bool,
    faults_seed: int | None,
    planted: bool,
    pytest_arguments: tuple[str, ...],
) -> None:
    """Run every test that can run on this machine; PYTEST_ARGUMENTS narrow it down."""
    if find_spec("pytest") is None:
        raise click.ClickException("the tests' packages are missing; start this command as: ./asistents test")
    if faults:
        os.environ["ASISTENTS_FAULTS"] = "long"
    if faults_seed is not None:
        os.environ["ASISTENTS_FAULTS_SEED"] = str(faults_seed)
    if planted:
        os.environ["ASISTENTS_FAULTS_PLANTED"] = "1"
    more = long_paths(faults=faults, planted=planted, fuzz="fuzz" in ctx.meta)
    arguments = (*pytest_arguments, *more)
    exit_code, counts = run_tests(arguments, to_stderr=as_json)
    if as_json:
        click.echo(json.dumps(counts.as_row(), ensure_ascii=False))
    ctx.exit(EXIT_CODES.get(exit_code, 1))


def long_paths(*, faults: bool, planted: bool, fuzz: bool) -> list[str]:
    """Where pytest finds what these options ask for; nothing where none was given."""
    asked = COUNTED if faults else ("faults/test_planted.py",) if planted else ()
    return [str(ROOT / "tests" / path) for path in (*asked, *(FUZZED if fuzz else ()))]


def run_tests(pytest_arguments: Sequence[str], *, to_stderr: bool) -> tuple[int, Counts]:
    """Run pytest in a process of its own; its exit code and what it counted."""
    with tempfile.TemporaryDirectory(prefix="asistents-test-") as folder:
        counts_file = Path(folder) / "counts.json"
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "ASISTENTS_TEST_COUNTS": str(counts_file)}
        done = subprocess.run(  # noqa: S603 – our own interpreter with the caller's own arguments
            pytest_command(pytest_arguments),
            env=environment,
            stdout=sys.stderr if to_stderr else None,
            check=False,
        )
        counts = Counts(**json.loads(counts_file.read_text("utf-8"))) if counts_file.exists() else Counts()
    return done.returncode, counts


def pytest_command(arguments: Sequence[str]) -> list[str]:
    """The whole suite on several cores; anything narrower in one process, where `--pdb` and `-s` work.

    Paths are the caller's, relative to the caller's folder.
    """
    command = [sys.executable, "-P", "-m", "pytest", *OUR_OWN]
    whole = not any(_names_a_path(argument) for argument in arguments)
    if whole and IN_ONE_PROCESS.isdisjoint(arguments):
        command += WHOLE_SUITE
    command += arguments
    return [*command, str(ROOT / "tests")] if whole else command


def _names_a_path(argument: str) -> bool:
    return not argument.startswith("-") and Path(argument.partition("::")[0]).exists()
