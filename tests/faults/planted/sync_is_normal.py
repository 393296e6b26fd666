"""The log is synced at checkpoints only, as many guides recommend."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event

from engine.persistence import database
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_power_cut.py::test_every_commit_is_synced_before_it_is_acknowledged"


def plant() -> None:
    """Put it in."""
    tune = database._tune_sqlite

    def _tune(engine: Engine, *, durable: bool) -> None:
        tune(engine, durable=durable)

        @event.listens_for(engine, "connect")
        def _normal(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA synchronous = NORMAL")

    put(database, "_tune_sqlite", _tune)
