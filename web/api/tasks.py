"""Tasks: listed, one with its form, completed."""

from __future__ import annotations

from datetime import datetime

from engine.errors import NotFound
from engine.inbox import inbox_pages, task_pages
from engine.inbox.inbox_pages import Cursor, InboxView, Wanted
from engine.tasks import tasks as door
from web.api import task_shapes as shapes
from web.api.shapes import TaskPath
from web.api.view import NO_PAGE, Operation, Runtime, Scope, actor, caller, msg


def operations(runtime: Runtime) -> list[Operation]:
    """Of this noun."""

    def list_tasks(query: shapes.TasksQuery) -> shapes.TaskList:
        wanted = Wanted(InboxView(query.view), after=_cursor(query.cursor), limit=query.limit)
        found = inbox_pages.list_inbox(runtime, actor(), wanted)
        after = found.page.next
        return shapes.TaskList(
            tasks=[shapes.line(row) for row in found.page.rows],
            next=None if after is None else f"{after.place}.{after.task_id}".replace(" ", "T"),
            total=found.place.total,
        )

    def get_task(path: TaskPath) -> shapes.TaskWhole:
        page = task_pages.find(runtime, actor(), path.task_id)
        may = page.may_act and not page.sign_in_again
        return shapes.whole(page, may_complete=may, with_values=caller().may(Scope.HEALTH_READ))

    def complete_task(path: TaskPath, body: shapes.Completion) -> shapes.Completed:
        return _complete(runtime, path.task_id, body)

    one, complete = "/tasks/<int:task_id>", "/tasks/<int:task_id>/completion"
    read, write = Scope.TASKS_READ, Scope.TASKS_COMPLETE
    return [
        Operation(
            "/tasks",
            list_tasks,
            read,
            msg("The tasks that may be done, the most urgent first"),
            shapes.TaskList,
        ),
        Operation(one, get_task, read, msg("One task with its form"), shapes.TaskWhole),
        Operation(complete, complete_task, write, msg("Complete a task"), shapes.Completed, "POST"),
    ]


def _complete(runtime: Runtime, task_id: int, body: shapes.Completion) -> shapes.Completed:
    sent = door.Sent(body.answers, body.version, channel="api")
    try:
        door.complete(runtime, actor(), task_id, sent)
    except door.Received:
        return shapes.Completed(task_id=task_id, status="received")
    return shapes.Completed(task_id=task_id, status="completed")


def _cursor(text: str | None) -> Cursor | None:
    if text is None:
        return None
    place, _, number = text.rpartition(".")
    known = number.isascii() and number.isdigit() and len(number) < 16
    try:
        instant = datetime.fromisoformat(place)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or not known:
        raise NotFound(NO_PAGE)
    return Cursor(instant, int(number))
