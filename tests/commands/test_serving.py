"""serve, web and worker as processes of their own: they start, answer, and end when they are told to."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from engine.settings import ROOT

pytestmark = pytest.mark.early
LONGEST = 60


@contextmanager
def started(*arguments: str | Path, program: Path = ROOT) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and the first line it says.

    A shell that starts the tests in the background has them ignore SIGINT, and children inherit that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(  # noqa: S603 -- our own interpreter
        [sys.executable, "-P", "-u", "-m", "web.command_line", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(program)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


def end(process: subprocess.Popen[str], how: signal.Signals) -> None:
    process.send_signal(how)
    _, complaints = process.communicate(timeout=LONGEST)
    assert process.returncode == 0, complaints
    assert "Traceback" not in complaints


def fetch(line: str, path: str) -> tuple[int, str]:
    address = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert address, line
    with urlopen(f"{address[0]}{path}", timeout=LONGEST) as answer:  # noqa: S310 -- our own server
        return answer.status, answer.read().decode()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=str)
def test_serve_founds_a_house_answers_and_ends(tmp_path: Path, how: signal.Signals) -> None:
    with started("serve", "--port", "0", "--kind", "test", "--database", tmp_path / "new.db") as (
        process,
        line,
    ):
        status, page = fetch(line, "/sign-in")
        assert status == 200
        assert "<html" in page
        end(process, how)
    assert {path.name for path in tmp_path.iterdir()} >= {"new.db", "new.key"}
    assert (tmp_path / "new.key").stat().st_mode & 0o077 == 0


def test_web_serves_a_house_that_is_there(database: Path) -> None:
    with started("web", "--port", "0", "--database", database) as (process, line):
        assert fetch(line, "/sign-in")[0] == 200
        end(process, signal.SIGTERM)


def test_the_worker_works_until_it_is_told_to_rest(database: Path) -> None:
    with started("worker", "--database", database) as (process, line):
        assert "at work" in line
        end(process, signal.SIGTERM)


def test_what_was_founded_is_not_published_anew(database: Path) -> None:
    """The folders seed a new database; from then on the database is the truth."""
    before = database.stat().st_size
    with started("serve", "--port", "0", "--database", database) as (process, line):
        assert "http" in line
        end(process, signal.SIGINT)
    assert database.stat().st_size - before < 100_000
