"""What the database would read for a statement: whether it looks rows up, or reads a whole table.

On PostgreSQL reading a whole table is forbidden to the planner first, so that small tables do not hide it:
what it still reads whole has no index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from engine.persistence.database import Database
from engine.persistence.tables import Base

GROWING = frozenset(
    {
        "attestation", "audit_archive", "audit_event", "claim_line", "document", "incident", "job",
        "journal_entry", "message_wait", "month_entry", "month_finding", "month_pay", "outbox",
        "payment_order", "posting", "process_instance", "read_log", "received_message", "service_month",
        "sign_in_attempt", "task_answers", "timer", "user_task", "user_task_person", "web_session",
    }
)  # fmt: skip
"""Tables that have many rows after some years, and those that a day of guessing passwords fills."""

HISTORY = ("audit_event", "audit_archive", "read_log")
"""Tables that tell of what was; nobody's daily work may cost more because they are long."""

PARTIAL = frozenset(
    str(index.name)
    for table in Base.metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
)
"""Indexes over the few rows that are still to be dealt with; these may be read from end to end."""

_SCAN = re.compile(r"SCAN (?P<table>\w+?)(?:_\d+)?(?= |$)(?: USING (?:COVERING )?INDEX (?P<index>\w+))?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement as it went to the database."""

    statement: str
    values: Any

    def __str__(self) -> str:
        return " ".join(
            re.sub(r"^SELECT .*?\sFROM", "SELECT … FROM", self.statement, flags=re.DOTALL).split()
        )


@contextmanager
def listening(database: Database) -> Iterator[list[Asked]]:
    """What is asked inside, each statement once."""
    asked: dict[str, Asked] = {}

    def note(_connection: object, _cursor: object, statement: str, values: Any, *rest: Any) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
            first = values[0] if rest[-1] else values
            asked.setdefault(statement, Asked(statement, first))

    found: list[Asked] = []
    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
        found.extend(asked.values())


@contextmanager
def unasked_keys(database: Database) -> Iterator[None]:
    """Inside, nobody asks once a second whether a key was destroyed: for who counts statements."""
    keys = database.book.open_keys
    keys._look_at = float("inf")
    try:
        yield
    finally:
        keys._look_at = 0.0


def close_keys(database: Database) -> None:
    """Nobody has read anything yet that is sealed: its key has to be looked for."""
    database.book.open_keys._ciphers.clear()


def steps(database: Database, asked: Asked) -> list[str]:
    """How SQLite would go about it."""
    with database.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.statement}", asked.values)
        return [step for *_, step in plan]


_ALL_OF_ONE = re.compile(
    r"SEARCH (?P<table>\w+) USING (?:COVERING )?INDEX (?P<index>\w+) \(municipality_id=\?\)"
)


def through_municipality(database: Database, asked: Asked) -> list[str]:
    """The growing tables of which SQLite, which has no statistics, would go through all of a municipality."""
    found = [(step, _ALL_OF_ONE.match(step)) for step in steps(database, asked)]
    return [
        step
        for step, one in found
        if one is not None and one["table"] in GROWING and one["index"] not in PARTIAL
    ]


def of_history(asked: Asked) -> bool:
    """Whether a statement reads or changes what tells of the past."""
    return re.search(rf"\b({'|'.join(HISTORY)})\b", asked.statement) is not None


def read_whole(database: Database, asked: Asked) -> list[str]:
    """The growing tables of which the statement would read every row."""
    if asked.statement.endswith("WHERE 0 = 1"):  # never true, and known before reading
        return []
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.statement}", asked.values)
            return [step for *_, step in plan if _is_whole(step)]
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        (plan,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {asked.statement}", asked.values).one()
        return [_told(node) for node in _nodes(plan[0]["Plan"]) if _reads_all(node)]


def _is_whole(step: str) -> bool:
    found = _SCAN.match(step)
    return found is not None and found["table"] in GROWING and found["index"] not in PARTIAL


def _nodes(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _reads_all(node: Mapping[str, Any]) -> bool:
    kind, index = node["Node Type"], node.get("Index Name", "")
    if kind == "Seq Scan":
        return node["Relation Name"] in GROWING
    looks_up = "Index Cond" in node or index in PARTIAL
    of_growing = node.get("Relation Name") in GROWING or kind == "Bitmap Index Scan"
    return kind.endswith(("Index Scan", "Index Only Scan")) and of_growing and not looks_up


def _told(node: Mapping[str, Any]) -> str:
    return f"{node['Node Type']} {node.get('Relation Name', '')} {node.get('Index Name', '')}"
