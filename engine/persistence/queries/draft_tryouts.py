"""Test runs of drafts: put in, found, changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.draft_tryouts import DraftTryout

__all__ = ["DraftTryout", "add", "change", "find", "of_process"]


def add(session: Session, municipality_id: int, **columns: Any) -> int:
    """Begin a test run; its number."""
    row = {"municipality_id": municipality_id, "version": 1, **columns}
    (tryout_id,) = rows.insert_for_ids(session, DraftTryout, [row])
    return tryout_id


def find(session: Session, draft_id: int, tryout_id: int) -> DraftTryout | None:
    """A test run of a draft."""
    return rows.first(session, DraftTryout, id=tryout_id, draft_id=draft_id)


def of_process(session: Session, draft_id: int, process_id: str) -> Sequence[DraftTryout]:
    """The test runs of a process in a draft, the newest first."""
    every = rows.every(session, DraftTryout, order_by=["-id"], draft_id=draft_id)
    return [one for one in every if one.path.startswith(f"processes/{process_id}/")]


def change(session: Session, tryout: DraftTryout, **columns: Any) -> None:
    """Set columns of a test run."""
    rows.change(session, DraftTryout, columns, id=tryout.id)
