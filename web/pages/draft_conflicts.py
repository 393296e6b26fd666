"""Two people, one file of a draft: both texts on one page."""

from __future__ import annotations

from engine.drafting.drafts import draft_pages
from engine.errors import StaleVersion
from web.drawing import draft_drawing, draft_file_drawing
from web.page import Crumb, Runtime, actor, language, msg, show


def page(runtime: Runtime, draft_id: int, path: str, stale: StaleVersion) -> str:
    """What was sent and what stands there; nothing was overwritten."""
    found = draft_pages.find_file(runtime, actor(), draft_id, path)
    context = draft_file_drawing.conflict(found, stale, language())
    return show(runtime, "draft_conflict.html", context, crumbs=crumbs(found))


def crumbs(found: draft_pages.FilePage) -> list[Crumb]:
    """The way to a file of a draft."""
    return [
        (msg("Drafts"), "/drafts"),
        (found.page.standing.title, draft_drawing.address(found.page.standing.draft_id)),
        (draft_drawing.file_words(found.file.path, found.page.processes, language()), None),
    ]
