"""A job is finished by its number, whoever has its lease by now."""

from __future__ import annotations

from sqlalchemy import bindparam, update

from engine.queue import statements
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_zombies.py::test_a_zombie_is_refused_by_its_token[table-sqlite]"


def plant() -> None:
    """Put it in."""
    put(statements, "MINE", update(statements.JOB).where(statements.JOB.c.id == bindparam("job_id")))
