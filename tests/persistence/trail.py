"""Events of the trail: made, sealed, moved and tampered with; what there is of them, here and in files."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.clock import VirtualClock
from engine.persistence import audit, rows
from engine.persistence.database import Database
from engine.persistence.tables.records import AuditEvent
from engine.persistence.tenancy import EVERY
from engine.queue.table_queue import TableQueue
from engine.runtime import Runtime
from engine.settings import Settings
from engine.upkeep.archive_checks import archive_check
from engine.upkeep.archives import Archived, archive

NOW = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)
FILE, INSTALLATION = "asistents-cesis-2024.jsonl.gz", "asistents-installation-2024.jsonl.gz"


def runtime_of(database: Database, now: datetime = NOW) -> Runtime:
    settings = Settings("sqlite:///nowhere.db", Path("nowhere.key"))
    return Runtime(database=database, clock=VirtualClock(now), settings=settings, queue=TableQueue())


def happen(database: Database, year: int, number: int, municipality_id: int | None = 1) -> None:
    with database.transaction(EVERY) as session:
        for step in range(number):
            audit.record(
                session,
                action="complete_task",
                at=datetime(year, 3, 1, tzinfo=UTC) + timedelta(hours=step),
                municipality_id=municipality_id,
                actor_user_id=7,
                case_id=step % 3 + 1,
                details={"day": datetime(year, 3, 1, tzinfo=UTC).date(), "step": step},
            )


def move(database: Database, folder: Path, year: int = 2024, now: datetime = NOW) -> list[Archived]:
    return archive(runtime_of(database, now), year, folder)


def here(database: Database) -> list[tuple[int | None, int | None]]:
    with database.reading(EVERY) as session:
        return sorted(
            (one[0] or 0, one[1] or 0)
            for one in rows.values(session, AuditEvent, ["municipality_id", "sealed_seq"])
        )


def filed(file: Path) -> list[int]:
    return [json.loads(line)["sealed_seq"] for line in gzip.decompress(file.read_bytes()).splitlines()]


def file_check(database: Database, folder: Path) -> tuple[bool, str]:
    with database.reading(EVERY) as session:
        found = archive_check(session, folder)
    return found.ok, str(found.detail)


def seal(database: Database) -> int:
    with database.transaction(EVERY) as session:
        return audit.seal(session)


def problems(database: Database, known: dict[int, tuple[int, str]] | None = None) -> list[audit.Problem]:
    with database.reading(EVERY) as session:
        return audit.verify(session, known)


def heads(database: Database) -> dict[int, tuple[int, str]]:
    with database.reading(EVERY) as session:
        return audit.heads(session)


def tamper(path: Path, *statements: str, one: int = 0, two: int = 0) -> None:
    """What an administrator with the file, but without the key, can do: triggers do not stop them."""
    with closing(sqlite3.connect(path)) as raw, raw:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            raw.execute(statement, {"one": one, "two": two})
