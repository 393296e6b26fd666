"""The form editor of process owners: what stands on a form, and one piece of it to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import make_response

from engine.drafting import form_documents, form_parts_moved
from engine.drafting.form_editing import Asked, OpenedForm, Part, change, form_path, open_form
from engine.errors import EngineError, InvalidAnswers, NotFound, StaleVersion
from engine.task_forms.fields import Wording
from web.content_policy import FRAMING_POLICY
from web.drawing import draft_drawing, form_editor_drawing, preview_choices
from web.drawing.form_editor_drawing import NOTHING, Refused
from web.page import (
    Answer,
    Crumb,
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
    typed,
)
from web.pages import draft_conflicts, form_typed
from web.pages.draft_answers import seen

ADDRESS = "/drafts/<int:draft_id>/forms/<path:form>"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def page(draft_id: int, form: str) -> Response:
        """The editor with one piece of the form chosen."""
        opened = open_form(runtime, actor(), draft_id, form)
        return _shown(runtime, opened, _place(opened))

    def save(draft_id: int, form: str) -> Answer | tuple[Response, int]:
        """One change."""
        return _changed(runtime, draft_id, form_path(form))

    return [
        Route(ADDRESS, page, "draft.see"),
        Route(ADDRESS, save, "draft.edit", ("POST",)),
    ]


def _place(opened: OpenedForm) -> str:
    """What is chosen: by its place, or by what a finding calls it."""
    element = typed("element")
    if element and opened.form is not None:
        return form_documents.place_of(opened.form, element)
    return typed("field", 20)


def _changed(runtime: Runtime, draft_id: int, path: str) -> Answer | tuple[Response, int]:
    what = typed("do", 20)
    opened = open_form(runtime, actor(), draft_id, path)
    act = _acts(opened).get(what)
    if act is None:
        raise NotFound(msg("There is no such form."))
    asked = Asked(draft_id, path, seen(), in_place=what in ("settings", "form"))
    try:
        place = change(runtime, actor(), asked, act)
    except StaleVersion as stale:
        return draft_conflicts.page(runtime, draft_id, path, stale), 409
    except NotFound:
        raise
    except InvalidAnswers as invalid:
        refused = Refused(invalid.fields, form_typed.typed(), form_typed.show_if())
        return _shown(runtime, opened, typed("place", 20), refused), 422
    except EngineError as failed:
        refused = Refused({"": failed.message}, form_typed.typed(), form_typed.show_if())
        return _shown(runtime, opened, typed("place", 20), refused), 422
    tell(msg("Saved."))
    here = draft_drawing.editor_address(draft_id, path)
    return go(f"{here}?field={place}#{'panel' if what not in _MOVES else f'move-{what}'}")


_MOVES = ("up", "down", "into", "out")


def _acts(opened: OpenedForm) -> Mapping[str, Callable[[Part], str]]:
    """What can be asked for, by its name."""
    place = typed("place", 20)
    where, _, after = typed("where", 30).partition(":")
    words = Wording(typed("label_lv", 1_000), typed("label_en", 1_000))

    def add(form: Part) -> str:
        return form_parts_moved.add(form, typed("kind", 20), words, after, inside=where == "inside")

    def moved(way: str) -> Callable[[Part], str]:
        return lambda form: form_parts_moved.move(form, place, way)

    return {
        "form": form_typed.put_title,
        "settings": lambda form: form_typed.put_part(form, opened.choices.known),
        "add": add,
        "remove": lambda form: form_parts_moved.remove(form, place),
        **{way: moved(way) for way in _MOVES},
    }


def _shown(runtime: Runtime, opened: OpenedForm, place: str, refused: Refused = NOTHING) -> Response:
    context = form_editor_drawing.editor(opened, place, language(), refused)
    standing, path = opened.page.page.standing, opened.page.file.path
    preview = f"{draft_drawing.address(standing.draft_id)}/form-preview/{path}"
    context["preview"] = preview_choices.chosen(request.args, language(), preview, {"field": place})
    crumbs: list[Crumb] = [
        (msg("Drafts"), "/drafts"),
        (standing.title, draft_drawing.address(standing.draft_id)),
        (str(context["title"]), None),
    ]
    answer = make_response(show(runtime, "form_editor.html", context, crumbs=crumbs))
    answer.headers["Content-Security-Policy"] = FRAMING_POLICY
    return answer
