"""One file of a draft: shown as text with what is found in it, and saved.

An editor asks with `Accept: application/json` and is answered in JSON; the room's README says how.
"""

from __future__ import annotations

from engine.drafting.comparing import draft_merging
from engine.drafting.drafts import draft_files, draft_pages
from engine.errors import EngineError, NotFound, StaleVersion
from web.drawing import draft_drawing, draft_file_drawing
from web.page import Answer, Context, Response, Route, Runtime, actor, go, language, msg, show, tell
from web.pages import draft_answers, draft_conflicts
from web.pages.draft_answers import seen, typed_content, wants_json

FILE = "/drafts/<int:draft_id>/files/<path:path>"
SEND = ("POST",)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def file(draft_id: int, path: str) -> str | Response:
        """The file as text, or for an editor with its version and findings."""
        if wants_json():
            return draft_answers.file(runtime, draft_id, path)
        return _page(runtime, draft_id, path)

    def save(draft_id: int, path: str) -> Answer | tuple[Response, int]:
        """Keep what was typed."""
        if wants_json():
            return draft_answers.save(runtime, draft_id, path)
        return _saved(runtime, draft_id, path)

    def raw(draft_id: int, path: str) -> Response:
        """The bytes of the file."""
        return _raw(runtime, draft_id, path)

    def findings(draft_id: int) -> Response:
        """What is found in the whole draft, for an editor."""
        return draft_answers.findings(runtime, draft_id)

    return [
        Route(FILE, file, "draft.see"),
        Route(FILE, save, "draft.edit", SEND),
        Route("/drafts/<int:draft_id>/raw/<path:path>", raw, "draft.see"),
        Route("/drafts/<int:draft_id>/findings", findings, "draft.see"),
    ]


def _raw(runtime: Runtime, draft_id: int, path: str) -> Response:
    one = draft_files.read(runtime, actor(), draft_id, path)
    if one.content is None:
        raise NotFound(msg("There is no such file in this draft."))
    return Response(one.content, content_type="text/plain; charset=utf-8")


def _saved(runtime: Runtime, draft_id: int, path: str) -> Answer:
    content = typed_content()
    try:
        draft_files.save(runtime, actor(), draft_id, path, content, seen=seen())
    except StaleVersion as stale:
        return draft_conflicts.page(runtime, draft_id, path, stale), 409
    except NotFound:
        raise
    except EngineError as refused:
        typed_text = content.decode("utf-8", "replace").replace("\0", "")
        return _page(runtime, draft_id, path, {"error": refused.message, "text": typed_text}), 422
    tell(msg("Saved."))
    return go(draft_drawing.address(draft_id, path))


def _page(runtime: Runtime, draft_id: int, path: str, changed: Context | None = None) -> str:
    found = draft_pages.find_file(runtime, actor(), draft_id, path)
    others = draft_merging.at_file(runtime, actor(), draft_id, path)
    context = {**draft_file_drawing.file(found, language()), **draft_file_drawing.others(others)}
    shown = {**context, **(changed or {})}
    return show(runtime, "draft_file.html", shown, crumbs=draft_conflicts.crumbs(found))
