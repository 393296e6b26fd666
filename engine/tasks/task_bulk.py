"""Several tasks at once: taken, given, given back, put off; with a reason for each that stayed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from engine.clock import local_day
from engine.domain.rights import PARTIES, Actor, Role, can
from engine.errors import EngineError, InvalidAnswers
from engine.messages_catalogue import Message, msg
from engine.people import sessions
from engine.persistence.queries import task_marks
from engine.persistence.queries import tasks as rows
from engine.persistence.queries.tasks import StoredTask
from engine.persistence.tables.accounts import UserAccount
from engine.runtime import Runtime, Session, Tenant
from engine.tasks.task_rights import allowed, thing_of
from engine.tasks.task_trail import note

MOST = 200  # tasks in one go: more than any page shows
LATEST = timedelta(days=366)
TAKEN = msg("a colleague has taken it")
DONE = msg("it has been done already or is not for you")


@dataclass(slots=True)
class Outcome:
    """How many tasks it was done with, and why not with the others."""

    done: int = 0
    refused: dict[str, tuple[Message, int]] = field(default_factory=dict)

    def refuse(self, reason: Message) -> None:
        """One more task stayed as it was."""
        said, count = self.refused.get(str(reason), (reason, 0))
        self.refused[str(reason)] = (said, count + 1)

    @property
    def stayed(self) -> int:
        """How many tasks stayed as they were."""
        return sum(count for _, count in self.refused.values())


class Stays(EngineError):
    """This one task stays as it is; the others go on."""


def take(runtime: Runtime, actor: Actor, task_ids: Sequence[int]) -> Outcome:
    """Take tasks of the group, or of whom the actor stands in for."""

    def _take(session: Session, task: StoredTask) -> None:
        _require_free(actor, task)
        _assign(session, task, actor.user_id)

    return each(runtime, actor, task_ids, "task.complete", _take)


def give(runtime: Runtime, actor: Actor, task_ids: Sequence[int], user_id: int) -> Outcome:
    """Give tasks to a colleague who may do them; InvalidAnswers (field `to`) where there is no such one."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        account = session.get(UserAccount, user_id)
        if account is None or account.disabled_at is not None:
            raise InvalidAnswers({"to": msg("Choose a colleague.")})
        colleague = sessions.actor_of(session, account, runtime.clock.now())

    def _give(session: Session, task: StoredTask) -> None:
        _require_free(actor, task)
        if not can(colleague, "task.complete", thing_of(session, colleague, task)):
            raise Stays(msg("{name} may not do it", name=colleague.name))
        _assign(session, task, colleague.user_id)
        note(runtime, session, actor, task, "task_assigned", {"to": colleague.user_id})

    return each(runtime, actor, task_ids, "task.assign", _give)


def give_back(runtime: Runtime, actor: Actor, task_ids: Sequence[int]) -> Outcome:
    """Give tasks back to the group."""

    def _give_back(session: Session, task: StoredTask) -> None:
        if task.assignee_id is None:
            raise Stays(msg("nobody had taken it"))
        _require_free(actor, task)
        _assign(session, task, None)

    return each(runtime, actor, task_ids, "task.assign", _give_back)


def put_off(runtime: Runtime, actor: Actor, task_ids: Sequence[int], until: date | None) -> Outcome:
    """Have tasks leave the actor's own list until a day (None: have them back now).

    The deadline stays where it is. InvalidAnswers (field `until`) for a day that is not to come.
    """
    today = local_day(runtime.clock.now())
    if until is not None and not today < until <= today + LATEST:
        raise InvalidAnswers({"until": msg("Choose a day after today, within a year.")})

    def _put_off(session: Session, task: StoredTask) -> None:
        task_marks.put_off(session, task, actor.user_id, until)

    return each(runtime, actor, task_ids, "task.complete", _put_off)


def each(
    runtime: Runtime,
    actor: Actor,
    task_ids: Sequence[int],
    right: str,
    act: Callable[[Session, StoredTask], None],
) -> Outcome:
    """Do it with every open task that the actor may, in one transaction; what a task refuses is counted."""
    outcome = Outcome()
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        for task_id in dict.fromkeys(task_ids[:MOST]):
            try:
                act(session, _open(session, actor, task_id, right))
            except EngineError as refused:
                outcome.refuse(refused.message)
            else:
                outcome.done += 1
    return outcome


def _open(session: Session, actor: Actor, task_id: int, right: str) -> StoredTask:
    try:
        task = allowed(session, actor, task_id, right)
    except EngineError as refused:
        raise Stays(DONE) from refused
    if not task.is_open:
        raise Stays(DONE)
    return task


def _require_free(actor: Actor, task: StoredTask) -> None:
    if task.role in PARTIES:
        raise Stays(msg("it is not a task of the office"))
    own = {None, actor.user_id, *actor.deputy_for}
    if task.assignee_id not in own and not actor.has(Role.HEAD_OF_SERVICE):
        raise Stays(TAKEN)


def _assign(session: Session, task: StoredTask, user_id: int | None) -> None:
    if task.assignee_id == user_id:
        return
    if not rows.assign(session, task.task_id, expected=task.assignee_id, assignee=user_id):
        raise Stays(TAKEN)
