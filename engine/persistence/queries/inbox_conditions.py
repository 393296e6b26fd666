"""Who may do a task, and in which view of the inbox it is: as SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, false, func, literal, or_, select

from engine.clock import local_day
from engine.domain.rights import PARTIES, Actor, Role, districts_of
from engine.persistence.queries.districts import Districts, within
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.inboxes import TaskMark
from engine.persistence.tables.instances import TaskStatus, UserTask, UserTaskPerson

__all__ = [
    "COUNTED",
    "LOOKING",
    "Districts",
    "View",
    "among",
    "as_of",
    "in_view",
    "may_act",
    "not_put_off",
    "number",
    "within",
]

# written into the statement, not bound: the partial indexes over open tasks are chosen by these words
_OPEN = UserTask.status == literal(TaskStatus.OPEN, UserTask.status.type, literal_execute=True)
_NOW = bindparam("now", type_=UserTask.sort_at.type)
_TODAY = bindparam("today", type_=TaskMark.put_off_until.type)
LOOKING = 512  # people whose conditions are remembered: building them costs more than asking the database


class View(StrEnum):
    """Which part of the inbox."""

    ALL = "all"  # everything this person may do, colleagues' tasks too
    MINE = "mine"  # taken by me (or by whom I stand in for), or for me by name
    GROUP = "group"  # waiting for anybody of the role
    OVERDUE = "overdue"  # due before now
    WAITING = "waiting"  # of my cases, but somebody else's turn: to be looked at, not done
    PUT_OFF = "put_off"  # what I may do and have put off until a day; in no other view until then


COUNTED = (View.ALL, View.MINE, View.GROUP, View.OVERDUE)
"""The views whose tasks are counted in one look."""


def as_of(now: datetime) -> Mapping[str, object]:
    """The parameters that every condition here may ask for."""
    return {"now": now, "today": local_day(now)}


@lru_cache(maxsize=LOOKING * len(View))
def in_view(actor: Actor, view: View) -> Sequence[ColumnElement[bool]]:
    """What makes a task stand in this view of the actor's inbox; asks for the parameters of `as_of`."""
    if view is View.WAITING:
        return (_OPEN, *_of_own_cases(actor), ~and_(*may_act(actor)[1:]))
    if view is View.PUT_OFF:
        return (*may_act(actor), UserTask.id.in_(_put_off(actor)))
    return (*may_act(actor), not_put_off(actor), among(actor, view))


@lru_cache(maxsize=LOOKING)
def may_act(actor: Actor) -> Sequence[ColumnElement[bool]]:
    """The rule of `task.complete` in SQL: open; role, named persons, two-person exclusions."""
    for_the_role = and_(
        UserTask.for_persons.is_(False), _in_reach(actor, actor.roles - PARTIES), *_not_kept_off(actor)
    )
    named = select(UserTaskPerson.task_id).where(UserTaskPerson.person_id == actor.person_id)
    by_name = and_(
        UserTask.for_persons.is_(True),
        _in_reach(actor, actor.roles_by_name),
        UserTask.id.in_(named),
    )
    reach = []
    if actor.roles - PARTIES:
        reach.append(for_the_role)
    if actor.person_id is not None and actor.roles:
        reach.append(by_name)
    excluded = UserTask.excluded_user_ids.contains(f",{actor.user_id},")
    return (_OPEN, or_(*reach) if reach else false(), ~excluded)


def _in_reach(actor: Actor, roles: frozenset[str]) -> ColumnElement[bool]:
    """The task is for one of these roles, and where that is limited to districts, of a case there."""
    limited: dict[str, set[int]] = {}
    for role, district_id in actor.districts:
        limited.setdefault(role, set()).add(district_id)
    everywhere = UserTask.role.in_(sorted(roles - limited.keys()))
    somewhere = [
        and_(UserTask.role == role, *within(UserTask.case_id, frozenset(districts)))
        for role, districts in sorted(limited.items())
        if role in roles
    ]
    return or_(everywhere, *somewhere) if somewhere else everywhere


@lru_cache(maxsize=LOOKING)
def not_put_off(actor: Actor) -> ColumnElement[bool]:
    """The person has not put the task off: one short list, read once a statement."""
    return UserTask.id.not_in(_put_off(actor))


@lru_cache(maxsize=LOOKING * len(View))
def among(actor: Actor, view: View) -> ColumnElement[bool]:
    """Which of the tasks that somebody may do stand in one of the views that are counted in one look."""
    mine = or_(UserTask.assignee_id.in_(_own(actor)), UserTask.for_persons.is_(True))
    return {
        View.ALL: UserTask.id.is_not(None),
        View.MINE: mine,
        View.GROUP: and_(UserTask.assignee_id.is_(None), UserTask.for_persons.is_(False)),
        View.OVERDUE: UserTask.sort_at < _NOW,
    }[view]


def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows satisfy it."""
    return func.sum(case((condition, 1), else_=0))


def _own(actor: Actor) -> list[int]:
    return [actor.user_id, *sorted(actor.deputy_for)]


def _put_off(actor: Actor) -> Select[int]:
    return select(TaskMark.task_id).where(TaskMark.user_id == actor.user_id, TaskMark.put_off_until > _TODAY)


def _of_own_cases(actor: Actor) -> list[ColumnElement[bool]]:
    """A head's are all, a caseworker's those they are answerable for, or nobody yet; others have none.

    The sum keeps the databases from looking up everything that ever was in those cases.
    """
    known = within(UserTask.case_id, districts_of(actor, "case.see"))
    if actor.has(Role.HEAD_OF_SERVICE):
        return [UserTask.case_id.is_not(None), *known, *_not_kept_off(actor)]
    if not actor.has(Role.CASEWORKER):
        return [false()]
    answerable = ServiceCase.caseworker_user_id
    own = select(ServiceCase.id).where(or_(answerable.in_(_own(actor)), answerable.is_(None)))
    return [(UserTask.case_id + 0).in_(own), *known, *_not_kept_off(actor)]


def _not_kept_off(actor: Actor) -> list[ColumnElement[bool]]:
    """Tasks of the office in other cases; nothing is asked of whoever is kept off none."""
    kept_off = sorted(actor.kept_off)
    return [or_(UserTask.case_id.is_(None), UserTask.case_id.not_in(kept_off))] if kept_off else []
