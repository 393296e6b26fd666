"""How many tasks each view of an inbox holds, and of which kinds: one look at the open tasks for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from engine.domain.rights import Actor
from engine.persistence.queries.inbox_conditions import (
    COUNTED,
    LOOKING,
    View,
    among,
    as_of,
    in_view,
    may_act,
    not_put_off,
    number,
)
from engine.persistence.tables.instances import UserTask


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
    put_off: int = 0  # counted for the page only

    def of(self, view: View) -> int | None:
        """How many this view holds; None where that is counted only for who looks into it."""
        return None if view is View.WAITING else int(getattr(self, view))


@dataclass(frozen=True, slots=True)
class Tally:
    """What waits for somebody."""

    counts: Counts
    works: tuple[Work, ...]


def tally(session: Session, actor: Actor, *, now: datetime) -> Tally:
    """Every kind of task that waits for this person now, and how many each view holds.

    The grouping reads an index alone; the titles are those of the oldest task of a kind.
    """
    found = session.execute(_by_kind(actor), as_of(now)).all()
    titles = _titles(session, [row[3] for row in found])
    works = tuple(Work(row[0], row[1], *titles[row[3]], row[2], int(row[4])) for row in found)
    views = (sum(int(row[4 + at]) for row in found) for at in range(len(COUNTED)))
    all_, mine, group, overdue = views
    put_off = int(session.execute(_put_off(actor), as_of(now)).scalar_one())
    return Tally(Counts(all_, mine, group, overdue, put_off), works)


def counts(session: Session, actor: Actor, *, now: datetime) -> Counts:
    """How many tasks each view holds, but for those put off; one query."""
    statement = select(*_in_views(actor)).where(*may_act(actor), not_put_off(actor))
    row = session.execute(statement, as_of(now)).one()
    return Counts(*(int(found or 0) for found in row))


@lru_cache(maxsize=LOOKING)
def _by_kind(actor: Actor) -> Select[*tuple[Any, ...]]:
    kind = (UserTask.process_id, UserTask.element_id, UserTask.role)
    columns = (*kind, func.min(UserTask.id), *_in_views(actor))
    return select(*columns).where(*may_act(actor), not_put_off(actor)).group_by(*kind).order_by(*kind)


@lru_cache(maxsize=LOOKING)
def _put_off(actor: Actor) -> Select[int]:
    return select(func.count()).select_from(UserTask).where(*in_view(actor, View.PUT_OFF))


def _in_views(actor: Actor) -> list[ColumnElement[int]]:
    return [number(among(actor, view)) for view in COUNTED]  # in the order of Counts


def _titles(session: Session, task_ids: list[int]) -> dict[int, tuple[str, str]]:
    found = session.execute(_TITLES, {"task_ids": task_ids})
    return {row[0]: (row[1], row[2]) for row in found}


_TITLES = select(UserTask.id, UserTask.title_lv, UserTask.title_en).where(
    UserTask.id.in_(bindparam("task_ids", expanding=True))
)
