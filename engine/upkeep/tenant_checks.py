"""Whether the database keeps municipalities apart, and whether each person's values are under their key."""

from __future__ import annotations

from engine.messages_catalogue import Message, msg
from engine.persistence import obedience, sealed_faults
from engine.runtime import EVERY, Runtime, Session
from engine.upkeep.checks import Check, checked

NAME = "row_security"


def apart_checks(session: Session) -> list[Check]:
    """The database's own rule, and every sealed value opened for its row. The session is for EVERY."""
    sealed = checked("sealed_values", sealed_faults.sealed_count(session), sealed_faults.faults(session))
    return [*tenant_checks(session), sealed]


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
