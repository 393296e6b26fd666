"""“Show if” as the editor draws it, and as a sentence in the list of fields."""

from __future__ import annotations

from collections.abc import Mapping

from engine.drafting.forms.show_if import Row, ShowIf, as_shown, read
from engine.drafting.forms.show_if_typed import MOST_ROWS, NO_VALUE, Known, TypedShowIf, words_of
from engine.messages_catalogue import Message, msg, say
from web.drawing.draft_drawing import Context
from web.drawing.form_setting_words import COMPARED

GIVEN: Mapping[str, Message] = {
    "entered_by": msg("Who fills it in (applicant or office)"),
    "may_accept_code": msg("A doubtful personal code may be accepted"),
    "order": msg("Order of the rules"),
    "regime": msg("Order of the rules"),
}
"""What no form asks for but many conditions look at."""


def builder(hide: str, known: Known, language: str, typed: TypedShowIf | None = None) -> Context:
    """What the builder shows: how, rows with what they compare, the formula, the answers of each value."""
    found = read(hide)
    rows = [] if found is None or not hide else [_row(one, known, language) for one in found.rows]
    how = _how(hide, found)
    formula = as_shown(hide)
    if typed is not None:
        how, formula = typed.how, typed.formula
        rows = [{"name": one.name, "compared": one.compared, "value": one.value} for one in typed.rows]
    empty = {"name": "", "compared": "is", "value": ""}
    names = {str(one["name"]) for one in rows}
    return {
        "how": how,
        "rows": [*rows, *[empty] * MOST_ROWS][: max(MOST_ROWS, len(rows))],
        "formula": formula,
        "names": [
            {"value": name, "text": title(name, known, language)}
            for name in sorted({*known.values, *names - {""}}, key=lambda one: title(one, known, language))
        ],
        "compared": [{"value": str(one), "text": words} for one, words in COMPARED.items()],
        "answers": {name: answers for name in known.values if (answers := _answers(name, known, language))},
    }


def sentence(hide: str, known: Known, language: str) -> str:
    """Shown when …; "" where it is always shown."""
    if not hide:
        return ""
    found = read(hide)
    if found is None:
        return say(msg("Shown by a formula: {formula}", formula=as_shown(hide)), language)
    joined = say(msg(" or ") if found.is_any else msg(" and "), language)
    parts = joined.join(_part(one, known, language) for one in found.rows)
    return say(msg("Shown when {condition}", condition=parts), language)


def title(name: str, known: Known, language: str) -> str:
    """A value by its question; by its name where no form asks for it."""
    choice = known.values.get(name)
    words = (choice.title.said(language) if choice else "") or _given(name, language)
    return f"{words} ({name})" if words and words != name else name


def _given(name: str, language: str) -> str:
    return say(GIVEN[name], language) if name in GIVEN else name


def _how(hide: str, found: ShowIf | None) -> str:
    if not hide:
        return "always"
    if found is None:
        return "formula"
    return "any" if found.is_any else "all"


def _row(one: Row, known: Known, language: str) -> Mapping[str, object]:
    value = "" if one.compared in NO_VALUE else words_of(one, known, language)
    return {"name": one.name, "compared": str(one.compared), "value": value}


def _part(one: Row, known: Known, language: str) -> str:
    choice = known.values.get(one.name)
    words = (choice.title.said(language) if choice else "") or _given(one.name, language)
    compared = say(COMPARED[one.compared], language)
    return f"“{words}” {compared}" + (
        "" if one.compared in NO_VALUE else f" “{words_of(one, known, language)}”"
    )


def _answers(name: str, known: Known, language: str) -> list[str]:
    choice = known.values[name]
    if choice.options:
        return [option.label.said(language) for option in choice.options]
    yes_no = [Row(name, next(iter(COMPARED)), value) for value in (True, False)]
    return [words_of(one, known, language) for one in yes_no] if choice.kind == "yes_no" else []
