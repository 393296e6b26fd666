"""The bench measures what it says: raw is honest, durable really pays the months, the ratio is reached."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import Unusable
from engine.settings import ROOT, read_settings
from engine.simulation import bench
from engine.simulation.bench_raw import run_raw
from engine.simulation.bench_shares import work
from engine.simulation.bench_site import Site
from tests.bench import reference
from tests.postgres import PostgresServer

MONTHS = 25
ROUNDS = 12  # so many that on a busy machine too some of each are undisturbed
AT_LEAST = 0.10  # on any machine, however busy; `bench` itself asks for more


def test_raw_is_not_slowed_beside_the_fixed_reference() -> None:
    """Alternating runs, the best of each: within 20 % of a script that shares nothing with it."""
    settings = read_settings({})
    ours, fixed = [], []
    for _ in range(ROUNDS):
        ours.append(run_raw(settings, MONTHS))
        fixed.append(reference.run(MONTHS))
    assert min(ours) <= 1.2 * min(fixed)


def test_the_ratio_is_reached_and_every_month_was_paid() -> None:
    """`durable` refuses to report a time when a month was not checked, paid and posted."""
    figures = {figure.name: figure for figure in bench.measure(Site(lambda _line: None), MONTHS)}
    assert set(figures) == {"raw", "durable", "ratio"}
    assert figures["ratio"].value == figures["durable"].value / figures["raw"].value
    assert figures["ratio"].value >= AT_LEAST


def test_the_bench_brings_a_server_of_its_own(postgres: PostgresServer) -> None:
    """As somebody who measures types it; the fixture leaves it out where there is no server to be had."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.bench.on_postgres", "--months", "1", "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    measured = json.loads(done.stdout)
    on = measured["machine"]
    assert (measured["database"], on["synchronous_commit"], on["fsync"]) == ("postgresql", "on", "on")
    assert measured["ratio"] > 0


def test_a_process_that_cannot_begin_keeps_nobody_waiting(tmp_path: Path) -> None:
    together = multiprocessing.get_context("spawn").Barrier(2)
    nowhere = read_settings({"ASISTENTS_DATABASE_URL": f"sqlite:///{tmp_path / 'none.db'}"})
    with pytest.raises(Unusable):
        work(nowhere, (0, 2), together)
    assert together.broken
