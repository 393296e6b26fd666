"""Whether PostgreSQL holds those who work to its policies, and who owns what they work on.

A superuser and a role with BYPASSRLS see every row whatever the policies say; a table without a policy shows
its rows to anybody. SQLite has no policies: there the rule is the ORM's alone (tenancy.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from engine.persistence.migrations.policies import POLICY, guarded
from engine.persistence.tables import Base

_BYPASSES = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
_OPEN = text(
    "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
    " AND relname = ANY(:tables) AND NOT (relrowsecurity AND relforcerowsecurity AND EXISTS"
    " (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = :policy)) ORDER BY relname"
)
_CANNOT_WRITE = text(
    "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
    " AND relname <> 'alembic_version' AND NOT has_table_privilege(:role, oid, 'INSERT')"
)
GUARDED: Sequence[str] = tuple(sorted(table.name for table in Base.metadata.sorted_tables if guarded(table)))


def role_that_bypasses(session: Session) -> str | None:
    """The role that works here, where it obeys no policy; None where it obeys, and on SQLite."""
    connection = session.connection()
    if connection.dialect.name == "sqlite" or not connection.execute(_BYPASSES).scalar():
        return None
    return str(connection.execute(text("SELECT current_user")).scalar_one())


def unguarded_tables(session: Session) -> Sequence[str]:
    """Tables of municipalities to which no policy holds everybody; none on SQLite."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        return []
    return connection.execute(_OPEN, {"tables": list(GUARDED), "policy": POLICY}).scalars().all()


def admit(connection: Connection, role: str) -> None:
    """Let a role that owns nothing read and write the rows, unless it may already; never the tables."""
    if not connection.execute(_CANNOT_WRITE, {"role": role}).scalar():
        return
    name = connection.dialect.identifier_preparer.quote(role)
    for grant in (
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
    ):
        connection.exec_driver_sql(grant)
