"""The form editor of process owners: what stands on a form, and one piece of it to change."""

from __future__ import annotations

from engine.drafting.forms.form_editing import Asked, change, form_path, open_form
from engine.errors import EngineError, InvalidAnswers, NotFound, StaleVersion
from web.drawing import draft_drawing
from web.page import Answer, Response, Route, Runtime, actor, go, msg, tell, typed
from web.pages import draft_conflicts, form_editor_shown
from web.pages.draft_answers import seen
from web.pages.form_deeds import IN_PLACE, MOVES, chosen, deeds

ADDRESS = "/drafts/<int:draft_id>/forms/<path:form>"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def page(draft_id: int, form: str) -> Response:
        """The editor with one piece of the form chosen."""
        opened = open_form(runtime, actor(), draft_id, form)
        return form_editor_shown.shown(runtime, opened, chosen(opened))

    def save(draft_id: int, form: str) -> Answer | tuple[Response, int]:
        """One change."""
        return _changed(runtime, draft_id, form_path(form))

    return [
        Route(ADDRESS, page, "draft.see"),
        Route(ADDRESS, save, "draft.edit", ("POST",)),
    ]


def _changed(runtime: Runtime, draft_id: int, path: str) -> Answer | tuple[Response, int]:
    what, at = typed("do", 20), typed("place", 20)
    opened = open_form(runtime, actor(), draft_id, path)
    act = deeds(opened).get(what)
    if act is None:
        raise NotFound(msg("There is no such form."))
    try:
        place = change(runtime, actor(), Asked(draft_id, path, seen(), what in IN_PLACE), act)
    except StaleVersion as stale:
        return draft_conflicts.page(runtime, draft_id, path, stale), 409
    except NotFound:
        raise
    except InvalidAnswers as invalid:
        return form_editor_shown.refused(runtime, opened, at, invalid.fields), 422
    except EngineError as failed:
        return form_editor_shown.refused(runtime, opened, at, {"": failed.message}), 422
    tell(msg("Saved."))
    here = draft_drawing.editor_address(draft_id, path)
    return go(f"{here}?field={place}#{f'move-{what}' if what in MOVES else 'panel'}")
