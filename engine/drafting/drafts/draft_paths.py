"""Which files a release may hold: a path is one of its kinds, or it is no path of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from engine.errors import EngineError
from engine.messages_catalogue import msg


class FileKind(StrEnum):
    """What a file of a release is, in the order people look for it."""

    DIAGRAM = "diagram"
    TABLE = "table"
    CASES = "cases"  # test cases of a table
    FORM = "form"
    LETTER = "letter"
    SCENARIO = "scenario"
    QUESTIONNAIRE = "questionnaire"
    STATISTICS = "statistics"
    RETENTION = "retention"  # how long what is kept


_NAME = "[a-z][a-z0-9_]{0,63}"
_ROOM = rf"processes/(?!(?:rule_packs|questionnaires|statistics|retention)/)(?P<process>{_NAME})"
_KINDS: Mapping[FileKind, re.Pattern[str]] = {
    FileKind.DIAGRAM: re.compile(rf"{_ROOM}/(?P<name>{_NAME})\.bpmn"),
    FileKind.TABLE: re.compile(rf"{_ROOM}/(?P<name>{_NAME})\.dmn"),
    FileKind.CASES: re.compile(rf"{_ROOM}/(?P<name>{_NAME})\.cases\.yaml"),
    FileKind.FORM: re.compile(rf"forms/(?P<process>{_NAME})/(?P<name>{_NAME})\.json"),
    FileKind.LETTER: re.compile(rf"{_ROOM}/letters/(?P<name>{_NAME}\.(?:lv|en))\.md"),
    FileKind.SCENARIO: re.compile(rf"{_ROOM}/scenarios/(?P<name>{_NAME})\.yaml"),
    FileKind.QUESTIONNAIRE: re.compile(rf"processes/questionnaires/(?P<name>{_NAME})\.yaml"),
    FileKind.STATISTICS: re.compile(rf"processes/statistics/(?P<name>{_NAME})\.yaml"),
    FileKind.RETENTION: re.compile(r"processes/retention/(?P<name>schedule)\.yaml"),
}
_WHERE: Mapping[FileKind, str] = {
    FileKind.DIAGRAM: "processes/{process}/{name}.bpmn",
    FileKind.TABLE: "processes/{process}/{name}.dmn",
    FileKind.CASES: "processes/{process}/{name}.cases.yaml",
    FileKind.FORM: "forms/{process}/{name}.json",
    FileKind.LETTER: "processes/{process}/letters/{name}.md",
    FileKind.SCENARIO: "processes/{process}/scenarios/{name}.yaml",
    FileKind.QUESTIONNAIRE: "processes/questionnaires/{name}.yaml",
    FileKind.STATISTICS: "processes/statistics/{name}.yaml",
    FileKind.RETENTION: "processes/retention/{name}.yaml",
}


def kind_of(path: str) -> FileKind | None:
    """What the file is; None for a path that no release has."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(path)), None)


def process_of(path: str) -> str:
    """The process that a file belongs to; "" for what belongs to all of them."""
    kind = kind_of(path)
    match = None if kind is None else _KINDS[kind].fullmatch(path)
    return "" if match is None else match.groupdict().get("process") or ""


def name_of(path: str) -> str:
    """A file's own name: of a form the user task's id, of a letter its name and language."""
    kind = kind_of(path)
    match = None if kind is None else _KINDS[kind].fullmatch(path)
    return path if match is None else match["name"]


def path_for(kind: FileKind, process_id: str, name: str) -> str:
    """Where a file of this kind stands; EngineError where the names are none."""
    path = _WHERE[kind].format(process=process_id, name=name)
    refuse_foreign(path)
    return path


def refuse_foreign(path: str) -> None:
    """EngineError for a path that no release has: dated numbers, folders above, other kinds of files."""
    if kind_of(path) is None:
        raise EngineError(
            msg(
                "A release holds no file {path}: names are small letters, digits and underscores, and each "
                "kind of file has its own folder.",
                path=path[:120],
            )
        )
