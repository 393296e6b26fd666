"""A town with many of everything: the rows of a small one copied in place, under ids of their own.

What is copied together hangs together, and on what is not copied as the originals do: people copied with
their cases are more residents, cases copied without people are more cases of the same ones.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from engine.persistence.bindings import ALONE, bound_on_sqlite, parted
from engine.persistence.open_keys import OpenKeys, place_of
from engine.persistence.tables import Base
from engine.persistence.types import EncryptedBytes

ID_STEP = 1_000_000
PEOPLE = frozenset({"person", "representation", "user_account", "user_role", "provider_organisation"})
CASES = frozenset({"service_case", "application", "assessment", "suspension", "case_note"})
INSIDE = frozenset({"decision", "contestation", "contract", "outbox", "audit_event"})
MONTHS = frozenset(
    {
        "service_month", "month_entry", "attestation", "month_finding", "month_pay", "claim_line",
        "process_instance", "user_task", "user_task_person", "task_draft", "task_answers", "timer",
        "message_wait", "incident", "job", "document", "journal_entry", "posting", "payment_order",
    }
)  # fmt: skip
CLAIMS = frozenset({"ministry_claim", "payment_run", "claim_reply", "process_instance", "user_task"})
TOGETHER = (
    PEOPLE | CASES | INSIDE | MONTHS,  # more residents, each with a case and a month
    CASES | INSIDE | MONTHS,  # more cases of the same residents
    INSIDE | MONTHS,  # more decisions, contracts and letters in the same cases
    MONTHS,  # more months under the same contracts, more tasks in each case
    CLAIMS,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the database says of a table."""

    columns: tuple[str, ...]
    numbered: frozenset[str]  # whole numbers that are ids or must differ
    parents: Mapping[str, str]  # column → the table it names
    unique: tuple[tuple[str, ...], ...]  # the last one is the primary key


def multiply(file: Path, times: int, keys: OpenKeys) -> None:
    """Copy what a town has, `times` over, in each of the ways above; the originals stay as they are.

    What is sealed opens for its own row only, so that a copy is sealed for its new row, by the same key.
    """
    with contextlib.closing(sqlite3.connect(file)) as raw, raw:
        raw.create_function("sealed_for", -1, partial(_sealed_for, keys))
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{trigger}"')
        step = 0
        for tables in TOGETHER:
            shapes = {table: _shape(raw, table) for table in tables}
            for _ in range(times):
                step += 1
                for table, shape in shapes.items():
                    _copy(raw, table, shape, tables, step)


def _shape(raw: sqlite3.Connection, table: str) -> Shape:
    columns = raw.execute(f'PRAGMA table_info("{table}")').fetchall()
    integers = {name for _, name, kind, *_ in columns if "INT" in kind}
    unique = [
        tuple(name for _, _, name in raw.execute(f'PRAGMA index_info("{index}")'))
        for _, index, is_unique, *_ in raw.execute(f'PRAGMA index_list("{table}")').fetchall()
        if is_unique
    ]
    keys = tuple(name for _, name, *_, primary in columns if primary)
    parents = {row[3]: row[2] for row in raw.execute(f'PRAGMA foreign_key_list("{table}")')}
    must_differ = {name for names in (*unique, keys) for name in names}
    return Shape(
        tuple(name for _, name, *_ in columns),
        frozenset(must_differ & integers - parents.keys()),
        parents,
        (*unique, keys),
    )


def _copy(raw: sqlite3.Connection, table: str, shape: Shape, tables: frozenset[str], step: int) -> None:
    values = dict(_changed(shape, tables, step))
    old = [f'"{name}"' for name in shape.unique[-1]]
    new = [values.get(name, f'"{name}"') for name in shape.unique[-1]]
    for column in Base.metadata.tables[table].columns:
        if isinstance(column.type, EncryptedBytes):
            places = ", ".join([*old, *new])
            values[column.name] = f"sealed_for('{column.type.label}', \"{column.name}\", {places})"
    chosen = ", ".join(values.get(name, f'"{name}"') for name in shape.columns)
    originals = " AND ".join(f'"{name}" < {ID_STEP}' for name in shape.unique[-1])
    raw.execute(
        f'INSERT INTO "{table}" SELECT {chosen} FROM "{table}" WHERE {originals}'  # noqa: S608 -- our own names
    )


def _sealed_for(keys: OpenKeys, label: str, value: bytes | None, *places: int | str) -> bytes | None:
    """The value of the row with the first half of the key columns, for the row with the second half."""
    if value is None:
        return None
    half, joined = len(places) // 2, bound_on_sqlite(ALONE)
    old, new = (parted(joined(b"", *part) or b"")[1] for part in (places[:half], places[half:]))
    return keys.seal(keys.unseal(value, label, old), value[1:9], place_of(label, new))


def _changed(shape: Shape, tables: frozenset[str], step: int) -> Iterator[tuple[str, str]]:
    """Column → the expression of the copy's value."""
    moved = {name for name, parent in shape.parents.items() if parent in tables} | shape.numbered
    for name in moved:
        yield name, f'"{name}" + {step * ID_STEP}'
    for names in shape.unique:
        if moved.isdisjoint(names):
            name = names[-1]
            written = f'printf(\'%04d\', substr("{name}", 1, 4) - {step}) || substr("{name}", 5)'
            yield name, written if name == "period" else f"\"{name}\" || '-{step}'"
