"""What a draft changes, told by element: added, removed, moved, changed with old and new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from engine.bpmn.file_parts import Part, read_parts
from engine.drafting.comparing.form_parts import read_form_parts
from engine.drafting.drafts.draft_paths import FileKind, kind_of
from engine.errors import Refused


class Change(StrEnum):
    """What happened to an element; one fixed list."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # only where it is drawn, or where in a form it stands


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing said of an element; "" where it is not said."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """One element that differs."""

    element: str  # id; "" for the file as a whole
    kind: str
    name: str
    change: Change
    fields: Sequence[FieldChange]  # of a changed one


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that differs; without parts where it is told line by line."""

    path: str
    change: Change  # never MOVED
    parts: Sequence[PartChange]
    by_lines: bool


Reader = Callable[[bytes, str], Mapping[str, Part]]
_READERS: Mapping[FileKind, Reader] = {
    FileKind.DIAGRAM: read_parts,
    FileKind.TABLE: read_parts,
    FileKind.FORM: read_form_parts,
}


def between(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[FileChange]:
    """The files in which two releases differ, by path."""
    paths = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return [_file(path, before.get(path), after.get(path)) for path in paths]


def _file(path: str, before: bytes | None, after: bytes | None) -> FileChange:
    if before is None:
        return FileChange(path, Change.ADDED, (), by_lines=False)
    if after is None:
        return FileChange(path, Change.REMOVED, (), by_lines=False)
    kind = kind_of(path)
    reader = _READERS.get(kind) if kind else None
    if reader is None:
        return FileChange(path, Change.CHANGED, (), by_lines=True)
    try:
        old, new = reader(before, path), reader(after, path)
        parts = list(_parts(old, new, _shifted(old, new) if kind is FileKind.FORM else frozenset()))
    except Refused:
        return FileChange(path, Change.CHANGED, (), by_lines=True)
    return FileChange(path, Change.CHANGED, parts, by_lines=not parts)


def _shifted(before: Mapping[str, Part], after: Mapping[str, Part]) -> frozenset[str]:
    """What stands in another order among those that stay; in a diagram the order of a file says nothing."""
    old, new = [one for one in before if one in after], [one for one in after if one in before]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return frozenset(new) - {one for block in blocks for one in new[block.b : block.b + block.size]}


def _parts(
    before: Mapping[str, Part], after: Mapping[str, Part], shifted: frozenset[str]
) -> Iterator[PartChange]:
    for element in [*after, *(one for one in before if one not in after)]:
        old, new = before.get(element), after.get(element)
        if old is None or new is None:
            part = new or old
            assert part is not None  # noqa: S101 -- it is in one of the two
            change = Change.ADDED if old is None else Change.REMOVED
            yield PartChange(element, part.kind, part.name, change, ())
        elif fields := _fields(old, new):
            yield PartChange(element, new.kind, new.name or old.name, Change.CHANGED, fields)
        elif old.place != new.place or element in shifted:
            yield PartChange(element, new.kind, new.name, Change.MOVED, ())


def _fields(old: Part, new: Part) -> list[FieldChange]:
    fields = [
        FieldChange(name, old.values.get(name, ""), new.values.get(name, ""))
        for name in [*new.values, *(one for one in old.values if one not in new.values)]
        if old.values.get(name) != new.values.get(name)
    ]
    return [FieldChange("kind", old.kind, new.kind), *fields] if old.kind != new.kind else fields
