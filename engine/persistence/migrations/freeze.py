"""Writes what the newest revision adds as SQL: `python -m engine.persistence.migrations.freeze`.

The files of earlier revisions stay as they are. A change of a table begins with a new name in FROZEN and
its revision beside it; what new statements and other triggers cannot say (a column more) is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, create_mock_engine

from engine.persistence.migrations.policies import POLICIES
from engine.persistence.migrations.triggers import TRIGGERS
from engine.persistence.tables import Base

VERSIONS = Path(__file__).parent / "versions"
FROZEN = (
    "first_schema",
    "archive_of_years",
    "existing_order",
    "evidence_on_demand",
    "transport_costs",
    "times_of_a_day",
    "opinion_counts",
    "number_proposals",
    "cases_taken_over",
    "control_of_files",
    "corrections",
    "municipal_amounts",
    "net_pay_and_invoices",
    "correction_uses",
    "reopened_steps",
    "own_inboxes",
    "deliveries_of_letters",
    "reaching_people",
    "drafts_of_releases",
    "tryouts_of_drafts",
    "moves_of_cases",
    "tallies_of_steps",
    "rows_of_municipalities",
    "second_factors",
    "arrivals",
    "passkeys",
    "erasures",
    "keys_of_people",
    "integrations",
    "districts",
    "kept_off",
)
"""The revisions with files of SQL, oldest first."""
_TRIGGER = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+) .*? ON (\w+) ", re.DOTALL)
END = "\n;\n\n"  # a semicolon on a line of its own: bodies of triggers hold semicolons too


def schema_sql(dialect: str) -> str:
    """The whole schema of the mapped tables for "sqlite" or "postgresql"."""
    statements: list[str] = []

    def collect(statement: Any, *_parameters: object, **_options: object) -> None:
        statements.append(_in_order(str(statement.compile(dialect=engine.dialect)).strip()))

    engine = create_mock_engine(f"{dialect}://", collect)
    tables = MetaData(
        naming_convention=Base.metadata.naming_convention
    )  # a copy: making DDL marks the original
    for table in Base.metadata.sorted_tables:
        table.to_metadata(tables)
    tables.create_all(engine, checkfirst=False)
    indexes = sorted(one for one in statements if one.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX")))
    others = [one for one in statements if one not in indexes]
    return END.join([*others, *indexes, *TRIGGERS[dialect], *POLICIES[dialect]]) + END


def _in_order(statement: str) -> str:
    """The statement with the constraints of a table sorted, so that the same schema is the same text."""
    lines = [line.rstrip().rstrip(",") for line in statement.splitlines()]
    constraints = sorted(line for line in lines if line.startswith("\tCONSTRAINT"))
    if not constraints:
        return "\n".join(line.rstrip() for line in statement.splitlines())
    head, *columns = [line for line in lines if line and not line.startswith("\tCONSTRAINT") and line != ")"]
    return head + "\n" + ",\n".join([*columns, *constraints]) + "\n)"


def sql_file(revision: str, dialect: str) -> Path:
    """Where the SQL of a revision for this database stands."""
    return VERSIONS / f"{revision}.{dialect}.sql"


def made_by(revisions: Sequence[str], dialect: str) -> list[str]:
    """The statements that the revisions leave standing, in their order."""
    standing: list[str] = []
    for revision in revisions:
        for statement in sql_file(revision, dialect).read_text("utf-8").split(END):
            if statement.startswith("DROP TRIGGER "):
                standing = [one for one in standing if _dropping(one, dialect) != statement]
            elif statement:
                standing.append(statement)
    return standing


def newest_sql(dialect: str) -> str:
    """What leads from the revisions before the newest to the tables and triggers as they are now."""
    wanted = [one for one in schema_sql(dialect).split(END) if one]
    earlier = made_by(FROZEN[:-1], dialect)
    gone = [_dropping(one, dialect) for one in earlier if one not in wanted]
    return END.join([*gone, *(one for one in wanted if one not in earlier)]) + END


def _dropping(statement: str, dialect: str) -> str:
    """The statement that takes a trigger away; what is no trigger cannot be dropped from here."""
    found = _TRIGGER.match(statement)
    if found is None:
        return f"only triggers are dropped from here, not: {statement}"
    return f"DROP TRIGGER {found[1]}" + (f" ON {found[2]}" if dialect == "postgresql" else "")


if __name__ == "__main__":
    for name in TRIGGERS:
        sql_file(FROZEN[-1], name).write_text(newest_sql(name), encoding="utf-8")
