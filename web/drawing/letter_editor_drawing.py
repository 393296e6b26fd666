"""The letter editor's page: the text, what it may name, what the check found."""

from __future__ import annotations

from engine.drafting.drafts.draft_paths import process_of
from engine.drafting.letters.letter_editing import LetterValue, OpenedLetter
from engine.errors import Severity
from engine.messages_catalogue import Message, msg, say
from web.drawing import draft_drawing, draft_file_drawing
from web.drawing.case_words import LETTERS
from web.drawing.draft_drawing import Context
from web.drawing.letter_value_words import VALUES

CASES = ".genitive .dative .accusative .locative"  # behind a day or a month, in Latvian
LANGUAGES = {"lv": msg("in Latvian"), "en": msg("in English")}
TO_THE_OTHER = {"lv": msg("The same letter in Latvian"), "en": msg("The same letter in English")}


def editor(
    opened: OpenedLetter, language: str, typed: str | None = None, error: Message | None = None
) -> Context:
    """The context of letter_editor.html; `typed`: what was not kept."""
    path, standing = opened.page.file.path, opened.page.page.standing
    version = opened.page.file.version
    found = [one for one in opened.page.page.findings if one.file == path]
    text = draft_file_drawing.text(opened.page.file.content)
    values = [_value(one, opened.language, language) for one in opened.values]
    return {
        "title": _title(opened, language),
        "process": opened.page.page.processes.get(process_of(path), ""),
        "draft": standing.title,
        "path": path,
        "letter_language": opened.language,
        "text": text if typed is None else typed,
        "may_edit": opened.page.page.may_edit and opened.page.file.content is not None,
        "version": "" if version is None else version,
        "error": error,
        "urls": _urls(standing.draft_id, path),
        "other": _other(opened),
        "problems": [
            {"message": one.message, "is_error": one.severity is Severity.ERROR, "line": _line(one.element)}
            for one in found
        ],
        "others": len(opened.page.page.findings) - len(found),
        "values": sorted(values, key=lambda one: str(one["words"])),
        "samples": _ways(opened.samples, language),
    }


def _urls(draft_id: int, path: str) -> Context:
    here = draft_drawing.address(draft_id)
    return {
        "draft": here,
        "self": draft_drawing.editor_address(draft_id, path),
        "text": draft_drawing.address(draft_id, path),
        "raw": f"{here}/raw/{path}",
        "pdf": f"{here}/letter-pdf/{path}",
    }


def _other(opened: OpenedLetter) -> Context | None:
    """The way to the same letter in the other language, where there is one."""
    href = draft_drawing.editor_address(opened.page.page.standing.draft_id, opened.other_path)
    text = TO_THE_OTHER["en" if opened.language == "lv" else "lv"]
    return {"href": href, "text": text} if opened.has_other else None


def _ways(count: int, language: str) -> list[Context]:
    """With which values it can be read, where there is a choice."""
    numbers = range(count if count > 1 else 0)
    return [
        {"value": str(number), "text": say(msg("Values {number}", number=number + 1), language)}
        for number in numbers
    ]


def _title(opened: OpenedLetter, language: str) -> str:
    words = say(LETTERS[opened.kind], language) if opened.kind in LETTERS else opened.kind
    return f"{words[:1].upper()}{words[1:]}, {say(LANGUAGES[opened.language], language)}"


def _value(one: LetterValue, letter_language: str, language: str) -> Context:
    words = say(VALUES[one.name], language) if one.name in VALUES else one.name
    return {
        "name": one.name,
        "words": words,
        "sample": one.sample,
        "cases": CASES if one.is_day and letter_language == "lv" else "",
        "place": f"{{{{ {one.name} }}}}",
    }


def _line(element: str) -> str:
    """The number of the line that a finding is about; "" where it is about none."""
    return element.removeprefix("line ") if element.startswith("line ") else ""
