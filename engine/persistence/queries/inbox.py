"""The inbox: open tasks somebody may do, a page at a time, without opening a single instance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    UnaryExpression,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from engine.domain.rights import PARTIES, Actor
from engine.persistence.folding import fold
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.instances import TaskDraft, TaskStatus, UserTask, UserTaskPerson
from engine.persistence.types import UTCDateTime

# written into the statement, not bound: the partial indexes over open tasks are chosen by these words
_OPEN = UserTask.status == literal(TaskStatus.OPEN, UserTask.status.type, literal_execute=True)


class View(StrEnum):
    """Which part of the inbox."""

    ALL = "all"  # everything this person may do, colleagues' tasks too
    MINE = "mine"  # taken by me (or by whom I stand in for), or for me by name
    GROUP = "group"  # waiting for anybody of the role
    OVERDUE = "overdue"  # due before now


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


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of task somebody may do now, and how often it waits."""

    process_id: str
    element_id: str
    title_lv: str
    title_en: str
    role: str
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks each view holds."""

    all: int
    mine: int
    group: int
    overdue: int


def page(session: Session, actor: Actor, wanted: Wanted, *, now: datetime) -> Page:
    """The lines this person may act on, the most urgent first; one query.

    A page `before` a place is the one whose next page begins there.
    """
    conditions = [*_fitting(actor, wanted, now)]
    place = tuple_(UserTask.sort_at, UserTask.id)
    order: list[UnaryExpression[Any]] = [UserTask.sort_at.asc(), UserTask.id.asc()]
    if wanted.before is not None:
        conditions.append(place < _place(wanted.before))
        order = [UserTask.sort_at.desc(), UserTask.id.desc()]
    elif wanted.after is not None:
        conditions.append(place > _place(wanted.after))
    draft = exists().where(TaskDraft.task_id == UserTask.id, TaskDraft.user_id == actor.user_id)
    statement = (
        select(*_COLUMNS, draft)
        .outerjoin(UserAccount, UserAccount.id == UserTask.assignee_id)
        .outerjoin(ServiceCase, ServiceCase.id == UserTask.case_id)
        .where(*conditions)
        .order_by(*order)
        .limit(wanted.limit + 1)
    )
    found: Sequence[Any] = session.execute(statement).all()
    rows = [InboxRow(*row) for row in found]
    return _cut(rows, wanted)


def _cut(rows: list[InboxRow], wanted: Wanted) -> Page:
    """The page of the lines found, one more than fit on it; backwards they came the other way round."""
    shown, more = rows[: wanted.limit], len(rows) > wanted.limit
    if wanted.before is not None:
        shown.reverse()
    if not shown:
        return Page(shown, None)
    first, last = _cursor(shown[0]), _cursor(shown[-1])
    if wanted.before is not None:
        return Page(shown, last, first if more else None)
    return Page(shown, last if more else None, first if wanted.after is not None else None)


def place(session: Session, actor: Actor, wanted: Wanted, first: Cursor | None, *, now: datetime) -> Place:
    """Where the page that begins with `first` stands among all that fit; one query."""
    ahead = false() if first is None else tuple_(UserTask.sort_at, UserTask.id) < _place(first)
    counting = select(func.count(), _number(ahead)).where(*_fitting(actor, wanted, now))
    total, before = session.execute(counting).one()
    return Place(total, int(before or 0))


def works(session: Session, actor: Actor) -> list[Work]:
    """Every kind of task that waits for this person now; one query."""
    kind = (UserTask.process_id, UserTask.element_id, UserTask.role)
    statement = (
        select(
            UserTask.process_id,
            UserTask.element_id,
            func.min(UserTask.title_lv),
            func.min(UserTask.title_en),
            UserTask.role,
            func.count(),
        )
        .where(*_may_act(actor))
        .group_by(*kind)
        .order_by(*kind)
    )
    return [Work(*row) for row in session.execute(statement)]


def _fitting(actor: Actor, wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    return [*_may_act(actor), *_matches(wanted), _in_view(actor, wanted.view, now)]


def _place(cursor: Cursor) -> Any:
    return tuple_(literal(cursor.sort_at, UTCDateTime), literal(cursor.task_id))


def _cursor(row: InboxRow) -> Cursor:
    return Cursor(row.sort_at, row.task_id)


def counts(session: Session, actor: Actor, *, now: datetime) -> Counts:
    """How many tasks each view holds; one query."""
    columns = [_number(_in_view(actor, view, now)) for view in View]  # in the order of Counts
    row = session.execute(select(*columns).where(*_may_act(actor))).one()
    return Counts(*(int(number or 0) for number in row))


_COLUMNS = (
    UserTask.id,
    UserTask.instance_id,
    UserTask.process_id,
    UserTask.element_id,
    UserTask.role,
    UserTask.title_lv,
    UserTask.title_en,
    UserTask.subject,
    UserTask.case_id,
    UserTask.month_id,
    UserTask.claim_id,
    UserTask.due_at,
    UserTask.opened_at,
    UserTask.sort_at,
    UserTask.version,
    UserTask.assignee_id,
    UserAccount.display_name,
    ServiceCase.case_number,
)


def _may_act(actor: Actor) -> list[ColumnElement[bool]]:
    """The rule of `task.complete` in SQL: role, named persons, two-person exclusions."""
    roles = sorted(actor.roles)
    for_the_role = and_(
        UserTask.for_persons.is_(False), UserTask.role.in_([role for role in roles if role not in PARTIES])
    )
    named = select(UserTaskPerson.task_id).where(UserTaskPerson.person_id == actor.person_id)
    by_name = and_(
        UserTask.for_persons.is_(True),
        UserTask.role.in_(sorted(actor.roles_by_name)),
        UserTask.id.in_(named),
    )
    reach = []
    if actor.roles - PARTIES:
        reach.append(for_the_role)
    if actor.person_id is not None and actor.roles:
        reach.append(by_name)
    excluded = UserTask.excluded_user_ids.contains(f",{actor.user_id},")
    return [_OPEN, or_(*reach) if reach else false(), ~excluded]


def _in_view(actor: Actor, view: View, now: datetime) -> ColumnElement[bool]:
    own = [actor.user_id, *sorted(actor.deputy_for)]
    mine = or_(UserTask.assignee_id.in_(own), UserTask.for_persons.is_(True))
    return {
        View.ALL: UserTask.id.is_not(None),
        View.MINE: mine,
        View.GROUP: and_(UserTask.assignee_id.is_(None), UserTask.for_persons.is_(False)),
        View.OVERDUE: UserTask.sort_at < now,
    }[view]


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


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
