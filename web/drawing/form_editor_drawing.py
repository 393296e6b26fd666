"""The form editor's page: the list of what stands on the form, and the panel of what is chosen."""

from __future__ import annotations

from engine.drafting.drafts.draft_paths import process_of
from engine.drafting.forms import form_documents, form_settings
from engine.drafting.forms.form_documents import HOLDERS, Part
from engine.drafting.forms.form_editing import OpenedForm
from engine.drafting.forms.form_settings import Setting, Shape
from engine.errors import Finding, Severity
from web.drawing import draft_drawing, show_if_drawing
from web.drawing.draft_drawing import Context
from web.drawing.form_panel_drawing import NOTHING, Refused, hide_of, name_of_part, panel, title_of
from web.drawing.form_setting_words import KINDS, LABELS, PALETTE


def editor(opened: OpenedForm, place: str, language: str, refused: Refused = NOTHING) -> Context:
    """The context of form_editor.html; `place`: what is chosen, "" = the form itself."""
    path, standing = opened.page.file.path, opened.page.page.standing
    form = opened.form or {"components": []}
    parts = dict(form_documents.walk(form))
    chosen = place if place in parts else ""
    here = f"/drafts/{standing.draft_id}"
    version = opened.page.file.version
    return {
        "title": title_of(form, path, language),
        "process": opened.page.page.processes.get(process_of(path), ""),
        "draft": standing.title,
        "path": path,
        "is_readable": opened.form is not None,
        "may_edit": opened.page.page.may_edit and opened.form is not None,
        "version": "" if version is None else version,
        "urls": {
            "draft": here,
            "self": draft_drawing.editor_address(standing.draft_id, path),
            "text": draft_drawing.address(standing.draft_id, path),
            "raw": f"{here}/raw/{path}",
            "texts": f"{here}/form-texts/{path}",
        },
        "rows": [_row(one, part, opened, chosen, language) for one, part in parts.items()],
        "problems": problems(opened, form, language),
        "others": sum(one.file != path for one in opened.page.page.findings),
        "palette": [
            {"title": title, "kinds": [{"value": kind, "text": KINDS[kind]} for kind in kinds]}
            for title, kinds in PALETTE
        ],
        "places": [_place(one, part, language) for one, part in parts.items()],
        "panel": panel(opened, form, chosen, language, refused),
        "error": refused.errors.get(""),
        "troubles": [
            {"text": words, "href": f"#set-{name}", "label": LABELS.get(name)}
            for name, words in refused.errors.items()
        ],
    }


def problems(opened: OpenedForm, form: Part, language: str) -> list[Context]:
    """What the check found in this file, errors first, each with where its field is."""
    path = opened.page.file.path
    here = [one for one in opened.page.page.findings if one.file == path]
    return [_problem(one, form, draft_drawing.editor_address(_id(opened), path), language) for one in here]


def _id(opened: OpenedForm) -> int:
    return opened.page.page.standing.draft_id


def _row(place: str, part: Part, opened: OpenedForm, chosen: str, language: str) -> Context:
    kind = str(part.get("type"))
    return {
        "place": place,
        "depth": place.count("."),
        "name": name_of_part(part, language),
        "kind": KINDS.get(kind, kind),
        "is_chosen": place == chosen,
        "is_required": bool(form_settings.found(part, _REQUIRED)),
        "condition": show_if_drawing.sentence(hide_of(part), opened.choices.known, language),
        "key": form_documents.key_of(part),
    }


def _place(place: str, part: Part, language: str) -> Context:
    kind = str(part.get("type"))
    words = name_of_part(part, language)
    return {"value": place, "text": words, "kind": KINDS.get(kind, kind), "holds": kind in HOLDERS}


def _problem(one: Finding, form: Part, address: str, language: str) -> Context:
    place = form_documents.place_of(form, one.element)
    name = name_of_part(form_documents.at(form, place), language) if place else ""
    return {
        "message": one.message,
        "is_error": one.severity is Severity.ERROR,
        "href": f"{address}?field={place}#panel" if place else f"{address}#panel",
        "name": name or one.element,
    }


_REQUIRED = Setting("required", ("validate", "required"), Shape.FLAG, frozenset())
