"""Drafts of releases as templates need them: files by process in everyday words, what is found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode

from engine.domain.process_names import is_template
from engine.drafting.drafts import draft_paths
from engine.drafting.drafts.draft_pages import DraftPage, DraftState, FileKind, FileRow
from engine.drafting.drafts.drafts import DraftRow, ReleaseCard
from engine.errors import Finding, Severity
from engine.messages_catalogue import Message, msg, say
from web.drawing.case_words import LETTERS

Context = dict[str, object]
STATES: Mapping[DraftState, Message] = {
    DraftState.OPEN: msg("being changed"),
    DraftState.PROPOSED: msg("waits for a second person"),
    DraftState.PUBLISHED: msg("became a release"),
    DraftState.WITHDRAWN: msg("withdrawn"),
}
COLOURS: Mapping[DraftState, str] = {
    DraftState.OPEN: "blue",
    DraftState.PROPOSED: "yellow",
    DraftState.PUBLISHED: "green",
    DraftState.WITHDRAWN: "grey",
}
KINDS: Mapping[FileKind, Message] = {
    FileKind.DIAGRAM: msg("Diagram"),
    FileKind.TABLE: msg("Decision tables"),
    FileKind.CASES: msg("Test cases of tables"),
    FileKind.FORM: msg("Forms"),
    FileKind.LETTER: msg("Letters"),
    FileKind.SCENARIO: msg("Scenarios"),
    FileKind.QUESTIONNAIRE: msg("Questionnaires"),
    FileKind.STATISTICS: msg("Figures of the ministry"),
    FileKind.RETENTION: msg("How long what is kept"),
}
EDITORS: Mapping[FileKind, str] = {
    FileKind.DIAGRAM: "diagrams",
    FileKind.FORM: "forms",
    FileKind.LETTER: "letters",
}
"""Kinds of files that have an editor, and where it is."""
OPENED = (FileKind.FORM, FileKind.LETTER)  # their editor needs no script: it is what a list leads to
FOR_ALL = msg("For all processes")
LINE = re.compile(r"line (\d+)")  # how the gate says where in a text
_LETTER_LANGUAGES = {"lv": msg("in Latvian"), "en": msg("in English")}


def address(draft_id: int, path: str = "") -> str:
    """The page of a draft, or of one of its files."""
    return f"/drafts/{draft_id}/files/{quote(path)}" if path else f"/drafts/{draft_id}"


def editor_address(draft_id: int, path: str) -> str:
    """Where a file of the draft is changed without its text being seen; its text where it has no editor."""
    room = EDITORS.get(draft_paths.kind_of(path) or FileKind.STATISTICS)
    return f"/drafts/{draft_id}/{room}/{quote(path)}" if room else address(draft_id, path)


def table_address(draft_id: int, path: str) -> str:
    """Where a decision table of the draft is changed and tried."""
    return f"/drafts/{draft_id}/tables/{quote(path)}"


def opened_address(draft_id: int, path: str) -> str:
    """Where somebody who wants this file opens it: in its editor if that needs no script, else as text."""
    kind = draft_paths.kind_of(path)
    if kind is FileKind.TABLE:
        return table_address(draft_id, path)
    return editor_address(draft_id, path) if kind in OPENED else address(draft_id, path)


def draft(page: DraftPage, language: str, chosen: str) -> Context:
    """The context of draft.html; `chosen`: the process whose files are unfolded."""
    standing = page.standing
    here = address(standing.draft_id)
    return {
        "title": standing.title,
        "state": STATES[standing.state],
        "colour": COLOURS[standing.state],
        "author": standing.author,
        "created_at": standing.created_at,
        "editors": standing.editors,
        "draft_id": standing.draft_id,
        "changed": [changed_row(one, page, language) for one in _by_process(page)],
        "processes": processes(page, language, chosen),
        "findings": findings(page, language),
        "errors": sum(one.severity is Severity.ERROR for one in page.findings),
        "kinds": [{"value": kind, "text": text} for kind, text in KINDS.items()],
        "add_url": f"{here}/files" if page.may_edit else None,
        "new_process_url": f"{here}/new-process" if page.may_edit else None,
        "tryable": list(_tryable(page)),
        "version": standing.version,
        "zip_url": f"{here}/zip",
        "withdraw_url": f"{here}/withdraw" if page.may_withdraw else None,
    }


def _by_process(page: DraftPage) -> list[FileRow]:
    """The changed files, of each process its diagram first."""
    order = list(KINDS)
    return sorted(page.changed, key=lambda one: (one.process_id, order.index(one.kind), one.path))


def _tryable(page: DraftPage) -> Iterator[Context]:
    """The diagrams of changed processes: where each is tried out, and what scenarios pass of it."""
    here = address(page.standing.draft_id)
    changed = {one.process_id for one in page.changed}
    for one in page.files:
        if one.kind is FileKind.DIAGRAM and one.process_id in changed and not one.is_gone:
            yield {
                "title": page.processes.get(one.process_id, one.process_id),
                "try_url": f"{here}/try/{one.path}",
                "coverage_url": f"{here}/coverage/{one.path}",
            }


def changed_row(one: FileRow, page: DraftPage, language: str) -> Context:
    """A changed file in a list of its own."""
    words = file_row(one, page.standing.draft_id, language)
    where = [page.processes.get(one.process_id, ""), say(KINDS[one.kind], language), one.name]
    return {**words, "where": " · ".join(part for part in where if part)}


def row(one: DraftRow) -> Context:
    """A draft in the list."""
    return {
        "title": one.title,
        "href": address(one.draft_id),
        "state": STATES[one.state],
        "colour": COLOURS[one.state],
        "author": one.author,
        "at": one.created_at,
        "count": len(one.paths),
        "from_day": one.from_day,
    }


def earlier(one: ReleaseCard) -> Context:
    """A release that was in use before."""
    return {
        "number": one.release_id,
        "since": one.since,
        "author": one.author or "",
        "approved_by": one.approved_by or "",
    }


def processes(page: DraftPage, language: str, chosen: str) -> list[Context]:
    """The processes of a draft, changed ones marked; those of one are listed file by file."""
    named = sorted(page.processes, key=lambda one: (is_template(one), page.processes[one]))
    ids = [*(one for one in named if not is_template(one)), "", *(one for one in named if is_template(one))]
    return [
        {
            "title": _process_title(page, process_id),
            "process_id": process_id or "all",
            "changed": sum(one.is_changed for one in page.files if one.process_id == process_id),
            "errors": sum(one.errors for one in page.files if one.process_id == process_id),
            "is_open": chosen in (process_id or "all",),
            "groups": list(_groups(page, process_id, language)),
        }
        for process_id in ids
    ]


def _process_title(page: DraftPage, process_id: str) -> Message | str:
    """What the list calls it; templates are told apart from what runs."""
    title = page.processes.get(process_id, "")
    if is_template(process_id):
        return msg("Template: {title}", title=title)
    return title or FOR_ALL


def findings(page: DraftPage, language: str) -> list[Context]:
    """What is to be mended, each with the file it stands in."""
    return [finding(one, page.standing.draft_id, page.processes, language) for one in page.findings]


def finding(one: Finding, draft_id: int, titles: Mapping[str, str], language: str) -> Context:
    """One finding in words."""
    return {
        "message": one.message,
        "element": _place(one.element),
        "file": file_words(one.file, titles, language),
        "href": finding_address(draft_id, one),
        "is_error": one.severity is Severity.ERROR,
    }


def _place(element: str) -> Message | str:
    """Where in the file: a line in words, else the element's own id."""
    found = LINE.fullmatch(element)
    return msg("line {number}", number=found[1]) if found else element


def finding_address(draft_id: int, one: Finding) -> str:
    """Where it is mended: of a form the field itself, in its editor."""
    kind = draft_paths.kind_of(one.file)
    if kind is FileKind.FORM and one.element:
        return f"{editor_address(draft_id, one.file)}?{urlencode({'element': one.element})}#panel"
    return editor_address(draft_id, one.file) if kind in OPENED else address(draft_id, one.file)


def file_words(path: str, titles: Mapping[str, str], language: str) -> str:
    """A file in words: whose it is, what kind, which one."""
    kind, process_id = draft_paths.kind_of(path), draft_paths.process_of(path)
    if kind is None:
        return path
    parts = [titles.get(process_id, process_id), say(KINDS[kind], language), draft_paths.name_of(path)]
    return " · ".join(one for one in parts if one)


def _groups(page: DraftPage, process_id: str, language: str) -> Iterator[Context]:
    for kind, title in KINDS.items():
        rows = [one for one in page.files if (one.process_id, one.kind) == (process_id, kind)]
        if rows:
            yield {"title": title, "files": [file_row(one, page.standing.draft_id, language) for one in rows]}


def file_row(one: FileRow, draft_id: int, language: str) -> Context:
    """A file in a list."""
    return {
        "title": title(one, language),
        "name": one.name,
        "path": one.path,
        "href": editor_address(draft_id, one.path)
        if one.kind in OPENED and not one.is_gone
        else address(draft_id, one.path),
        "mark": _mark(one),
        "changed_by": one.changed_by,
        "changed_at": one.changed_at,
        "errors": one.errors,
    }


def title(one: FileRow, language: str) -> str:
    """What people call the file."""
    if one.kind is FileKind.DIAGRAM:
        return say(KINDS[one.kind], language)
    if one.title.lv:
        return one.title.said(language)
    if one.kind is FileKind.LETTER:
        stem, _, letter_language = one.name.rpartition(".")
        words = say(LETTERS[stem], language) if stem in LETTERS else stem
        return f"{words}, {say(_LETTER_LANGUAGES[letter_language], language)}"
    return one.name


def _mark(one: FileRow) -> Context | None:
    if one.is_gone:
        return {"text": msg("taken out"), "colour": "red"}
    if not one.is_changed:
        return None
    if one.is_new:
        return {"text": msg("new"), "colour": "green"}
    return {"text": msg("changed"), "colour": "yellow"}
