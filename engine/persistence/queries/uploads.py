"""Files that people sent with their answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.domain.steps import message_from_values
from engine.messages_catalogue import Message
from engine.persistence import rows
from engine.persistence.queries import names
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.uploads import Upload


@dataclass(frozen=True, slots=True)
class UploadLine:
    """A file without its content."""

    word: str
    file_name: str
    size: int
    uploaded_at: datetime
    by: str
    signatures: Sequence[Message]  # who signed it, and whether that holds


@dataclass(frozen=True, slots=True)
class UploadPlace:
    """Where a file belongs and who sent it."""

    task_id: int
    case_id: int | None
    uploaded_by: int


@dataclass(frozen=True, slots=True)
class UploadContent:
    """A whole file."""

    file_name: str
    media_type: str
    content: bytes


def add(session: Session, row: dict[str, Any]) -> None:
    """Keep one."""
    rows.insert_many(session, Upload, [row])


def place_of(session: Session, word: str) -> UploadPlace | None:
    """Where the file of this word belongs; its content, which may be large, is not read."""
    found = rows.values(session, Upload, ("task_id", "case_id", "uploaded_by"), word=word)
    return UploadPlace(*found[0]) if found else None


def content(session: Session, word: str) -> UploadContent:
    """The file of this word, which there is."""
    (one,) = rows.every(session, Upload, word=word)
    return UploadContent(one.file_name, one.media_type, one.content)


def of_tasks(session: Session, task_ids: Collection[int]) -> dict[str, str]:
    """Word → file name, of the files sent on the pages of these tasks."""
    found = rows.values(session, Upload, ("word", "file_name"), task_id=tuple(task_ids))
    return {row.word: row.file_name for row in found}


def signatures_of(session: Session, task_ids: Collection[int]) -> dict[str, Sequence[Message]]:
    """Word → who signed the file and whether that holds, of the files sent on the pages of these tasks."""
    found = rows.values(session, Upload, ("word", "signatures"), task_id=tuple(task_ids))
    return {row.word: _said(row.signatures) for row in found if row.signatures}


def _said(signatures: Sequence[Mapping[str, object]]) -> list[Message]:
    return [message_from_values(one) for one in signatures]


def known(session: Session, words: Collection[str], *, task_id: int, case_id: int | None) -> set[str]:
    """Of these words those that stand for a file of the task, or of its case."""
    found = rows.values(session, Upload, ("word", "task_id", "case_id"), word=tuple(words))
    return {
        row.word
        for row in found
        if row.task_id == task_id or (case_id is not None and row.case_id == case_id)
    }


def recipient_of(session: Session, case_id: int) -> int:
    """Whose file a case is."""
    return session.get_one(ServiceCase, case_id).recipient_id


def sizes(session: Session, task_id: int) -> tuple[int, int]:
    """How many files lie with a task, and how many bytes."""
    statement = select(func.count(), func.coalesce(func.sum(Upload.size), 0)).where(Upload.task_id == task_id)
    count, size = session.execute(statement).one()
    return int(count), int(size)


def of_case(session: Session, case_id: int) -> list[UploadLine]:
    """The files of a case, newest first."""
    columns = ("word", "file_name", "size", "uploaded_at", "uploaded_by", "signatures", "id")
    found: Sequence[Any] = rows.values(session, Upload, columns, case_id=case_id)
    who = names.of_accounts(session, [row.uploaded_by for row in found])
    return [
        UploadLine(
            row.word, row.file_name, row.size, row.uploaded_at, who[row.uploaded_by], _said(row.signatures)
        )
        for row in sorted(found, key=lambda row: row.id, reverse=True)
    ]


def drop_others(session: Session, task_id: int, kept: Collection[str]) -> None:
    """Take away the files of a task that its answers do not name."""
    gone = set(of_tasks(session, [task_id])) - set(kept)
    if gone:
        rows.remove(session, Upload, task_id=task_id, word=tuple(sorted(gone)))
