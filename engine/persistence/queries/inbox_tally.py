"""How many tasks each view of an inbox holds, and of which kinds: one look at the open tasks for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from engine.domain.rights import Actor
from engine.persistence.queries.inbox_conditions import LOOKING, View, in_view, may_act, number
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

    def of(self, view: View) -> int:
        """How many this view holds."""
        return int(getattr(self, view))


@dataclass(frozen=True, slots=True)
class Tally:
    """What waits for somebody."""

    counts: Counts
    works: tuple[Work, ...]


def tally(session: Session, actor: Actor, *, now: datetime) -> Tally:
    """Every kind of task that waits for this person now, and how many each view holds.

    The grouping reads an index alone; the titles are those of the oldest task of a kind.
    """
    found = session.execute(_by_kind(actor), {"now": now}).all()
    titles = _titles(session, [row[3] for row in found])
    works = tuple(Work(row[0], row[1], *titles[row[3]], row[2], int(row[4])) for row in found)
    sums = [sum(int(row[4 + at]) for row in found) for at in range(len(View))]
    return Tally(Counts(*sums), works)


def counts(session: Session, actor: Actor, *, now: datetime) -> Counts:
    """How many tasks each view holds; one query."""
    statement = select(*_in_views(actor)).where(*may_act(actor))
    row = session.execute(statement, {"now": now}).one()
    return Counts(*(int(found or 0) for found in row))


@lru_cache(maxsize=LOOKING)
def _by_kind(actor: Actor) -> Select[*tuple[Any, ...]]:
    kind = (UserTask.process_id, UserTask.element_id, UserTask.role)
    columns = (*kind, func.min(UserTask.id), *_in_views(actor))
    return select(*columns).where(*may_act(actor)).group_by(*kind).order_by(*kind)


def _in_views(actor: Actor) -> list[ColumnElement[int]]:
    return [number(in_view(actor, view)) for view in View]  # in the order of Counts


def _titles(session: Session, task_ids: list[int]) -> dict[int, tuple[str, str]]:
    statement = select(UserTask.id, UserTask.title_lv, UserTask.title_en).where(UserTask.id.in_(task_ids))
    return {row[0]: (row[1], row[2]) for row in session.execute(statement)}
