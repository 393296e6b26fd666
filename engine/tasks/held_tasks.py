"""Goes on with a task whose answers were kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.errors import InvalidAnswers
from engine.instances.instances import NotWaiting
from engine.people import sessions
from engine.persistence.queries import tasks as rows
from engine.persistence.queries.tasks import StoredTask
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.instances import TaskStatus
from engine.runtime import Runtime, Session, Tenant
from engine.tasks.task_completion import Completing, Sent

Also = Callable[[Session], None]


def go_on(runtime: Runtime, tenant: Tenant, task_id: int, also: Also) -> None:
    """Complete the task with what was sent; `also` is written in the same transaction.

    Answers that no longer fit the form open the task again, with what was sent as the draft. A task that
    the case took away meanwhile is left alone. Whatever else the step raises is raised, and nothing changed.
    """
    with runtime.reading(tenant) as session:
        completing = _held(runtime, session, task_id)
    if completing is None:
        _settle(runtime, tenant, also)
        return
    try:
        completing.go(also)
    except InvalidAnswers:
        _settle(runtime, tenant, also, given_back=completing.task)
    except NotWaiting:
        with runtime.reading(tenant) as session:
            still_held = _held(runtime, session, task_id) is not None
        if still_held:
            raise
        _settle(runtime, tenant, also)


def _held(runtime: Runtime, session: Session, task_id: int) -> Completing | None:
    task, sent = rows.find(session, task_id), rows.held(session, task_id)
    if task is None or sent is None or task.status is not TaskStatus.COMPLETING:
        return None
    account = session.get_one(UserAccount, sent.completed_by)
    actor = sessions.actor_of(session, account, runtime.clock.now())
    stood_in_for = frozenset() if sent.on_behalf_of is None else frozenset({sent.on_behalf_of})
    actor = replace(actor, deputy_for=stood_in_for)  # as it was when the answers were sent
    return Completing(runtime, actor, task, Sent(sent.answers, task.version, sent.channel))


def _settle(runtime: Runtime, tenant: Tenant, also: Also, given_back: StoredTask | None = None) -> None:
    with runtime.transaction(tenant) as session:
        if given_back is not None:
            rows.give_back(session, given_back, now=runtime.clock.now())
        also(session)
