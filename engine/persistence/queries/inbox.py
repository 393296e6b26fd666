"""The inbox: open tasks somebody may do, a page at a time, without opening a single instance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    exists,
    false,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.orm import Session, aliased

from engine.domain.rights import Actor
from engine.persistence.folding import fold
from engine.persistence.queries.inbox_conditions import LOOKING, View, in_view, may_act, number
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.instances import TaskDraft, UserTask
from engine.persistence.types import UTCDateTime


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended; the next one begins behind it."""

    sort_at: datetime
    task_id: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What part of the inbox to show."""

    view: View = View.ALL
    search: str = ""  # words of title or subject, in any order, diacritics optional
    process_id: str | None = None
    element_id: str | None = None
    role: str | None = None
    due_from: datetime | None = None  # due at or after
    due_before: datetime | None = None
    after: Cursor | None = None  # the page behind this place
    before: Cursor | None = None  # the page before it
    limit: int = 50


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
    sort_at: datetime
    version: int
    assignee_id: int | None
    assignee_name: str | None
    case_number: str | None
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
    """The lines this person may act on, the most urgent first; one query.

    A page `before` a place is the one whose next page begins there.
    """
    found: Sequence[Any] = session.execute(_lines(actor, wanted), {"now": now}).all()
    rows = [InboxRow(*row) for row in found]
    return _cut(rows, wanted)


def _cut(rows: list[InboxRow], wanted: Wanted) -> Page:
    """The page of the lines found, one more than fit on it; backwards the one too many is the first."""
    rows.sort(key=lambda row: (row.sort_at, row.task_id))
    more = len(rows) > wanted.limit
    shown = rows[-wanted.limit :] if wanted.before is not None else rows[: wanted.limit]
    if not shown:
        return Page(shown, None)
    first, last = _cursor(shown[0]), _cursor(shown[-1])
    if wanted.before is not None:
        return Page(shown, last, first if more else None)
    return Page(shown, last if more else None, first if wanted.after is not None else None)


def place(session: Session, actor: Actor, wanted: Wanted, first: Cursor | None, *, now: datetime) -> Place:
    """Where the page that begins with `first` stands among all that fit; one query."""
    ahead = false() if first is None else tuple_(UserTask.sort_at, UserTask.id) < _place(first)
    fitting = (*may_act(actor), in_view(actor, wanted.view), *_matches(wanted))
    total, before = session.execute(select(func.count(), number(ahead)).where(*fitting), {"now": now}).one()
    return Place(total, int(before or 0))


@lru_cache(maxsize=LOOKING)
def _lines(actor: Actor, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """The page's tasks are cut off first, and only they are looked up elsewhere.

    PostgreSQL takes conditions on tasks for rarer than they are, and would join all that fit before cutting.
    """
    place: list[Any] = [UserTask.sort_at, UserTask.id]
    if wanted.before is not None:
        place = [one.desc() for one in place]
    fitting = (*may_act(actor), in_view(actor, wanted.view), *_matches(wanted), *_behind(wanted))
    first = select(UserTask).where(*fitting).order_by(*place).limit(wanted.limit + 1)
    task = aliased(UserTask, first.subquery())
    draft = exists().where(TaskDraft.task_id == task.id, TaskDraft.user_id == actor.user_id)
    return (
        select(*_of_the_task(task), UserAccount.display_name, ServiceCase.case_number, draft)
        .outerjoin(UserAccount, UserAccount.id == task.assignee_id)
        .outerjoin(ServiceCase, ServiceCase.id == task.case_id)
    )


def _behind(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Before or behind the place where another page ended."""
    place = tuple_(UserTask.sort_at, UserTask.id)
    if wanted.before is not None:
        return [place < _place(wanted.before)]
    return [] if wanted.after is None else [place > _place(wanted.after)]


def _place(cursor: Cursor) -> Any:
    return tuple_(literal(cursor.sort_at, UTCDateTime), literal(cursor.task_id))


def _cursor(row: InboxRow) -> Cursor:
    return Cursor(row.sort_at, row.task_id)


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
        task.sort_at,
        task.version,
        task.assignee_id,
    )


def _matches(wanted: Wanted) -> list[ColumnElement[bool]]:
    words = fold(wanted.search).split()
    conditions = [UserTask.search_text.contains(word, autoescape=True) for word in words]
    if wanted.process_id is not None:
        conditions.append(UserTask.process_id == wanted.process_id)
    if wanted.element_id is not None:
        conditions.append(UserTask.element_id == wanted.element_id)
    if wanted.role is not None:
        conditions.append(UserTask.role == wanted.role)
    if wanted.due_from is not None:
        conditions.append(UserTask.sort_at >= wanted.due_from)
    if wanted.due_before is not None:
        conditions.append(UserTask.sort_at < wanted.due_before)
    return conditions
