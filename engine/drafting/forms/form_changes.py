"""What somebody typed about a component, put into the form's file; what was not touched stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from engine.drafting.forms.form_documents import Part
from engine.drafting.forms.form_settings import Listed, Setting, Shape, found, list_of, listed, of_kind
from engine.errors import EngineError, InvalidAnswers
from engine.messages_catalogue import Message, msg

Typed = Mapping[str, str]
_WHOLE = re.compile(r"[0-9]{1,6}")
_MOST_DIGITS = 15
_NO_NUMBER = msg("Write a number, or leave it empty.")
_VALUE_MISSING = msg("Every row needs a name of its own in the first box: it is what the process gets.")


def put_settings(part: Part, typed: Typed) -> None:
    """Every setting of the component as typed; InvalidAnswers by the setting's name where one cannot be.

    A setting that was not sent stays; an empty one is taken out of the file, with what it leaves empty.
    """
    troubles: dict[str, Message] = {}
    for setting in of_kind(part):
        try:
            if setting.shape in (Shape.WORDS, Shape.LONG_WORDS):
                _put_words(part, setting, typed)
            elif setting.name in typed or (setting.shape is Shape.FLAG and "_flags" in typed):
                _put(part, setting, typed.get(setting.name, ""))
        except EngineError as refused:
            troubles[setting.name] = refused.message
    if troubles:
        raise InvalidAnswers(troubles)


def put_list(part: Part, rows: Sequence[Listed]) -> None:
    """The answers of a choice or the columns of a table; empty rows are left out.

    What else an entry holds (`hide`) stays with the value that it had; InvalidAnswers where one is missing.
    """
    names = list_of(part)
    if names is None:
        return
    wanted = [one for one in rows if one.value or one.lv or one.en]
    values = [one.value for one in wanted]
    if "" in values or len(set(values)) < len(values):
        raise InvalidAnswers({names[0]: _VALUE_MISSING})
    if wanted == listed(part):
        return
    there = part.get(names[0])
    entries = there if isinstance(there, list) else []
    before = {str(entry.get(names[1])): entry for entry in entries if isinstance(entry, dict)}
    part[names[0]] = [_entry(before.get(one.value), names, one) for one in wanted]
    _put_english(part, names[0], {one.value: one.en for one in wanted if one.en})


def put_path(part: Part, path: Sequence[str], value: object) -> None:
    """Set a value, or take it out where it is None; holders that become empty go with it."""
    if not path:
        return
    name, *rest = path
    if not rest:
        if value is None:
            part.pop(name, None)
        else:
            part[name] = value
        return
    inner = part.get(name)
    if not isinstance(inner, dict):
        if value is None:
            return
        inner = part[name] = {}
    had = bool(inner)
    put_path(inner, rest, value)
    if had and not inner:
        del part[name]


def put_wording(part: Part, path: Sequence[str], lv: str, en: str) -> None:
    """A wording in both languages; the Latvian in its place, the English under `i18n.en`."""
    before = found(part, Setting("", tuple(path), Shape.WORDS, frozenset()))
    if (before or "") != lv:
        put_path(part, path, lv or None)
    _put_english(part, "label" if path[-1] == "dateLabel" else path[-1], en)


def _put_english(part: Part, name: str, words: object) -> None:
    before = found(part, Setting("", ("i18n", "en", name), Shape.WORDS, frozenset()))
    if (before or None) != (words or None):
        put_path(part, ("i18n", "en", name), words or None)


def _put_words(part: Part, setting: Setting, typed: Typed) -> None:
    if f"{setting.name}.lv" in typed:
        lv, en = (_lines(typed.get(f"{setting.name}.{code}", ""), setting) for code in ("lv", "en"))
        put_wording(part, setting.path, lv, en)


def _lines(text: str, setting: Setting) -> str:
    plain = text.replace("\r\n", "\n").strip()
    return plain if setting.shape is Shape.LONG_WORDS else " ".join(plain.split())


def _put(part: Part, setting: Setting, text: str) -> None:
    before, value = found(part, setting), _value(setting, text.strip())
    if not _is_same(setting.shape, before, value):
        put_path(part, setting.path, value)


def _is_same(shape: Shape, before: object, value: object) -> bool:
    """Whether both mean the same: a file may be written by hand or by other editors, with numbers as text."""
    if before == value or (value is None and before in (False, "")):
        return True
    if shape is Shape.FORMULA:
        return str(before).strip().removeprefix("=").strip() == str(value).removeprefix("=")
    return shape in (Shape.WHOLE, Shape.NUMBER) and str(before) == str(value)


def _value(setting: Setting, text: str) -> object:
    """What is to stand in the file; None = nothing."""
    if setting.shape is Shape.FLAG:
        return True if text else None
    if not text:
        return None
    if setting.shape is Shape.FORMULA:
        return f"={text.removeprefix('=').strip()}"
    if setting.shape is Shape.WHOLE:
        if not _WHOLE.fullmatch(text):
            raise EngineError(msg("Write a whole number, or leave it empty."))
        return int(text)
    return _number(text) if setting.shape is Shape.NUMBER else text


def _number(text: str) -> int | float:
    try:
        number = Decimal(text.replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        raise EngineError(_NO_NUMBER) from None
    if not number.is_finite() or len(text) > _MOST_DIGITS:
        raise EngineError(_NO_NUMBER)
    return int(number) if number == number.to_integral_value() else float(number)


def _entry(before: Part | None, names: tuple[str, str], one: Listed) -> Part:
    if before is None:
        return (
            {"key": one.value, "label": one.lv}
            if names[1] == "key"
            else {"label": one.lv, "value": one.value}
        )
    return {**before, "label": one.lv}
