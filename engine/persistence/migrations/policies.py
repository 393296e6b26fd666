"""Row-level security of PostgreSQL: a transaction sees and writes the rows of whom it speaks for.

FORCE holds the owner of the tables to it as well; a superuser and a role with BYPASSRLS obey no policy. Both
selects are answered once a statement, not once a row. A null is equal to nothing, so that rows of the
installation as a whole are for EVERY alone, as in the ORM.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Table

from engine.persistence.tables import Base
from engine.persistence.tenancy import SETTING, SPEAKS_FOR_EVERY

POLICY = "of_whom_it_speaks_for"
OF_CHAIN = frozenset({"audit_archive", "audit_head"})  # their column `chain` is the municipality, or 0
_SAID = f"nullif(current_setting('{SETTING}', true), '')"
_OWN = f"(SELECT nullif({_SAID}, '{SPEAKS_FOR_EVERY}')::bigint)"
_EVERY = f"(SELECT {_SAID} = '{SPEAKS_FOR_EVERY}')"


def guarded(table: Table) -> str | None:
    """The column that says whose a row of the table is; None for a table that belongs to nobody."""
    if "municipality_id" in table.c:
        return "municipality_id"
    return "chain" if table.name in OF_CHAIN else None


def _of(table: str, column: str) -> list[str]:
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {POLICY} ON {table} USING ({column} = {_OWN} OR {_EVERY})",
    ]


def _postgresql() -> list[str]:
    found = ((table.name, guarded(table)) for table in Base.metadata.sorted_tables)
    return [statement for name, column in found if column for statement in _of(name, column)]


POLICIES: Mapping[str, Sequence[str]] = {"sqlite": [], "postgresql": _postgresql()}
