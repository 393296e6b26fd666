"""Commits are not synced to disk: a power cut loses what was acknowledged."""

from __future__ import annotations

from sqlalchemy import Engine

from engine.persistence import database
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_power_cut.py::test_every_commit_is_synced_before_it_is_acknowledged"


def plant() -> None:
    """Put it in."""
    tune = database._tune_sqlite

    def _tune(engine: Engine, *, durable: bool) -> None:
        tune(engine, durable=False)

    put(database, "_tune_sqlite", _tune)
