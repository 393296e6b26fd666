"""A new process of a draft, begun from a template or as a copy of another."""

from __future__ import annotations

from collections.abc import Mapping

from engine.drafting.templates import process_templates
from engine.drafting.templates.process_templates import Wording
from engine.errors import EngineError, InvalidAnswers, NotFound
from web.drawing import draft_drawing, new_process_drawing
from web.page import Answer, Message, Route, Runtime, actor, go, language, msg, show, tell, typed

ADDRESS = "/drafts/<int:draft_id>/new-process"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def form(draft_id: int) -> str:
        """What it is called, and what it begins as."""
        return _form(runtime, draft_id, {})

    def make(draft_id: int) -> Answer:
        """Its files are in the draft afterwards."""
        title = Wording(typed("title", 500), typed("title_en", 500))
        try:
            process_id = process_templates.make(runtime, actor(), draft_id, typed("like"), title)
        except NotFound:
            raise
        except InvalidAnswers as invalid:
            return _form(runtime, draft_id, invalid.fields), 422
        except EngineError as refused:
            return _form(runtime, draft_id, {"": refused.message}), 409
        tell(msg("The new process is in the draft: draw it, fill its forms, try it out."))
        return go(f"{draft_drawing.address(draft_id)}?process={process_id}#process-{process_id}")

    return [
        Route(ADDRESS, form, "draft.edit"),
        Route(ADDRESS, make, "draft.edit", ("POST",)),
    ]


def _form(runtime: Runtime, draft_id: int, errors: Mapping[str, Message]) -> str:
    title, is_open, offered = process_templates.offered(runtime, actor(), draft_id)
    here = draft_drawing.address(draft_id)
    return show(
        runtime,
        "new_process.html",
        {
            "draft_url": here,
            "url": f"{here}/new-process" if is_open else None,
            "choices": new_process_drawing.choices(offered, language(), typed("like")),
            "typed": {"title": typed("title", 500), "title_en": typed("title_en", 500)},
            "errors_of": dict(errors),
        },
        crumbs=[
            (msg("Release in force"), "/release"),
            (msg("Drafts"), "/drafts"),
            (title, here),
            (msg("New process"), None),
        ],
    )
