"""Writers begin without the write lock: what they read is stale when they write."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from tests.faults.planting import put

TURNS_RED = "tests/faults/test_promises.py::test_ids_reserved_side_by_side_differ[table-sqlite]"


def plant() -> None:
    """Put it in."""
    options = Engine.execution_options

    def _options(self: Engine, **given: Any) -> Any:
        return options(self, **{name: "" if value == "IMMEDIATE" else value for name, value in given.items()})

    put(Engine, "execution_options", _options)
