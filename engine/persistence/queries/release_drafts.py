"""Drafts of releases and their files: put in, found, changed; each step is noted in the audit trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from engine.persistence import audit, rows
from engine.persistence.queries import names, releases
from engine.persistence.tables.draft_tryouts import DraftCoverage
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance
from engine.persistence.tables.release_drafts import DraftState, ReleaseDraft, ReleaseDraftFile

__all__ = [
    "DraftState", "Hand", "ReleaseDraft", "ReleaseDraftFile", "add", "change", "coverage", "drop_file",
    "every", "file", "files", "find", "held", "keep_coverage", "live_instances", "note", "paths", "put_file",
    "was_released", "who",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hand:
    """Which account does something, and when; no account: the machine."""

    user_id: int | None
    now: datetime


def every(session: Session) -> Sequence[ReleaseDraft]:
    """All drafts of this municipality, the newest first."""
    return rows.every(session, ReleaseDraft, order_by=["-id"])


def find(session: Session, draft_id: int) -> ReleaseDraft | None:
    """One of them, to be read."""
    return rows.first(session, ReleaseDraft, id=draft_id)


def held(session: Session, draft_id: int) -> ReleaseDraft | None:
    """The draft, kept from everybody else until the transaction ends; None where this session sees none."""
    if not rows.count(session, ReleaseDraft, id=draft_id):
        return None
    return session.get(ReleaseDraft, draft_id, with_for_update=True, populate_existing=True)


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


def who(session: Session, found: Sequence[ReleaseDraft], more: Sequence[int] = ()) -> dict[int, str]:
    """Account → name, of everybody who had a hand in the drafts."""
    ids = [one for draft in found for one in (draft.created_by, draft.proposed_by, draft.decided_by)]
    return names.of_accounts(session, [*ids, *(one for draft in found for one in draft.editors), *more])


def add(session: Session, municipality_id: int, hand: Hand, **columns: Any) -> int:
    """Begin a draft; its number."""
    row = {"state": DraftState.OPEN, "version": 0, "base_version": 0, "editors": (), "rehearsal": []}
    fixed = {"created_by": hand.user_id, "created_at": hand.now, "note": "", "decision_reason": ""}
    (draft_id,) = rows.insert_for_ids(
        session, ReleaseDraft, [{**row, **columns, **fixed, "municipality_id": municipality_id}]
    )
    _note(session, municipality_id, draft_id, "begun", hand, {})
    return draft_id


def change(session: Session, draft: ReleaseDraft, **columns: Any) -> None:
    """Set columns of a draft; it shows them at once."""
    rows.change(session, ReleaseDraft, columns, id=draft.id)
    session.refresh(draft)


def put_file(session: Session, draft: ReleaseDraft, path: str, content: bytes | None, hand: Hand) -> int:
    """Keep a file of a draft that differs from the base (None: taken out); the version this makes."""
    version = _next(session, draft, hand)
    row = {"content": content, "version": version, "changed_by": hand.user_id, "changed_at": hand.now}
    if not rows.change(session, ReleaseDraftFile, row, draft_id=draft.id, path=path):
        key = {"draft_id": draft.id, "path": path, "municipality_id": draft.municipality_id}
        rows.insert_many(session, ReleaseDraftFile, [{**key, **row}])
    return version


def drop_file(session: Session, draft: ReleaseDraft, path: str, hand: Hand) -> None:
    """The file is again what it is in the base."""
    if rows.remove(session, ReleaseDraftFile, draft_id=draft.id, path=path):
        _next(session, draft, hand)


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


def note(session: Session, draft: ReleaseDraft, what: str, hand: Hand, **details: object) -> None:
    """Tell the audit trail what was done to a draft."""
    _note(session, draft.municipality_id, draft.id, what, hand, details)


def _note(
    session: Session,
    municipality_id: int,
    draft_id: int,
    what: str,
    hand: Hand,
    details: Mapping[str, object],
) -> None:
    audit.record(
        session,
        action=f"release_draft_{what}",
        at=hand.now,
        municipality_id=municipality_id,
        actor_user_id=hand.user_id,
        object_kind="release_draft",
        object_id=str(draft_id),
        details=dict(details),
    )


def _next(session: Session, draft: ReleaseDraft, hand: Hand) -> int:
    """The next version of the draft; who made it counts among its editors from now on."""
    known, version = draft.editors, draft.version + 1
    by = hand.user_id
    change(session, draft, version=version, editors=known if by is None or by in known else (*known, by))
    return version
