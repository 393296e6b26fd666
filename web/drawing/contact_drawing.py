"""The boxes of the page on which somebody's details are mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from engine.messages_catalogue import Message, msg
from engine.people.contact_changes import LABELS
from web.drawing.words import short_day

LANGUAGES: Mapping[str, str] = {"lv": "Latviešu", "en": "English"}  # each in its own
MIDDLE, WIDE = "govuk-input--width-20", ""
BEFORE_DAY: Sequence[tuple[str, str, Message | None]] = (
    ("given_name", MIDDLE, None),
    ("family_name", MIDDLE, None),
)
AFTER_DAY: Sequence[tuple[str, str, Message | None]] = (
    ("email", WIDE, msg("Letters are announced there, and sign-in links sent.")),
    ("phone", MIDDLE, None),
    ("address", WIDE, msg("Where letters go by post.")),
)


def day_of(text: str) -> date | None:
    """The day that "2001-02-03" is; None for nothing."""
    return date.fromisoformat(text) if text else None


def boxes(
    values: Mapping[str, str], errors: Mapping[str, Message], theirs: Mapping[str, str]
) -> dict[str, object]:
    """Every box with what stands in it; `theirs`: what a colleague has saved meanwhile, where it differs."""

    def box(name: str, width: str = "", hint: Message | None = None) -> dict[str, object]:
        other = theirs.get(name, "")
        differs = name in theirs and other != values.get(name, "")
        return {
            "name": name,
            "label": LABELS.get(name, msg("Why it is changed")),
            "hint": hint,
            "width": width,
            "value": values.get(name, ""),
            "error": errors.get(name),
            "theirs": _shown(name, other) if differs else None,
        }

    return {
        "names": [box(*one) for one in BEFORE_DAY],
        "born": box("birth_date"),
        "reached": [box(*one) for one in AFTER_DAY],
        "language_box": box("language"),
        "reason": box("reason"),
    }


def _shown(name: str, text: str) -> str:
    if name == "birth_date" and text:
        return short_day(date.fromisoformat(text), "lv")
    return LANGUAGES.get(text, text) or "–"
