"""Whose case it is: the caseworker who is answerable for it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.cases import ServiceCase


def take_up(session: Session, case_id: int, user_id: int) -> None:
    """Make somebody answerable for a case that is nobody's yet."""
    rows.change(session, ServiceCase, {"caseworker_user_id": user_id}, id=case_id, caseworker_user_id=None)


def hand_over(session: Session, case_ids: Iterable[int], user_id: int) -> int:
    """Make somebody answerable for these cases; how many there are."""
    changed = {"caseworker_user_id": user_id}
    return rows.change(session, ServiceCase, changed, id=tuple(case_ids))


def of_case(session: Session, case_id: int) -> int | None:
    """The account of who is answerable; None: nobody yet."""
    found = rows.values(session, ServiceCase, ["caseworker_user_id"], id=case_id)
    return found[0].caseworker_user_id if found else None
