"""The inbox of staff: what is mine, what waits for my group, what is overdue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from engine import inbox_pages, tasks
from engine.inbox_pages import Cursor, InboxRow, InboxView, Wanted
from web.drawing.case_drawing import when
from web.page import Answer, Context, Route, Runtime, actor, go, is_party, language, msg, request, show

TABS = {
    InboxView.MINE: msg("Mine"),
    InboxView.GROUP: msg("My group's"),
    InboxView.OVERDUE: msg("Overdue"),
    InboxView.ALL: msg("All"),
}
ON_A_PAGE = 50


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> Answer:
        """The list; parties have theirs on the first page."""
        return go("/") if is_party(actor()) else _list(runtime)

    def claim(task_id: int) -> Answer:
        """Take a task."""
        tasks.claim(runtime, actor(), task_id)
        return go(f"/tasks/{task_id}")

    def give_back(task_id: int) -> Answer:
        """Give it back to the group."""
        tasks.release(runtime, actor(), task_id)
        return go("/tasks")

    def news() -> dict[str, object]:
        """How many tasks there are by now, said politely once a minute."""
        _, counts = inbox_pages.list_inbox(runtime, actor(), Wanted(limit=1))
        return {"count": counts.all}

    return [
        Route("/tasks", listing, "inbox.see"),
        Route("/tasks/<int:task_id>/claim", claim, "inbox.see", ("POST",)),
        Route("/tasks/<int:task_id>/release", give_back, "inbox.see", ("POST",)),
        Route("/tasks/news", news, "inbox.see"),
    ]


def _list(runtime: Runtime) -> str:
    view = _view(request.args.get("view", ""))
    search = request.args.get("q", "")[:100]
    wanted = Wanted(view=view, search=search, after=_cursor(), limit=ON_A_PAGE)
    page, counts = inbox_pages.list_inbox(runtime, actor(), wanted)
    now = runtime.clock.now()
    follow = {"view": view, "q": search}
    context: Context = {
        "tabs": [
            {
                "text": text,
                "href": f"/tasks?view={each}",
                "current": each is view,
                "count": getattr(counts, each.value),
            }
            for each, text in TABS.items()
        ],
        "filters": [],
        "search": {"name": "q", "label": msg("Search by name, case or task"), "value": search},
        "address": "/tasks",
        "hidden": {"view": view},
        "columns": _columns(),
        "rows": [_row(row, now) for row in page.rows],
        "total": getattr(counts, view.value),
        "pages": _pages(page.next, follow),
        "news_url": "/tasks/news",
    }
    return show(runtime, "inbox.html", context)


def _columns() -> dict[str, Context]:
    words = {
        "task": msg("Task"),
        "person": msg("About"),
        "due": msg("Due"),
        "assignee": msg("Taken by"),
    }
    return {
        name: {"text": text, "href": None, "sorted": "ascending" if name == "due" else None, "number": False}
        for name, text in words.items()
    }


def _row(row: InboxRow, now: datetime) -> Context:
    me = actor()
    is_mine = row.assignee_id == me.user_id
    return {
        "title": row.title_en if language() == "en" else row.title_lv,
        "href": f"/tasks/{row.task_id}",
        "process": "",
        "case_number": None,
        "person": row.subject,
        "due": inbox_pages.last_day(row.due_at),
        "when": when(row.due_at, now),
        "assignee": row.assignee_name,
        "state": None,
        "claim_url": f"/tasks/{row.task_id}/claim" if row.assignee_id is None else None,
        "release_url": f"/tasks/{row.task_id}/release" if is_mine else None,
    }


def _view(text: str) -> InboxView:
    return InboxView(text) if text in set(InboxView) else InboxView.ALL


def _cursor() -> Cursor | None:
    text, _, task_id = request.args.get("after", "").partition("~")
    try:
        return Cursor(datetime.fromisoformat(text), int(task_id))
    except ValueError:
        return None


def _pages(after: Cursor | None, follow: Mapping[str, object]) -> Context | None:
    if after is None:
        return None
    place = {"after": f"{after.sort_at.isoformat()}~{after.task_id}"}
    return {"now": 1, "last": 2, "previous": None, "next": f"/tasks?{urlencode({**follow, **place})}"}
