"""The inbox of staff: what is mine, what waits for my group, what is overdue, what waits for others."""

from __future__ import annotations

from functools import partial

from engine.inbox import inbox_pages, inbox_search, inbox_views
from engine.inbox.inbox_pages import Due, InboxView
from engine.tasks import tasks
from web.page import Answer, Route, Runtime, actor, go, is_party, msg, request, said, show, tell
from web.pages import inbox_asked, inbox_context, inbox_whole
from web.pages.inbox_asked import Chosen

ON_A_PAGE = inbox_asked.ON_A_PAGE


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> Answer:
        """The list; parties have theirs on the first page."""
        return go("/") if is_party(actor()) else _list(runtime)

    def search() -> Answer:
        """Look for something; a personal code becomes a person, so that no address ever holds it."""
        return go(_searched(runtime, inbox_asked.chosen()).address())

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
        found = inbox_pages.how_many(runtime, actor())
        counts = {view.value: count for view in InboxView if (count := found.of(view)) is not None}
        counts.pop(InboxView.PUT_OFF.value)
        return {"counts": counts, "text": said(msg("Tasks now: {count}", count=found.all))}

    return [
        Route("/tasks", listing, "inbox.see", whole=partial(inbox_whole.whole, runtime)),
        Route("/tasks/search", search, "inbox.see", ("POST",)),
        Route("/tasks/<int:task_id>/claim", claim, "inbox.see", ("POST",)),
        Route("/tasks/<int:task_id>/release", give_back, "inbox.see", ("POST",)),
        Route("/tasks/news", news, "inbox.see"),
    ]


def _searched(runtime: Runtime, chosen: Chosen) -> Chosen:
    if not inbox_search.is_code(chosen.search):
        return chosen
    person_id = inbox_search.person_of(runtime, actor(), chosen.search)
    if person_id is None:
        tell(msg("Nobody with this personal code takes part in a case here."), "notice")
    return chosen.looking_for("" if person_id is None else str(person_id))


def _list(runtime: Runtime) -> Answer:
    views = inbox_views.listed(runtime, actor())
    first = next((one for one in views if one.is_default and one.user_id == actor().user_id), None)
    if first is not None and not request.args:
        return go(f"/tasks?{first.asked}")
    chosen = inbox_asked.chosen()
    if inbox_search.is_code(chosen.search):  # typed into the address by hand
        return go(_searched(runtime, chosen).address())
    due = Due(chosen.due) if chosen.due else None
    found = inbox_pages.list_inbox(runtime, actor(), inbox_asked.wanted(chosen, ON_A_PAGE), due)
    return show(runtime, "inbox.html", inbox_context.context(runtime, found, chosen, views, ON_A_PAGE))
