"""The inbox of staff: what is mine, what waits for my group, what is overdue."""

from __future__ import annotations

from datetime import datetime

from engine import inbox_pages, tasks
from engine.inbox_pages import Cursor, Due, Inbox, InboxView, Wanted
from web.drawing import inbox_drawing
from web.drawing.inbox_drawing import Chosen
from web.drawing.page_links import Stretch, page_links
from web.page import Answer, Context, Route, Runtime, actor, go, is_party, language, request, show, typed

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
        return {"count": inbox_pages.how_many(runtime, actor())}

    return [
        Route("/tasks", listing, "inbox.see"),
        Route("/tasks/<int:task_id>/claim", claim, "inbox.see", ("POST",)),
        Route("/tasks/<int:task_id>/release", give_back, "inbox.see", ("POST",)),
        Route("/tasks/news", news, "inbox.see"),
    ]


def _list(runtime: Runtime) -> str:
    chosen = _chosen()
    wanted = Wanted(
        view=chosen.view,
        search=chosen.search,
        process_id=chosen.process or None,
        element_id=chosen.work or None,
        role=chosen.role or None,
        after=_cursor("after"),
        before=_cursor("before"),
        limit=ON_A_PAGE,
    )
    due = Due(chosen.due) if chosen.due else None
    found = inbox_pages.list_inbox(runtime, actor(), wanted, due)
    context: Context = {
        **inbox_drawing.listing(found, chosen, language()),
        "rows": [
            inbox_drawing.row(one, found, actor().user_id, runtime.clock.now(), language())
            for one in found.page.rows
        ],
        "pages": page_links("/tasks", chosen.follow(), _stretch(found), ON_A_PAGE),
    }
    return show(runtime, "inbox.html", context)


def _chosen() -> Chosen:
    view, due = typed("view", 20), typed("due", 20)
    return Chosen(
        view=InboxView(view) if view in set(InboxView) else InboxView.ALL,
        search=typed("q", 100),
        process=typed("process", 80),
        work=typed("work", 80),
        role=typed("role", 40),
        due=due if due in set(Due) else "",
    )


def _stretch(found: Inbox) -> Stretch:
    first, last = _words(found.page.previous), _words(found.page.next)
    return Stretch(first, last, found.place.before, found.place.total)


def _words(cursor: Cursor | None) -> str | None:
    return None if cursor is None else f"{cursor.sort_at.isoformat()}~{cursor.task_id}"


def _cursor(name: str) -> Cursor | None:
    text, _, task_id = request.args.get(name, "").partition("~")
    try:
        at = datetime.fromisoformat(text)
        return Cursor(at, int(task_id)) if at.tzinfo else None
    except ValueError:
        return None
