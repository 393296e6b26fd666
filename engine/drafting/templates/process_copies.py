"""The files of a new process, made from those of another one.

A template is a process like any other whose name begins with `template_`: owners change it with the same
editors, the same gate checks it. Its own short name stands for the new process in all its texts. What is
copied from another process keeps its texts; only its steps get other ids, as two diagrams may not share one.
Decision tables are asked where they are; scenarios come along that begin the process by itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from engine.bpmn.copying import Copy, copied
from engine.domain.process_names import TEMPLATE, is_template, name_from
from engine.drafting.drafts.draft_paths import FileKind, kind_of, name_of, path_for, process_of
from engine.drafting.templates.copied_files import form_as, scenario_as
from engine.gate.letter_values import letters_of
from engine.gate.room import Room, read_room
from engine.task_forms.fields import Wording

__all__ = ["Offered", "Wording", "made", "offered"]

Files = Mapping[str, bytes]
MOST_ID = 64  # characters


@dataclass(frozen=True, slots=True)
class Offered:
    """A process that a new one can begin as."""

    process_id: str
    title: Wording
    about: Wording
    is_template: bool
    steps: int  # how many things are drawn in it


def offered(files: Files) -> Sequence[Offered]:
    """Templates, the simplest first, then other processes by title; what cannot be read is not offered."""
    rows = []
    for process_id, diagram in _room(files).diagrams.items():
        one = diagram.processes[0]
        if diagram.file == path_for(FileKind.DIAGRAM, process_id, process_id):
            title, about = Wording(one.label or process_id, one.label_en), Wording(one.about, one.about_en)
            rows.append(Offered(process_id, title, about, is_template(process_id), len(diagram.nodes)))
    return sorted(
        rows, key=lambda one: (not one.is_template, one.steps if one.is_template else 0, one.title.lv)
    )


def made(files: Files, like: str, title: Wording) -> tuple[str, Files]:
    """The id of the new process and its files by path; `like` is one of those that are offered."""
    room = _room(files)
    for process_id in _free_names(files, title):
        copy = _copy(room, like, process_id, title)
        if not _taken(room) & set(copy.renamed.values()):
            tasks = {
                node.element_id for node in room.diagrams[like].nodes.values() if node.kind == "userTask"
            }
            return process_id, dict(_files(files, like, copy, tasks))
    raise AssertionError  # names go on for ever


def _copy(room: Room, like: str, process_id: str, title: Wording) -> Copy:
    steps = room.diagrams[like].nodes
    if is_template(like):
        renamed = {one: _worded(one.encode(), like, process_id).decode() for one in steps}
        return Copy(process_id, title.lv, title.en, renamed)
    renamed = {one: f"{one[: MOST_ID - len(process_id) - 1]}_{process_id}" for one in steps}
    return Copy(process_id, title.lv, title.en, renamed, room.diagrams[like].processes[0].begun_like or like)


def _files(files: Files, like: str, copy: Copy, tasks: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Forms are called as their user tasks; those of messages keep their names, as messages do."""
    known = letters_of(copy.process_id)
    for path, text in sorted(files.items()):
        kind, name = kind_of(path), name_of(path)
        data = _worded(text, like, copy.process_id) if is_template(like) else text
        if process_of(path) != like or kind is None:
            continue
        new = copy.renamed[name] if kind is FileKind.FORM and name in tasks else name
        where = path_for(kind, copy.process_id, copy.process_id if name == like else new)
        if kind is FileKind.DIAGRAM and name == like:
            yield where, copied(data, path, copy)
        elif kind is FileKind.FORM:
            yield where, form_as(data, new)
        elif kind is FileKind.LETTER and name.partition(".")[0] in known:
            yield where, data
        elif kind is FileKind.SCENARIO and (told := scenario_as(data, path, copy.renamed)) is not None:
            yield where, told


def _worded(data: bytes, like: str, process_id: str) -> bytes:
    """A template's text with the new process's id where its own short name stands, alone or in an id."""
    short = re.escape(like.removeprefix(TEMPLATE))
    whole = rf"(?<![A-Za-z0-9])(?:{TEMPLATE})?{short}(?![A-Za-z0-9])"
    return re.sub(whole.encode(), process_id.encode(), data)


def _free_names(files: Files, title: Wording) -> Iterator[str]:
    """Names that no process of the draft has yet."""
    taken = {process_of(path) for path in files}
    first = name_from(title.en or title.lv)
    for number in count(1):
        name = first if number == 1 else f"{first}_{number}"
        if name not in taken:
            yield name


def _taken(room: Room) -> set[str]:
    return {step for diagram in room.diagrams.values() for step in diagram.nodes}


def _room(files: Files) -> Room:
    diagrams = {path: data for path, data in files.items() if kind_of(path) is FileKind.DIAGRAM}
    return read_room(diagrams, is_whole=False)
