"""What the form editor sends, taken from the request and put into a form's file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.drafting.forms.form_changes import put_list, put_path, put_settings, put_wording
from engine.drafting.forms.form_documents import Part, at, key_of, place_of
from engine.drafting.forms.form_settings import HIDE, Listed, found
from engine.drafting.forms.show_if_typed import MOST_ROWS, Known, TypedRow, TypedShowIf, hide_of
from engine.errors import EngineError, InvalidAnswers
from engine.messages_catalogue import Message, msg
from web.page import request

MOST = 4_000  # characters of one text
MOST_INPUTS = 1_000
_ROW = re.compile(r"row_(\d{1,3})\.value")
_GONE = msg("Somebody took this field out meanwhile.")


def typed() -> dict[str, str]:
    """Everything that was sent, by name."""
    sent = list(request.form.items())[:MOST_INPUTS]
    return {name: value[:MOST].replace("\0", "").replace("\r\n", "\n") for name, value in sent}


def show_if() -> TypedShowIf | None:
    """The condition as it was typed; None where none was sent."""
    sent = typed()
    if "show" not in sent:
        return None
    rows = [
        TypedRow(*(sent.get(f"show_{what}_{number}", "") for what in ("name", "how", "value")))
        for number in range(1, MOST_ROWS + 1)
    ]
    how = sent["show"] if sent["show"] in ("all", "any", "formula") else "always"
    return TypedShowIf(how, tuple(rows), sent.get("show_formula", ""))


def put_title(form: Part) -> str:
    """The title in both languages; the form itself stays chosen."""
    sent = typed()
    lv, en = (" ".join(sent.get(f"title.{code}", "").split()) for code in ("lv", "en"))
    put_wording(form, ("title",), lv, en)
    return ""


def put_part(form: Part, known: Known) -> str:
    """Every setting of the chosen component as sent; its place. InvalidAnswers by the name of the setting."""
    sent = typed()
    place, part = _chosen(form, sent)
    troubles: dict[str, Message] = {}
    for put in (put_settings, _put_rows):
        try:
            put(part, sent)
        except InvalidAnswers as invalid:
            troubles |= invalid.fields
    wanted = show_if()
    if wanted is not None:
        before = found(part, HIDE)
        try:
            hide = hide_of(wanted, before if isinstance(before, str) else "", known)
            put_path(part, HIDE.path, hide or None)
        except EngineError as refused:
            troubles["show_if"] = refused.message
    if troubles:
        raise InvalidAnswers(troubles)
    return place


def _chosen(form: Part, sent: Mapping[str, str]) -> tuple[str, Part]:
    """The component that was meant: where it stood, or, where others were moved, by its key."""
    place, was = sent.get("place", ""), sent.get("was", "")
    for one in (place, place_of(form, was)):
        try:
            part = at(form, one)
        except EngineError:
            continue
        if was in (key_of(part), part.get("type")):
            return one, part
    raise EngineError(_GONE)


def _put_rows(part: Part, sent: Mapping[str, str]) -> None:
    numbers = sorted(int(found[1]) for name in sent if (found := _ROW.fullmatch(name)))
    if numbers:
        put_list(part, [_listed(sent, number) for number in numbers])


def _listed(sent: Mapping[str, str], number: int) -> Listed:
    value, lv, en = (" ".join(sent.get(f"row_{number}.{what}", "").split()) for what in ("value", "lv", "en"))
    return Listed(value, lv, en)
