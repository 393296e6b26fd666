"""A process remembers who a session was, and does not ask the database again."""

from __future__ import annotations

from engine.people import visitors
from engine.people.sessions import Visitor
from engine.runtime import Runtime
from tests.faults.planting import put

TURNS_RED = (
    "tests/faults/test_sessions_die.py::test_every_deed_ends_the_session_in_every_process[table-sqlite]"
)


def plant() -> None:
    """Put it in."""
    visitor = visitors.visitor
    seen: dict[str, Visitor] = {}

    def _visitor(runtime: Runtime, token: str) -> Visitor | None:
        found = visitor(runtime, token) if token not in seen else seen[token]
        if found is not None:
            seen[token] = found
        return found

    put(visitors, "visitor", _visitor)
