"""Two releases side by side, as their page needs them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from engine.drafting.comparing.comparing import Change, Comparison, FileChange
from engine.messages_catalogue import Message, msg
from web.drawing import draft_change_words, draft_drawing
from web.drawing.draft_file_drawing import lines, text

Context = dict[str, object]


def compare(found: Comparison, draft_id: int | None, language: str) -> Context:
    """The context of compare.html."""
    return {
        "title": found.title or None,
        "old": msg("Release {number}", number=found.old_release),
        "new": msg("Draft")
        if found.new_release is None
        else msg("Release {number}", number=found.new_release),
        "back": "/release" if draft_id is None else draft_drawing.address(draft_id),
        "tabs": [
            {
                "text": _title(found, process_id),
                "href": address(found, draft_id, process_id),
                "current": process_id == found.process_id,
                "count": number,
            }
            for process_id, number in sorted(found.processes.items(), key=lambda one: (not one[0], one[0]))
        ],
        "process": found.process_id or "all",
        "releases": [
            {
                "number": number,
                "since": since,
                "is_old": number == found.old_release,
                "is_new": number == found.new_release,
            }
            for number, since in found.used
        ],
        "diagram": _diagram(found, draft_id) if found.diagram else None,
        "files": [_file(found, *one, language) for one in found.files],
    }


def address(found: Comparison, draft_id: int | None, process_id: str) -> str:
    """The same page for another process."""
    asked = {"process": process_id or "all"}
    if draft_id is None:
        both = {"old": str(found.old_release), "new": str(found.new_release)}
        return f"/release/compare?{urlencode({**both, **asked})}"
    return f"{draft_drawing.address(draft_id)}/compare?{urlencode(asked)}"


def _title(found: Comparison, process_id: str) -> Message | str:
    return found.titles.get(process_id, process_id) if process_id else draft_drawing.FOR_ALL


def _diagram(found: Comparison, draft_id: int | None) -> Context:
    """The two drawings with what is to be painted in each, and the list beside them."""
    change, name = found.diagram, found.process_id
    parts = list(change.parts) if change else []
    old_url = f"/release/{found.old_release}/diagrams/{name}.bpmn"
    new_url = f"/release/{found.new_release}/diagrams/{name}.bpmn"
    if draft_id is not None:
        new_url = f"{draft_drawing.address(draft_id)}/raw/processes/{name}/{name}.bpmn"
    marks = {kind: [one.element for one in parts if one.change is kind] for kind in Change}
    both = {"changed": marks[Change.CHANGED], "moved": marks[Change.MOVED], "added": [], "removed": []}
    words = draft_change_words.parts(change) if change else []
    return {
        "name": _title(found, name),
        "old": {**both, "removed": marks[Change.REMOVED], "url": old_url} if found.has_old else None,
        "new": {**both, "added": marks[Change.ADDED], "url": new_url} if found.has_new else None,
        "parts": [word for part, word in zip(parts, words, strict=True) if part.change is not Change.MOVED],
        "moved": [word for part, word in zip(parts, words, strict=True) if part.change is Change.MOVED],
    }


def _file(found: Comparison, change: FileChange, old: bytes, new: bytes, language: str) -> Context:
    tells = change.change is Change.CHANGED or change.path.endswith(".md")  # a whole form says little as text
    told: Sequence[Context] = lines(text(old), text(new)) if tells and not change.parts else []
    return {
        "title": draft_drawing.file_words(change.path, found.titles, language),
        "path": change.path,
        "change": draft_change_words.CHANGES[change.change],
        "colour": draft_change_words.COLOURS[change.change],
        "parts": draft_change_words.parts(change),
        "lines": told,
    }
