"""The letter editor of process owners: the text with what it may name, and how it reads."""

from __future__ import annotations

from flask import make_response

from engine.drafting.letters import letter_editing
from engine.drafting.letters.letter_editing import OpenedLetter, letter_path, open_letter
from engine.errors import EngineError, NotFound, StaleVersion
from web.content_policy import FRAMING_POLICY
from web.drawing import draft_drawing, letter_editor_drawing, preview_choices
from web.page import (
    Answer,
    Crumb,
    Message,
    Response,
    Route,
    Runtime,
    actor,
    go,
    language,
    msg,
    request,
    show,
    tell,
)
from web.pages import draft_conflicts
from web.pages.draft_answers import seen, typed_content

ADDRESS = "/drafts/<int:draft_id>/letters/<path:letter>"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def page(draft_id: int, letter: str) -> Response:
        """The editor."""
        return _shown(runtime, open_letter(runtime, actor(), draft_id, letter))

    def save(draft_id: int, letter: str) -> Answer | tuple[Response, int]:
        """Keep the text."""
        return _saved(runtime, draft_id, letter_path(letter))

    return [
        Route(ADDRESS, page, "draft.see"),
        Route(ADDRESS, save, "draft.edit", ("POST",)),
    ]


def _saved(runtime: Runtime, draft_id: int, path: str) -> Answer | tuple[Response, int]:
    content = typed_content()
    try:
        letter_editing.save(runtime, actor(), draft_id, path, content, seen=seen())
    except StaleVersion as stale:
        return draft_conflicts.page(runtime, draft_id, path, stale), 409
    except NotFound:
        raise
    except EngineError as refused:
        opened = open_letter(runtime, actor(), draft_id, path)
        text = content.decode("utf-8", "replace").replace("\0", "")
        return _shown(runtime, opened, text, refused.message), 422
    tell(msg("Saved."))
    return go(draft_drawing.editor_address(draft_id, path))


def _shown(
    runtime: Runtime, opened: OpenedLetter, typed: str | None = None, error: Message | None = None
) -> Response:
    context = letter_editor_drawing.editor(opened, language(), typed, error)
    standing, path = opened.page.page.standing, opened.page.file.path
    preview = f"{draft_drawing.address(standing.draft_id)}/letter-preview/{path}"
    context["preview"] = preview_choices.chosen(request.args, language(), preview, {})
    crumbs: list[Crumb] = [
        (msg("Drafts"), "/drafts"),
        (standing.title, draft_drawing.address(standing.draft_id)),
        (str(context["title"]), None),
    ]
    answer = make_response(show(runtime, "letter_editor.html", context, crumbs=crumbs))
    answer.headers["Content-Security-Policy"] = FRAMING_POLICY
    return answer
