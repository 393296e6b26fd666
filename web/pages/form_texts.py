"""All texts of a form in Latvian and English, side by side, to be translated in one go."""

from __future__ import annotations

from engine.drafting.forms import form_texts
from engine.drafting.forms.form_editing import Asked, OpenedForm, Part, change, open_form
from engine.errors import EngineError, NotFound, StaleVersion
from web.drawing import draft_drawing, form_text_drawing
from web.page import Answer, Crumb, Message, Route, Runtime, actor, go, language, msg, show, tell
from web.pages import draft_conflicts, form_typed
from web.pages.draft_answers import seen

ADDRESS = "/drafts/<int:draft_id>/form-texts/<path:form>"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def page(draft_id: int, form: str) -> str:
        """The texts in a table."""
        return _shown(runtime, open_form(runtime, actor(), draft_id, form), None)

    def save(draft_id: int, form: str) -> Answer:
        """Keep them all."""
        return _saved(runtime, draft_id, form)

    return [
        Route(ADDRESS, page, "draft.see"),
        Route(ADDRESS, save, "draft.edit", ("POST",)),
    ]


def _saved(runtime: Runtime, draft_id: int, path: str) -> Answer:
    asked = Asked(draft_id, path, seen(), in_place=True)
    try:
        change(runtime, actor(), asked, _put)
    except StaleVersion as stale:
        return draft_conflicts.page(runtime, draft_id, path, stale), 409
    except NotFound:
        raise
    except EngineError as refused:
        return _shown(runtime, open_form(runtime, actor(), draft_id, path), refused.message), 422
    tell(msg("Saved."))
    return go(f"/drafts/{draft_id}/form-texts/{path}")


def _put(form: Part) -> str:
    """The rows are numbered; each carries the address of its text."""
    sent = form_typed.typed()
    rows = [name.removeprefix("address_") for name in sent if name.startswith("address_")]
    form_texts.put_texts(
        form,
        {sent[f"address_{row}"]: (sent.get(f"lv_{row}", ""), sent.get(f"en_{row}", "")) for row in rows},
    )
    return ""


def _shown(runtime: Runtime, opened: OpenedForm, error: Message | None) -> str:
    context = form_text_drawing.texts(opened, language())
    standing = opened.page.page.standing
    crumbs: list[Crumb] = [
        (msg("Drafts"), "/drafts"),
        (standing.title, draft_drawing.address(standing.draft_id)),
        (str(context["title"]), draft_drawing.editor_address(standing.draft_id, opened.page.file.path)),
        (msg("Texts in both languages"), None),
    ]
    return show(runtime, "form_texts.html", {**context, "error": error}, crumbs=crumbs)
