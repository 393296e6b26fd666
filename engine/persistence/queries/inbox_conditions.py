"""Who may do a task, in which view of the inbox it is, whether it is what was searched for: as SQL."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, bindparam, case, false, func, literal, or_, select

from engine.domain.rights import PARTIES, Actor
from engine.persistence.tables.instances import TaskStatus, UserTask, UserTaskPerson

# written into the statement, not bound: the partial indexes over open tasks are chosen by these words
_OPEN = UserTask.status == literal(TaskStatus.OPEN, UserTask.status.type, literal_execute=True)
_NOW = bindparam("now", type_=UserTask.sort_at.type)
LOOKING = 512  # people whose conditions are remembered: building them costs more than asking the database


class View(StrEnum):
    """Which part of the inbox."""

    ALL = "all"  # everything this person may do, colleagues' tasks too
    MINE = "mine"  # taken by me (or by whom I stand in for), or for me by name
    GROUP = "group"  # waiting for anybody of the role
    OVERDUE = "overdue"  # due before now


@lru_cache(maxsize=LOOKING)
def may_act(actor: Actor) -> Sequence[ColumnElement[bool]]:
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
    return (_OPEN, or_(*reach) if reach else false(), ~excluded)


@lru_cache(maxsize=LOOKING * len(View))
def in_view(actor: Actor, view: View) -> ColumnElement[bool]:
    """Whether a task is in this view of the actor's inbox; asks for the parameter `now`."""
    own = [actor.user_id, *sorted(actor.deputy_for)]
    mine = or_(UserTask.assignee_id.in_(own), UserTask.for_persons.is_(True))
    return {
        View.ALL: UserTask.id.is_not(None),
        View.MINE: mine,
        View.GROUP: and_(UserTask.assignee_id.is_(None), UserTask.for_persons.is_(False)),
        View.OVERDUE: UserTask.sort_at < _NOW,
    }[view]


def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows satisfy it."""
    return func.sum(case((condition, 1), else_=0))
