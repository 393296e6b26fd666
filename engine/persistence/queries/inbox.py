"""The inbox: open tasks somebody may do, a page at a time, without opening a single instance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, exists, false, func, select
from sqlalchemy.orm import Session, aliased

from engine.domain.rights import Actor
from engine.persistence.queries.inbox_conditions import LOOKING, as_of, in_view, number
from engine.persistence.queries.inbox_wanted import (
    Cursor,
    Sort,
    Wanted,
    ahead,
    beyond,
    is_downwards,
    matches,
    order,
    sort_column,
)
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.inboxes import TaskMark
from engine.persistence.tables.instances import TaskDraft, UserTask

__all__ = ["Cursor", "InboxRow", "Page", "Place", "Sort", "Wanted", "cursor_of", "page", "place"]


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A line of the inbox."""

    task_id: int
    instance_id: int
    process_id: str
    element_id: str
    role: str
    title_lv: str
    title_en: str
    subject: str
    case_id: int | None
    month_id: int | None
    claim_id: int | None
    due_at: datetime | None
    opened_at: datetime
    version: int
    assignee_id: int | None
    place: datetime | str  # of the column that sorts
    assignee_name: str | None
    case_number: str | None
    seen_at: datetime | None  # by whoever looks
    put_off_until: date | None  # by whoever looks
    has_draft: bool  # of whoever looks


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, and where to go on (None: nothing follows) or back (None: this is the beginning)."""

    rows: Sequence[InboxRow]
    next: Cursor | None
    previous: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: how many lines there are, and how many of them stand before it."""

    total: int
    before: int


def page(session: Session, actor: Actor, wanted: Wanted, *, now: datetime) -> Page:
    """The lines of this person's inbox that are wanted; one query.

    A page `before` a place is the one whose next page begins there.
    """
    found: Sequence[Any] = session.execute(_lines(actor, wanted), as_of(now)).all()
    return _cut([InboxRow(*row) for row in found], wanted)


def _cut(rows: list[InboxRow], wanted: Wanted) -> Page:
    """The page of the lines found, one more than fit on it; backwards the one too many is the first."""
    if wanted.sort is not Sort.NAME:
        rows.sort(key=lambda row: (row.place, row.task_id), reverse=is_downwards(wanted))
    elif wanted.before is not None:
        rows.reverse()
    more = len(rows) > wanted.limit
    shown = rows[-wanted.limit :] if wanted.before is not None else rows[: wanted.limit]
    if not shown:
        return Page(shown, None)
    first, last = cursor_of(shown[0]), cursor_of(shown[-1])
    if wanted.before is not None:
        return Page(shown, last, first if more else None)
    return Page(shown, last if more else None, first if wanted.after is not None else None)


def cursor_of(row: InboxRow) -> Cursor:
    """The place of a line."""
    return Cursor(row.place, row.task_id)


def place(session: Session, actor: Actor, wanted: Wanted, first: Cursor | None, *, now: datetime) -> Place:
    """Where the page that begins with `first` stands among all that fit; one query."""
    before_it = false() if first is None else ahead(wanted.sort, first)
    fitting = (*in_view(actor, wanted.view), *matches(wanted, actor.user_id))
    statement = select(func.count(), number(before_it)).where(*fitting)
    total, before = session.execute(statement, as_of(now)).one()
    return Place(total, int(before or 0))


@lru_cache(maxsize=LOOKING)
def _lines(actor: Actor, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """The page's tasks are cut off first, and only they are looked up elsewhere.

    PostgreSQL takes conditions on tasks for rarer than they are, and would join all that fit before cutting.
    """
    fitting = (*in_view(actor, wanted.view), *matches(wanted, actor.user_id), *beyond(wanted))
    first = select(UserTask).where(*fitting).order_by(*order(wanted)).limit(wanted.limit + 1)
    task = aliased(UserTask, first.subquery())
    draft = exists().where(TaskDraft.task_id == task.id, TaskDraft.user_id == actor.user_id)
    beside = (UserAccount.display_name, ServiceCase.case_number, TaskMark.seen_at, TaskMark.put_off_until)
    lines = (
        select(*_of_the_task(task), sort_column(wanted.sort, task), *beside, draft)
        .outerjoin(UserAccount, UserAccount.id == task.assignee_id)
        .outerjoin(ServiceCase, ServiceCase.id == task.case_id)
        .outerjoin(TaskMark, and_(TaskMark.task_id == task.id, TaskMark.user_id == actor.user_id))
    )
    if wanted.sort is Sort.NAME:  # the database's own alphabet decides, here as in the cut
        return lines.order_by(*order(wanted, task))
    return lines


def _of_the_task(task: Any) -> tuple[Any, ...]:
    """The columns of a line that stand in the task itself, in the order of InboxRow."""
    return (
        task.id,
        task.instance_id,
        task.process_id,
        task.element_id,
        task.role,
        task.title_lv,
        task.title_en,
        task.subject,
        task.case_id,
        task.month_id,
        task.claim_id,
        task.due_at,
        task.opened_at,
        task.version,
        task.assignee_id,
    )
