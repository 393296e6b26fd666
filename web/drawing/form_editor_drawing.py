"""The form editor's page: the list of what stands on the form, and the panel of what is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.drafting import form_documents, form_settings, form_texts
from engine.drafting.draft_paths import name_of, process_of
from engine.drafting.form_documents import HOLDERS, Part
from engine.drafting.form_editing import OpenedForm
from engine.drafting.form_parts_moved import can_go_in
from engine.drafting.form_settings import Setting, Shape
from engine.drafting.form_texts import FormText
from engine.drafting.show_if_typed import TypedShowIf
from engine.errors import Finding, Severity
from engine.messages_catalogue import Message
from web.drawing import draft_drawing, show_if_drawing
from web.drawing.draft_drawing import Context
from web.drawing.form_setting_words import CHOICES, FOR_THE_PROCESS, HINTS, KINDS, LABELS, PALETTE

MOST_WORDS = 80
EMPTY_ROWS = 2


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be kept: the sentences by setting ("" = the whole), and what was typed."""

    errors: Mapping[str, Message] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    show_if: TypedShowIf | None = None


NOTHING = Refused()


def editor(opened: OpenedForm, place: str, language: str, refused: Refused = NOTHING) -> Context:
    """The context of form_editor.html; `place`: what is chosen, "" = the form itself."""
    path, standing = opened.page.file.path, opened.page.page.standing
    form = opened.form or {"components": []}
    parts = dict(form_documents.walk(form))
    chosen = place if place in parts else ""
    here = f"/drafts/{standing.draft_id}"
    version = opened.page.file.version
    return {
        "title": _title(form, path, language),
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
        "panel": _panel(opened, form, chosen, language, refused),
        "error": refused.errors.get(""),
        "troubles": [
            {"text": words, "href": f"#set-{name}", "label": LABELS.get(name)}
            for name, words in refused.errors.items()
        ],
    }


def texts(opened: OpenedForm, language: str) -> Context:
    """The context of form_texts.html."""
    path, standing = opened.page.file.path, opened.page.page.standing
    form = opened.form or {"components": []}
    version = opened.page.file.version
    found = form_texts.texts(form)
    return {
        "title": _title(form, path, language),
        "editor_url": draft_drawing.editor_address(standing.draft_id, path),
        "save_url": f"/drafts/{standing.draft_id}/form-texts/{path}",
        "may_edit": opened.page.page.may_edit and opened.form is not None,
        "version": "" if version is None else version,
        "missing": sum(one.is_missing for one in found),
        "rows": [_text(one, form) for one in found],
    }


def problems(opened: OpenedForm, form: Part, language: str) -> list[Context]:
    """What the check found in this file, errors first, each with where its field is."""
    path = opened.page.file.path
    here = [one for one in opened.page.page.findings if one.file == path]
    return [_problem(one, form, draft_drawing.editor_address(_id(opened), path), language) for one in here]


def name_of_part(part: Part, language: str) -> str:
    """A component as people know it: its words, else its name, else its kind."""
    for name in ("label", "dateLabel", "text"):
        lv = part.get(name)
        en = form_settings.english(part, "label" if name == "dateLabel" else name)
        words = en if language == "en" and isinstance(en, str) and en else lv
        if isinstance(words, str) and words:
            line = " ".join(words.split())
            return line if len(line) <= MOST_WORDS else f"{line[: MOST_WORDS - 1]}…"
    return form_documents.key_of(part)


def _text(one: FormText, form: Part) -> Context:
    part = form_documents.at(form, one.place) if one.place else form
    return {
        "address": one.address,
        "what": LABELS.get(one.name, one.name),
        "where": one.item or (form_documents.key_of(part) if one.place else ""),
        "field": one.place,
        "lv": one.lv,
        "en": one.en,
        "is_long": one.is_long or len(one.lv) > MOST_WORDS,
        "is_missing": one.is_missing,
    }


def _id(opened: OpenedForm) -> int:
    return opened.page.page.standing.draft_id


def _title(form: Part, path: str, language: str) -> str:
    en = form_settings.english(form, "title")
    words = en if language == "en" and isinstance(en, str) and en else form.get("title")
    return words if isinstance(words, str) and words else name_of(path)


def _row(place: str, part: Part, opened: OpenedForm, chosen: str, language: str) -> Context:
    kind = str(part.get("type"))
    return {
        "place": place,
        "depth": place.count("."),
        "name": name_of_part(part, language),
        "kind": KINDS.get(kind, kind),
        "is_chosen": place == chosen,
        "is_required": bool(form_settings.found(part, _REQUIRED)),
        "condition": show_if_drawing.sentence(_hide(part), opened.choices.known, language),
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


def _panel(opened: OpenedForm, form: Part, place: str, language: str, refused: Refused) -> Context:
    part = form_documents.at(form, place) if place else form
    settings = form_settings.of_kind(part) if place else [_TITLE]
    drawn = [_setting(one, part, opened, refused) for one in settings]
    kind = str(part.get("type"))
    return {
        "place": place,
        "was": form_documents.key_of(part) or kind if place else "",
        "name": name_of_part(part, language) if place else _title(form, opened.page.file.path, language),
        "kind": KINDS.get(kind, kind) if place else None,
        "settings": [one for one in drawn if one["name"] not in FOR_THE_PROCESS],
        "folded": [one for one in drawn if one["name"] in FOR_THE_PROCESS],
        "list": _list(part, refused) if place else None,
        "show_if": show_if_drawing.builder(_hide(part), opened.choices.known, language, refused.show_if)
        if place
        else None,
        "show_if_error": refused.errors.get("show_if"),
        "is_nested": "." in place,
        "can_go_in": bool(place) and can_go_in(form, place),
    }


def _setting(one: Setting, part: Part, opened: OpenedForm, refused: Refused) -> Context:
    value = form_settings.found(part, one)
    name = "label" if one.path[-1] == "dateLabel" else one.path[-1]
    en = form_settings.english(part, name)
    text = "" if value is None else str(value)
    text = text.strip().removeprefix("=").strip() if one.shape is Shape.FORMULA else text
    drawn: Context = {
        "name": one.name,
        "label": LABELS[one.name],
        "hint": HINTS.get(one.name),
        "shape": str(one.shape),
        "lv": refused.typed.get(f"{one.name}.lv", text),
        "en": refused.typed.get(f"{one.name}.en", en if isinstance(en, str) else ""),
        "value": refused.typed.get(one.name, text),
        "is_set": value is True,
        "choices": [],
        "error": refused.errors.get(one.name),
    }
    if one.shape is Shape.ONE_OF or one.name == "instrument":
        offered = opened.choices.instruments if one.name == "instrument" else one.choices
        names = list(dict.fromkeys([*offered, *([text] if text else [])]))
        drawn |= {
            "shape": str(Shape.ONE_OF),
            "choices": [{"value": name, "text": CHOICES.get(name, name)} for name in names],
        }
    return drawn


def _list(part: Part, refused: Refused) -> Context | None:
    names = form_settings.list_of(part)
    if names is None:
        return None
    rows: list[Context] = [
        {"value": one.value, "lv": one.lv, "en": one.en} for one in form_settings.listed(part)
    ]
    if "row_1.value" in refused.typed:
        rows = _typed_rows(refused.typed)
    empty: Context = {"value": "", "lv": "", "en": ""}
    return {
        "is_columns": names[0] == "columns",
        "rows": [*rows, *[empty] * EMPTY_ROWS],
        "error": refused.errors.get(names[0]),
    }


def _typed_rows(typed: Mapping[str, str]) -> list[Context]:
    numbers = [int(name[4:-6]) for name in typed if name.startswith("row_") and name.endswith(".value")]
    rows: list[Context] = [
        {what: typed.get(f"row_{number}.{what}", "") for what in ("value", "lv", "en")}
        for number in sorted(numbers)
    ]
    return [one for one in rows if any(one.values())]


def _hide(part: Part) -> str:
    found = form_settings.found(part, _HIDE)
    return found if isinstance(found, str) else ""


_HIDE = Setting("show_if", ("conditional", "hide"), Shape.FORMULA, frozenset())
_REQUIRED = Setting("required", ("validate", "required"), Shape.FLAG, frozenset())
_TITLE = Setting("title", ("title",), Shape.WORDS, frozenset())
