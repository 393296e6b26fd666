"""What became of a task before it stood open, or after it was done: opened again, put aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.domain.rights import Actor, can
from engine.messages_catalogue import Message
from engine.persistence.queries import reopenings as rows
from engine.persistence.queries import uploads
from engine.persistence.queries.reopenings import Reopened
from engine.persistence.queries.tasks import StoredTask
from engine.persistence.tables.instances import TaskStatus
from engine.persistence.tenancy import TenantSession as Session
from engine.tasks.task_rights import thing_of

__all__ = ["Reopened", "TaskHistory", "history_of"]


@dataclass(frozen=True, slots=True)
class TaskHistory:
    """Of one task, for those who may know."""

    came_from: Reopened | None = None  # this task stands open again because of it
    put_aside: Reopened | None = None  # what was answered here counts no more because of it
    may_reopen: bool = False
    files: Mapping[str, str] = field(default_factory=dict)  # word → name of those that were sent with it
    signatures: Mapping[str, Sequence[Message]] = field(default_factory=dict)  # word → who signed the file


NOTHING = TaskHistory()


def history_of(session: Session, actor: Actor, task: StoredTask) -> TaskHistory:
    """The history of a task of a case; whether going back is honest shows only when it is tried."""
    before = rows.behind(session, task.task_id)
    ids = [task.task_id, *([] if before is None else [before.task_id])]
    files = uploads.of_tasks(session, ids)
    signatures = uploads.signatures_of(session, ids) if files else {}
    aside = rows.aside_because(session, task.task_id)
    done = task.status is TaskStatus.COMPLETED
    mine = task.completed_by in (actor.user_id, None)
    thing = thing_of(session, actor, task)
    may = done and not mine and aside is None and can(actor, "task.reopen", thing)
    return TaskHistory(before, aside, may and task.case_id is not None, files, signatures)
