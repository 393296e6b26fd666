"""The panel of the form editor: what can be set on the piece of a form that is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.drafting.forms import form_documents, form_settings
from engine.drafting.forms.form_documents import Part
from engine.drafting.forms.form_editing import OpenedForm
from engine.drafting.forms.form_parts_moved import can_go_in
from engine.drafting.forms.form_settings import Setting, Shape
from engine.drafting.forms.show_if_typed import TypedShowIf
from engine.messages_catalogue import Message
from web.drawing import show_if_drawing
from web.drawing.draft_drawing import Context
from web.drawing.form_setting_words import CHOICES, FOR_THE_PROCESS, HINTS, KINDS, LABELS

MOST_WORDS = 80
EMPTY_ROWS = 2
_TITLE = Setting("title", ("title",), Shape.WORDS, frozenset())


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be kept: the sentences by setting ("" = the whole), and what was typed."""

    errors: Mapping[str, Message] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    show_if: TypedShowIf | None = None


NOTHING = Refused()


def panel(opened: OpenedForm, form: Part, place: str, language: str, refused: Refused) -> Context:
    """The context `panel` of form_editor.html; `place`: what is chosen, "" = the form itself."""
    part = form_documents.at(form, place) if place else form
    settings = form_settings.of_kind(part) if place else [_TITLE]
    drawn = [_setting(one, part, opened, refused) for one in settings]
    kind = str(part.get("type"))
    return {
        "place": place,
        "was": form_documents.key_of(part) or kind if place else "",
        "name": name_of_part(part, language) if place else title_of(form, opened.page.file.path, language),
        "kind": KINDS.get(kind, kind) if place else None,
        "settings": [one for one in drawn if one["name"] not in FOR_THE_PROCESS],
        "folded": [one for one in drawn if one["name"] in FOR_THE_PROCESS],
        "list": _list(part, refused) if place else None,
        "show_if": show_if_drawing.builder(hide_of(part), opened.choices.known, language, refused.show_if)
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


def hide_of(part: Part) -> str:
    """The expression that hides a component; "" where none does."""
    found = form_settings.found(part, form_settings.HIDE)
    return found if isinstance(found, str) else ""


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


def title_of(form: Part, path: str, language: str) -> str:
    """What the form is called; its name where it says nothing."""
    en = form_settings.english(form, "title")
    words = en if language == "en" and isinstance(en, str) and en else form.get("title")
    return words if isinstance(words, str) and words else path.rpartition("/")[2].removesuffix(".json")
