"""One file of a draft as its pages need it: the text, what is found in it, two texts side by side."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from engine.drafting.comparing.draft_merging import Neighbour
from engine.drafting.drafts.draft_pages import FilePage
from engine.drafting.drafts.draft_paths import FileKind, kind_of, process_of
from engine.errors import StaleVersion
from web.drawing import draft_drawing
from web.drawing.draft_drawing import Context

ROWS: dict[FileKind, int] = {FileKind.LETTER: 18}
CONTEXT_LINES = 3
MOST_LINES = 2_000


def file(found: FilePage, language: str) -> Context:
    """The context of draft_file.html."""
    one, draft = found.file, draft_drawing.address(found.page.standing.draft_id)
    edits, is_there, has_base = found.page.may_edit, one.content is not None, one.base is not None
    return {
        **_about(found, language),
        "text": text(one.content if one.content is not None else one.base),
        "is_gone": not is_there,
        "is_changed": one.is_changed,
        "is_new": not has_base,
        "changed_by": one.changed_by,
        "changed_at": one.changed_at,
        "version": "" if one.version is None else one.version,
        "may_edit": edits,
        "rows": ROWS.get(kind_of(one.path) or FileKind.DIAGRAM, 30),
        "draw_url": _draw_url(found) if is_there else None,
        "table_url": _table_url(found) if is_there else None,
        **_plays(found),
        "raw_url": f"{draft}/raw/{one.path}" if is_there else None,
        "take_out_url": f"{draft}/take-out/{one.path}" if edits and is_there else None,
        "restore_url": f"{draft}/restore/{one.path}" if edits and one.is_changed and has_base else None,
        "error": None,
        "lines": lines(text(one.base), text(one.content)) if one.is_changed else [],
    }


def others(found: Sequence[Neighbour]) -> Context:
    """Who else is at the file."""
    rows = [
        {
            "title": one.title,
            "href": draft_drawing.address(one.draft_id),
            "editors": ", ".join(one.editors),
        }
        for one in found
    ]
    return {"neighbours": rows}


def conflict(found: FilePage, stale: StaleVersion, language: str) -> Context:
    """The context of draft_conflict.html."""
    mine, theirs = _sent(stale.mine["content"]), _sent(stale.theirs["content"])
    version = stale.theirs["version"]
    return {
        **_about(found, language),
        "error": stale.message,
        "by": stale.theirs["by"],
        "at": stale.theirs["at"],
        "mine": mine,
        "theirs": theirs,
        "is_gone": stale.theirs["content"] is None,
        "version": "" if version is None else version,
        "lines": lines(theirs, mine),
    }


def lines(before: str, after: str) -> list[Context]:
    """What differs, line by line with a few lines around: {kind: "same"|"old"|"new"|"gap", text}."""
    return list(_lines(before.splitlines(), after.splitlines()))[:MOST_LINES]


def _lines(before: list[str], after: list[str]) -> Iterator[Context]:
    told = difflib.unified_diff(before, after, lineterm="", n=CONTEXT_LINES)
    kinds = {" ": "same", "-": "old", "+": "new", "@": "gap"}
    for number, line in enumerate(told):
        if number >= 2:  # the two names of files
            kind = kinds.get(line[:1], "gap")
            yield {"kind": kind, "text": "" if kind == "gap" else line[1:]}


def text(content: bytes | None) -> str:
    """A file as text; "" where there is none."""
    return "" if content is None else content.decode("utf-8", "replace")


def _draw_url(found: FilePage) -> str | None:
    """The editor of this kind of file, for whoever may change it."""
    has_editor = kind_of(found.file.path) in draft_drawing.EDITORS and found.page.may_edit
    return draft_drawing.editor_address(found.page.standing.draft_id, found.file.path) if has_editor else None


def _table_url(found: FilePage) -> str | None:
    """The page of the table that this file is, or whose test cases it holds."""
    path, draft_id = found.file.path, found.page.standing.draft_id
    if kind_of(path) not in (FileKind.TABLE, FileKind.CASES):
        return None
    return draft_drawing.table_address(draft_id, path.replace(".cases.yaml", ".dmn"))


def _plays(found: FilePage) -> Context:
    """Where the diagram is tried out, what scenarios pass of it, and where the scenario is played."""
    path, here = found.file.path, draft_drawing.address(found.page.standing.draft_id)
    kind = kind_of(path) if found.file.content is not None else None
    is_played = kind is FileKind.SCENARIO and found.page.may_edit
    return {
        "try_url": f"{here}/try/{path}" if kind is FileKind.DIAGRAM and found.page.may_edit else None,
        "coverage_url": f"{here}/coverage/{path}" if kind is FileKind.DIAGRAM else None,
        "play_url": f"{here}/play/{path}" if is_played else None,
    }


def _sent(content: object) -> str:
    return text(content) if isinstance(content, bytes) else ""


def _about(found: FilePage, language: str) -> Context:
    path, standing = found.file.path, found.page.standing
    here = [one for one in found.page.findings if one.file == path]
    titles = found.page.processes
    return {
        "draft": standing.title,
        "draft_url": draft_drawing.address(standing.draft_id),
        "path": path,
        "title": draft_drawing.file_words(path, titles, language),
        "process": titles.get(process_of(path), ""),
        "save_url": draft_drawing.address(standing.draft_id, path),
        "findings": [draft_drawing.finding(one, standing.draft_id, titles, language) for one in here],
        "others": len(found.page.findings) - len(here),
    }
