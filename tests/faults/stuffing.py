"""Years of a large municipality into a house: files people sent, letters, money booked, events."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from engine.domain.ledger import Account, entry
from engine.persistence import audit, ledger, rows
from engine.persistence.database import Database
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.instances import UserTask
from engine.persistence.tables.records import Document
from engine.persistence.tables.uploads import Upload
from engine.runtime import EVERY, Runtime
from tests.faults.house import BEGINS, TENANT, begin_errand

FILE_BYTES, LETTER_BYTES = 1_000_000, 6_000
AT_ONCE = {"files": 40, "letters": 2_000, "entries": 1_000, "events": 10_000}  # rows of one transaction


def stuff(runtime: Runtime, **numbers: int) -> None:
    """Add so many `files`, `letters`, `entries` and `events`; the events are linked into the chain."""
    begin_errand(runtime, "stuffed")
    with runtime.reading(TENANT) as session:
        task, case = rows.every(session, UserTask)[-1].id, rows.every(session, ServiceCase)[0]
        whose = {"task_id": task, "case_id": case.id, "person_id": case.recipient_id}
    makers: Mapping[str, Callable[..., None]] = {
        "files": _files, "letters": _letters, "entries": _entries, "events": _events,
    }  # fmt: skip
    for kind, number in numbers.items():
        for first in range(0, number, AT_ONCE[kind]):
            with runtime.transaction(TENANT) as session:
                makers[kind](session, range(first, min(first + AT_ONCE[kind], number)), whose)
    link(runtime.database)


def link(database: Database) -> None:
    """Link all events into their chains."""
    done = 1
    while done:
        with database.transaction(EVERY) as session:
            done = audit.seal(session, limit=10_000)


def sound_files(runtime: Runtime) -> int:
    """How many files that people sent are still what they were by their hash."""
    with runtime.reading(EVERY) as session:
        ids = [one.id for one in rows.values(session, Upload, ["id"])]
    sound = 0
    for number in ids:  # one in memory at a time
        with runtime.reading(EVERY) as session:
            ((content, sha256),) = rows.values(session, Upload, ["content", "sha256"], id=number)
            sound += hashlib.sha256(content).hexdigest() == sha256
    return sound


def _files(session: Any, numbers: range, whose: Mapping[str, int]) -> None:
    rows.insert_many(session, Upload, [_file(one, os.urandom(FILE_BYTES), whose) for one in numbers])


def _file(number: int, content: bytes, whose: Mapping[str, int]) -> dict[str, Any]:
    return {
        "municipality_id": 1,
        "word": f"word-{number}",
        "task_id": whose["task_id"],
        "case_id": whose["case_id"],
        "field": "attached_files",
        "file_name": f"atzinums-{number}.pdf",
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": content,
        "signatures": [],
        "uploaded_by": 1,
        "uploaded_at": BEGINS,
    }


def _letters(session: Any, numbers: range, whose: Mapping[str, int]) -> None:
    text = os.urandom(LETTER_BYTES // 2).hex()
    shared = {
        "municipality_id": 1, "case_id": whose["case_id"], "person_id": whose["person_id"],
        "kind": "decision_granted", "title": "Lēmums", "language": "lv", "created_at": BEGINS,
        "release_id": None, "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }  # fmt: skip
    rows.insert_many(
        session, Document, [{**shared, "markdown": text, "key": f"stuffed:{one}"} for one in numbers]
    )


def _entries(session: Any, numbers: range, _whose: Mapping[str, int]) -> None:
    for one in numbers:
        cents = [(Account.STATE_PAY, 100 + one), (Account.FUNDING_PAY, -100 - one)]
        ledger.post(session, 1, entry(f"stuffed-{one}", BEGINS.date(), "pay", cents), recorded_at=BEGINS)


def _events(session: Any, numbers: range, whose: Mapping[str, int]) -> None:
    shared = {"action": "complete_task", "municipality_id": 1, "actor_user_id": 1, "object_kind": "user_task"}
    audit.record_many(
        session,
        [
            {
                **shared,
                "case_id": whose["case_id"],
                "object_id": one,
                "at": BEGINS + timedelta(seconds=one),
                "details": {"step": one},
            }
            for one in numbers
        ],
    )
