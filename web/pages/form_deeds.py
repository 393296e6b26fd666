"""What can be asked of a form in its editor: each deed by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.drafting.forms import form_documents, form_parts_moved
from engine.drafting.forms.form_editing import OpenedForm, Part
from engine.task_forms.fields import Wording
from web.page import typed
from web.pages import form_typed

MOVES = ("up", "down", "into", "out")
IN_PLACE = ("settings", "form")  # they say by themselves where they belong


def chosen(opened: OpenedForm) -> str:
    """The piece that is looked at: by its place, or by what a finding calls it."""
    element = typed("element")
    if element and opened.form is not None:
        return form_documents.place_of(opened.form, element)
    return typed("field", 20)


def deeds(opened: OpenedForm) -> Mapping[str, Callable[[Part], str]]:
    """What can be asked for; each changes the form and gives the place that is chosen then."""
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
        **{way: moved(way) for way in MOVES},
    }
