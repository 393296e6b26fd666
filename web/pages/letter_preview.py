"""A letter of a draft with sample values: as the page people get, and as a PDF."""

from __future__ import annotations

from flask import make_response

from engine.drafting.letters import letter_previews
from engine.errors import EngineError, NotFound
from web.content_policy import FRAMED_POLICY
from web.file_answers import pdf
from web.page import Answer, Context, Response, Route, Runtime, actor, request, show


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def page(draft_id: int, letter: str) -> Response:
        """The letter as a page."""
        return _page(runtime, draft_id, letter)

    def paper(draft_id: int, letter: str) -> Answer:
        """The letter as a PDF; the page with the reason where it cannot be filled."""
        try:
            return pdf(letter_previews.paper(runtime, actor(), draft_id, letter, _sample()))
        except NotFound:
            raise
        except EngineError:
            return _page(runtime, draft_id, letter)

    return [
        Route("/drafts/<int:draft_id>/letter-preview/<path:letter>", page, "draft.see"),
        Route("/drafts/<int:draft_id>/letter-pdf/<path:letter>", paper, "draft.see"),
    ]


def _page(runtime: Runtime, draft_id: int, path: str) -> Response:
    context: Context = {"subject": "", "markdown": "", "why": None, "letter_language": _language(path)}
    try:
        letter = letter_previews.filled(runtime, actor(), draft_id, path, _sample())
        context |= {"subject": letter.subject, "markdown": letter.markdown}
    except NotFound:
        raise
    except EngineError as refused:
        context["why"] = refused.message
    answer = make_response(show(runtime, "letter_preview.html", context))
    answer.headers["Content-Security-Policy"] = FRAMED_POLICY
    return answer


def _language(path: str) -> str:
    return "en" if path.endswith(".en.md") else "lv"


def _sample() -> int:
    """Which of the ways on which the letter is sent."""
    typed = request.args.get("sample", "")[:3]
    return int(typed) if typed.isascii() and typed.isdigit() else 0
