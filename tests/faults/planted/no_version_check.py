"""A step is written over whatever another step wrote meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from engine.persistence.queries import instances
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_promises.py::test_a_step_that_was_overtaken_is_done_anew[table-sqlite]"


def plant() -> None:
    """Put it in."""
    save = instances.save

    def _save(session: Session, before: instances.StoredInstance, **more: Any) -> bool:
        now = instances.load(session, before.instance_id)
        return save(session, replace(before, version=now.version if now else 0), **more)

    put(instances, "save", _save)
