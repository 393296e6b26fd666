"""A task's page put together: its form, the case or the claim beside it."""

from __future__ import annotations

from engine import claims, task_about, task_pages, uploads
from engine.errors import StaleVersion
from engine.task_pages import TaskPage
from engine.tasks import NotWaiting
from web.drawing import claim_drawing
from web.drawing.task_drawing import has_files
from web.page import Context, Runtime, actor, language, may, show
from web.pages import task_conflict, task_context
from web.pages.task_context import Flat, Shown


def draw(runtime: Runtime, page: TaskPage, shown: Shown) -> str:
    """The page with what stands in the form this time."""
    about = task_about.find(runtime, actor(), page.task)
    before = about.history.came_from
    ids = [page.task.task_id, *([] if before is None else [before.task_id])]
    files = uploads.names(runtime, actor(), ids) if has_files(page.form) else {}
    context = task_context.task(page, shown, about, runtime.clock.now(), files)
    return show(runtime, "task.html", {**context, "claim": _claim(runtime, page)})


def conflict(runtime: Runtime, task_id: int, late: StaleVersion | NotWaiting, mine: Flat) -> str:
    """The page of whoever was second: both people's answers side by side."""
    now = task_pages.find(runtime, actor(), task_id)
    about = task_about.find(runtime, actor(), now.task)
    files = uploads.names(runtime, actor(), [task_id]) if has_files(now.form) else {}
    return show(runtime, "conflict.html", task_conflict.conflict(now, late, mine, about.done_by, files))


def _claim(runtime: Runtime, page: TaskPage) -> Context | None:
    """The claim of a claim's task, for those who may see it."""
    if page.task.claim_id is None or not may("claim.see"):
        return None
    return claim_drawing.panel(claims.find(runtime, actor(), page.task.claim_id), language())
