"""Whether the database itself keeps municipalities apart: PostgreSQL's policies, a role that obeys them."""

from __future__ import annotations

from engine.messages_catalogue import Message, msg
from engine.persistence import obedience
from engine.runtime import EVERY, Runtime, Session
from engine.upkeep.checks import Check, checked

NAME = "row_security"


def tenant_checks(session: Session) -> list[Check]:
    """One check on PostgreSQL; none on SQLite, which has no policies."""
    if session.get_bind().dialect.name == "sqlite":
        return []
    warned = _warning(session)
    if warned is not None:
        return [Check(NAME, ok=False, detail=warned)]
    return [checked(NAME, len(obedience.GUARDED), obedience.unguarded_tables(session))]


def warning(runtime: Runtime) -> Message | None:
    """What to say at the start where the role of this installation obeys no policy."""
    with runtime.reading(EVERY) as session:
        return _warning(session)


def _warning(session: Session) -> Message | None:
    role = obedience.role_that_bypasses(session)
    if role is None:
        return None
    return msg(
        "PostgreSQL does not keep the municipalities apart for the role {role}, which may pass every policy: "
        "connect as a plain role.",
        role=role,
    )
