"""What one person proposes and another decides on: drafts and plans, found, held, changed, noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from engine.persistence import audit, rows
from engine.persistence.queries import names
from engine.persistence.tables.moved_cases import MovePlan
from engine.persistence.tables.release_drafts import ReleaseDraft

Row = TypeVar("Row", bound=ReleaseDraft | MovePlan)


@dataclass(frozen=True, slots=True)
class Hand:
    """Which account does something, and when; no account: the machine."""

    user_id: int | None
    now: datetime


class Kept(Generic[Row]):
    """The rows of one such table; the audit trail calls them by its name."""

    def __init__(self, table: type[Row]) -> None:
        self.table = table
        self.kind = table.__tablename__

    def every(self, session: Session) -> Sequence[Row]:
        """All of this municipality, the newest first."""
        return rows.every(session, self.table, order_by=["-id"])

    def find(self, session: Session, row_id: int) -> Row | None:
        """One of them, to be read."""
        return rows.first(session, self.table, id=row_id)

    def held(self, session: Session, row_id: int) -> Row | None:
        """One, kept from everybody else until the transaction ends; None where this session sees none."""
        if not rows.count(session, self.table, id=row_id):
            return None
        return session.get(self.table, row_id, with_for_update=True, populate_existing=True)

    def add(self, session: Session, municipality_id: int, hand: Hand, **columns: Any) -> int:
        """Begin one, nobody having changed or decided anything; its number."""
        blank = {"editors": (), "version": 0, "note": "", "decision_reason": ""}
        by = {"created_by": hand.user_id, "created_at": hand.now, "municipality_id": municipality_id}
        (row_id,) = rows.insert_for_ids(session, self.table, [{**columns, **blank, **by}])
        self._note(session, municipality_id, row_id, "begun", hand, {})
        return row_id

    def change(self, session: Session, row: Row, **columns: Any) -> None:
        """Set columns of one; it shows them at once."""
        rows.change(session, self.table, columns, id=row.id)
        session.refresh(row)

    def touch(self, session: Session, row: Row, hand: Hand, **columns: Any) -> int:
        """Set columns and make the next version, which this gives; who did it is an editor from now on."""
        known, version, by = row.editors, row.version + 1, hand.user_id
        editors = known if by is None or by in known else (*known, by)
        self.change(session, row, **columns, version=version, editors=editors)
        return version

    def note(self, session: Session, row: Row, what: str, hand: Hand, **details: object) -> None:
        """Tell the audit trail what was done to one."""
        self._note(session, row.municipality_id, row.id, what, hand, details)

    def who(self, session: Session, found: Sequence[Row], more: Sequence[int] = ()) -> dict[int, str]:
        """Account → name, of everybody who had a hand in them, and of more accounts."""
        ids = [one for row in found for one in (row.created_by, row.proposed_by, row.decided_by)]
        return names.of_accounts(session, [*ids, *(one for row in found for one in row.editors), *more])

    def _note(
        self,
        session: Session,
        municipality_id: int,
        row_id: int,
        what: str,
        hand: Hand,
        details: Mapping[str, object],
    ) -> None:
        audit.record(
            session,
            action=f"{self.kind}_{what}",
            at=hand.now,
            municipality_id=municipality_id,
            actor_user_id=hand.user_id,
            object_kind=self.kind,
            object_id=str(row_id),
            details=dict(details),
        )
