"""What part of an inbox is asked for: its view, filters, order and page, as SQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, exists, func, literal, or_, select, tuple_

from engine.persistence.folding import fold
from engine.persistence.queries.inbox_conditions import View
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.instances import TaskDraft, UserTask
from engine.persistence.types import UTCDateTime

_CASE_NUMBER = re.compile(r"[0-9]{4}-[0-9]{6}")


class Sort(StrEnum):
    """By what the list is ordered."""

    DUE = "due"  # the most urgent first
    RECEIVED = "received"  # the newest first
    NAME = "name"  # by the name it is about, A to Z


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended; the next one begins behind it."""

    place: datetime | str  # of the column that sorts
    task_id: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What part of the inbox to show."""

    view: View = View.ALL
    search: str = ""  # words of title or subject, in any order, diacritics optional; or a case number
    person_id: int | None = None  # only cases this person is a party of
    process_id: str | None = None
    element_id: str | None = None
    role: str | None = None
    regime: str | None = None
    assignee_id: int | None = None  # taken by this account; 0: by nobody
    only_drafts: bool = False  # begun by whoever looks
    due_from: datetime | None = None  # due at or after
    due_before: datetime | None = None
    sort: Sort = Sort.DUE
    after: Cursor | None = None  # the page behind this place
    before: Cursor | None = None  # the page before it
    limit: int = 50


def matches(wanted: Wanted, user_id: int) -> list[ColumnElement[bool]]:
    """The filters."""
    conditions = [_holds(word) for word in fold(wanted.search).split()]
    named = {UserTask.process_id: wanted.process_id, UserTask.element_id: wanted.element_id}
    conditions += [column == value for column, value in named.items() if value is not None]
    if wanted.role is not None:
        conditions.append(UserTask.role == wanted.role)
    if wanted.assignee_id is not None:
        conditions.append(UserTask.assignee_id.is_not_distinct_from(wanted.assignee_id or None))
    if wanted.due_from is not None:
        conditions.append(UserTask.sort_at >= wanted.due_from)
    if wanted.due_before is not None:
        conditions.append(UserTask.sort_at < wanted.due_before)
    if wanted.regime is not None:
        conditions.append(_in_case(ServiceCase.regime == wanted.regime))
    if wanted.person_id is not None:
        conditions.append(UserTask.case_id.in_(_cases_of(wanted.person_id)))
    if wanted.only_drafts:
        conditions.append(exists().where(TaskDraft.task_id == UserTask.id, TaskDraft.user_id == user_id))
    return conditions


def order(wanted: Wanted, task: Any = UserTask) -> list[Any]:
    """The columns that sort, upwards or downwards; backwards where the page before a place is wanted."""
    down = _downwards(wanted.sort) != (wanted.before is not None)
    return [one.desc() if down else one.asc() for one in (sort_column(wanted.sort, task), task.id)]


def beyond(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Before or behind the place where another page ended."""
    edge = wanted.before or wanted.after
    if edge is None:
        return []
    return [ahead(wanted.sort, edge) if wanted.before is not None else _behind(wanted.sort, edge)]


def ahead(sort: Sort, cursor: Cursor) -> ColumnElement[bool]:
    """Whether a line stands before the place."""
    before: ColumnElement[bool] = (
        _here(sort) > _edge(cursor) if _downwards(sort) else _here(sort) < _edge(cursor)
    )
    return before


def _behind(sort: Sort, cursor: Cursor) -> ColumnElement[bool]:
    behind: ColumnElement[bool] = (
        _here(sort) < _edge(cursor) if _downwards(sort) else _here(sort) > _edge(cursor)
    )
    return behind


def sort_column(sort: Sort, task: Any) -> Any:
    """The column that sorts; names as they are folded for searching, behind the two titles there."""
    titles = func.length(task.title_lv) + func.length(task.title_en)
    return {
        Sort.DUE: task.sort_at,
        Sort.RECEIVED: task.opened_at,
        Sort.NAME: func.substr(task.search_text, titles + 3),
    }[sort]


def is_downwards(wanted: Wanted) -> bool:
    """Whether what is largest stands first."""
    return _downwards(wanted.sort)


def _downwards(sort: Sort) -> bool:
    return sort is Sort.RECEIVED


def _here(sort: Sort) -> Any:
    return tuple_(sort_column(sort, UserTask), UserTask.id)


def _edge(cursor: Cursor) -> Any:
    place = cursor.place
    kept = literal(place, UTCDateTime) if isinstance(place, datetime) else literal(place)
    return tuple_(kept, literal(cursor.task_id))


def _holds(word: str) -> ColumnElement[bool]:
    found = UserTask.search_text.contains(word, autoescape=True)
    if not _CASE_NUMBER.fullmatch(word):
        return found
    numbered = select(ServiceCase.id).where(ServiceCase.case_number == word)
    return or_(found, UserTask.case_id.in_(numbered))


def _in_case(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(ServiceCase.id == UserTask.case_id, condition)


def _cases_of(person_id: int) -> Any:
    as_party = select(ServiceCase.id).where(
        or_(ServiceCase.recipient_id == person_id, ServiceCase.representative_id == person_id)
    )
    return as_party.union(select(Contract.case_id).where(Contract.assistant_id == person_id))
