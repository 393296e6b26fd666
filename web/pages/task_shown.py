"""A task's page put together: its form, the case or the claim beside it."""

from __future__ import annotations

from engine.claims import claims
from engine.errors import StaleVersion
from engine.inbox import task_about, task_pages
from engine.inbox.task_pages import TaskPage
from engine.tasks.tasks import NotWaiting
from web.drawing import claim_drawing
from web.page import Context, Runtime, actor, language, may, show
from web.pages import task_conflict, task_context
from web.pages.task_context import Flat, Shown


def draw(runtime: Runtime, page: TaskPage, shown: Shown) -> str:
    """The page with what stands in the form this time."""
    about = task_about.find(runtime, actor(), page.task)
    context = task_context.task(page, shown, about, runtime.clock.now())
    return show(runtime, "task.html", {**context, "claim": _claim(runtime, page)})


def conflict(runtime: Runtime, task_id: int, late: StaleVersion | NotWaiting, mine: Flat) -> str:
    """The page of whoever was second: both people's answers side by side."""
    now = task_pages.find(runtime, actor(), task_id)
    about = task_about.find(runtime, actor(), now.task)
    return show(
        runtime, "conflict.html", task_conflict.conflict(now, late, mine, about.done_by, about.history.files)
    )


def _claim(runtime: Runtime, page: TaskPage) -> Context | None:
    """The claim of a claim's task, for those who may see it."""
    if page.task.claim_id is None or not may("claim.see"):
        return None
    return claim_drawing.panel(claims.find(runtime, actor(), page.task.claim_id), language())
