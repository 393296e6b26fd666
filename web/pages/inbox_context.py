"""The context of the inbox's page: the list, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from engine.domain.rights import Role
from engine.inbox.inbox_pages import Inbox
from engine.inbox.inbox_views import StoredView
from engine.people import deputies
from web.drawing import inbox_drawing, inbox_rows
from web.drawing.inbox_drawing import Chosen
from web.drawing.page_links import page_links
from web.page import Context, Runtime, actor, language, may


def context(
    runtime: Runtime, found: Inbox, chosen: Chosen, views: Sequence[StoredView], on_a_page: int
) -> Context:
    """Everything that inbox.html shows."""
    now, me = runtime.clock.now(), actor()
    return {
        **inbox_drawing.listing(found, chosen, language()),
        **_around(runtime, chosen, views, found),
        "rows": [inbox_rows.row(one, found, chosen.view, me, now, language()) for one in found.page.rows],
        "pages": page_links("/tasks", chosen.follow(), inbox_rows.stretch(found), on_a_page),
    }


def _around(runtime: Runtime, chosen: Chosen, views: Sequence[StoredView], found: Inbox) -> Context:
    """Kept views, whom one stands in for, what can be done with several tasks."""
    asked = urlencode(chosen.kept())
    me = actor().user_id
    return {
        "views": [
            {
                "id": one.view_id,
                "name": one.name,
                "href": f"/tasks?{one.asked}",
                "current": dict(parse_qsl(one.asked)) == chosen.kept(),
                "shared_by": one.made_by if one.is_shared and one.user_id != me else None,
                "is_shared": one.is_shared,
                "is_default": one.is_default and one.user_id == me,
                "is_own": one.user_id == me,
            }
            for one in views
        ],
        "keep": {"action": "/tasks/views", "asked": asked} if may("view.keep") else None,
        "stands_in": [
            {"name": one.away, "until": one.to_day} for one in deputies.stood_in_for(runtime, actor())
        ],
        "bulk": inbox_drawing.bulk(
            found,
            chosen,
            may_give=actor().has(Role.HEAD_OF_SERVICE),
            may_remind=may("task.remind"),
            may_hand_over=may("case.assign"),
        )
        if may("task.bulk")
        else None,
    }
