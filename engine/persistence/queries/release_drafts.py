"""Drafts of releases and their files: put in, found, changed; each step is noted in the audit trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries import releases
from engine.persistence.queries.two_people import Hand, Kept
from engine.persistence.tables.draft_tryouts import DraftCoverage
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance
from engine.persistence.tables.release_drafts import DraftState, ReleaseDraft, ReleaseDraftFile

__all__ = [
    "KEPT", "DraftState", "Hand", "ReleaseDraft", "ReleaseDraftFile", "add", "change", "coverage",
    "drop_file", "every", "file", "files", "find", "held", "keep_coverage", "live_instances", "note", "paths",
    "put_file", "touch", "was_released", "who",
]  # fmt: skip


KEPT = Kept(ReleaseDraft)
every, find, held, who = KEPT.every, KEPT.find, KEPT.held, KEPT.who
change, note, touch = KEPT.change, KEPT.note, KEPT.touch


def files(session: Session, draft_id: int) -> dict[str, ReleaseDraftFile]:
    """The files in which the draft differs from its base, by path."""
    found = rows.every(session, ReleaseDraftFile, order_by=["path"], draft_id=draft_id)
    return {one.path: one for one in found}


def file(session: Session, draft_id: int, path: str) -> ReleaseDraftFile | None:
    """One of them; None where the draft does not differ from its base there."""
    return rows.first(session, ReleaseDraftFile, draft_id=draft_id, path=path)


def paths(session: Session, draft_ids: Sequence[int]) -> dict[int, list[str]]:
    """Draft → the paths in which it differs from its base."""
    found: dict[int, list[str]] = {}
    for draft_id, path in rows.values(
        session, ReleaseDraftFile, ["draft_id", "path"], draft_id=list(draft_ids)
    ):
        found.setdefault(draft_id, []).append(path)
    return found


def was_released(session: Session, sha256: str) -> bool:
    """Whether these very files were published before."""
    return releases.id_of(session, sha256) is not None


def live_instances(session: Session) -> dict[str, dict[int, int]]:
    """Process → release → how many instances run on it."""
    column, ended = ProcessInstance.status, (InstanceStatus.COMPLETED, InstanceStatus.TERMINATED)
    statement = (
        select(ProcessInstance.process_id, ProcessInstance.release_id, func.count())
        .where(column.not_in([literal(one, column.type, literal_execute=True) for one in ended]))
        .group_by(ProcessInstance.process_id, ProcessInstance.release_id)
    )
    found: dict[str, dict[int, int]] = {}
    for process_id, release_id, number in session.execute(statement):
        found.setdefault(process_id, {})[release_id] = number
    return found


def add(session: Session, municipality_id: int, hand: Hand, *, title: str, base_release_id: int) -> int:
    """Begin a draft; its number."""
    blank = {"state": DraftState.OPEN, "base_version": 0, "rehearsal": []}
    return KEPT.add(session, municipality_id, hand, **blank, title=title, base_release_id=base_release_id)


def put_file(session: Session, draft: ReleaseDraft, path: str, content: bytes | None, hand: Hand) -> int:
    """Keep a file of a draft that differs from the base (None: taken out); the version this makes."""
    version = touch(session, draft, hand)
    row = {"content": content, "version": version, "changed_by": hand.user_id, "changed_at": hand.now}
    if not rows.change(session, ReleaseDraftFile, row, draft_id=draft.id, path=path):
        key = {"draft_id": draft.id, "path": path, "municipality_id": draft.municipality_id}
        rows.insert_many(session, ReleaseDraftFile, [{**key, **row}])
    return version


def drop_file(session: Session, draft: ReleaseDraft, path: str, hand: Hand) -> None:
    """The file is again what it is in the base."""
    if rows.remove(session, ReleaseDraftFile, draft_id=draft.id, path=path):
        touch(session, draft, hand)


def coverage(session: Session, draft_id: int) -> tuple[str, Mapping[str, Sequence[str]]] | None:
    """Hash of the files that were played, and scenario → elements that it passed; None: never played."""
    found = rows.first(session, DraftCoverage, draft_id=draft_id)
    return None if found is None else (found.played_sha256, found.passed)


def keep_coverage(
    session: Session, draft: ReleaseDraft, sha256: str, passed: Mapping[str, Sequence[str]]
) -> None:
    """Keep what a rehearsal passed, in place of what was kept before."""
    row = {"played_sha256": sha256, "passed": {path: list(ids) for path, ids in passed.items()}}
    if not rows.change(session, DraftCoverage, row, draft_id=draft.id):
        key = {"draft_id": draft.id, "municipality_id": draft.municipality_id}
        rows.insert_many(session, DraftCoverage, [{**key, **row}])
