"""What has a name in files and a name in words: forms, tasks, tables, processes and messages of a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.bpmn.diagram_parts import Diagram
from engine.domain.process_names import is_template
from engine.drafting.drafts.draft_paths import FileKind, kind_of, process_of
from engine.gate.room import Room
from engine.gate.sample_values import MESSAGES_SENT
from engine.task_forms.fields import Wording


@dataclass(frozen=True, slots=True)
class NamedChoice:
    """Something with a name in files and a name in words."""

    name: str
    title: Wording
    path: str = ""  # of its file in the draft


def messages(room: Room) -> Iterator[NamedChoice]:
    """Everything that somebody can send."""
    for name in sorted(MESSAGES_SENT):
        yield NamedChoice(name, _message_title(room, name))


def forms(room: Room, process_id: str) -> Iterator[NamedChoice]:
    """The forms of a process, also those that cannot be read now: they are mended, not forgotten."""
    for path in sorted(room.files):
        if kind_of(path) is FileKind.FORM and process_of(path) == process_id:
            name = path.rpartition("/")[2].removesuffix(".json")
            form = room.forms.get(path)
            title = form.title if form is not None and form.title.lv else Wording(name, name)
            yield NamedChoice(name, title, path)


def tasks(room: Room) -> Iterator[NamedChoice]:
    """User tasks of every process."""
    for diagram, node in room.nodes("userTask"):
        element = diagram.elements[node.element_id]
        yield NamedChoice(node.element_id, Wording(element.label or node.element_id, element.label_en))


def tables(room: Room) -> Iterator[NamedChoice]:
    """Decision tables, called as the step that asks them."""
    named = {
        element.decision.strip(): Wording(element.label, element.label_en)
        for diagram in room.diagrams.values()
        for element in diagram.elements.values()
        if element.decision
    }
    for path, table in room.tables.items():
        yield NamedChoice(table.table_id, named.get(table.table_id, Wording(table.table_id)), path)


def processes(room: Room) -> Iterator[NamedChoice]:
    """Every process of the draft that can be called; templates are copied, not called."""
    for process_id, diagram in sorted(room.diagrams.items()):
        if is_template(process_id):
            continue
        (process, *_) = diagram.processes
        title = Wording(process.label or process_id, process.label_en)
        yield NamedChoice(process_id, title, diagram.file)


def _message_title(room: Room, name: str) -> Wording:
    """The title of its form, else what the event that waits for it is called."""
    for process_id in room.diagrams:
        form = room.form(process_id, name)
        if form is not None and form.title.lv:
            return form.title
    return _waiting_for(room.diagrams, name)


def _waiting_for(diagrams: Mapping[str, Diagram], name: str) -> Wording:
    for diagram in diagrams.values():
        for element in diagram.elements.values():
            if element.message == name and element.label:
                return Wording(element.label, element.label_en)
    return Wording(name)
