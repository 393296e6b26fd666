"""What lies in a case's file beside its own rows: pay, files that were sent, steps that were opened again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.persistence.queries import reopenings, uploads
from engine.persistence.queries.reopenings import Reopened
from engine.persistence.queries.sums import pay_of_months
from engine.persistence.queries.uploads import UploadLine
from engine.persistence.tables.reopenings import SupersededKind


@dataclass(frozen=True, slots=True)
class MoreOfCase:
    """Of one case."""

    pay_cents: Mapping[int, int]  # month id → booked pay
    uploads: Sequence[UploadLine]  # newest first
    reopened: Sequence[Reopened]  # newest first
    aside: Collection[int]  # of its tasks: those that were put aside when a step was opened again


def more_of(
    session: Session, case_id: int, *, task_ids: Collection[int], month_ids: Sequence[int]
) -> MoreOfCase:
    """All of it, in a constant number of queries."""
    return MoreOfCase(
        pay_of_months(session, month_ids),
        uploads.of_case(session, case_id),
        reopenings.of_case(session, case_id),
        reopenings.put_aside(session, SupersededKind.TASK, task_ids).keys(),
    )
