"""What an editor of a diagram can choose from: forms, operations, tables, processes, messages, values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.drafting import draft_files
from engine.drafting.draft_access import found, tenant
from engine.drafting.draft_paths import FileKind, kind_of, process_of
from engine.drafting.operation_choices import OperationChoice, operations
from engine.drafting.value_choices import ValueChoice, questions, value_choices
from engine.gate.room import Room, read_room
from engine.gate.sample_values import MESSAGES_SENT
from engine.runtime import Runtime
from engine.task_forms.fields import Wording

__all__ = ["Choices", "NamedChoice", "OperationChoice", "ValueChoice", "Wording", "of_diagram", "room_of"]


@dataclass(frozen=True, slots=True)
class NamedChoice:
    """Something with a name in files and a name in words."""

    name: str
    title: Wording
    path: str = ""  # of its file in the draft


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that the panel of the editor offers for one diagram."""

    process_id: str
    forms: Sequence[NamedChoice]  # of this process
    tasks: Sequence[NamedChoice]  # user tasks of every process
    decisions: Sequence[NamedChoice]
    processes: Sequence[NamedChoice]
    messages: Sequence[NamedChoice]
    operations: Sequence[OperationChoice]
    values: Sequence[ValueChoice]  # that may exist in this process
    ids: Sequence[str]  # taken by other diagrams


def of_diagram(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> Choices:
    """What can be chosen in the diagram at this path; NotFound where there is no such draft or diagram."""
    draft_files.read(runtime, actor, draft_id, path)
    room = room_of(runtime, actor, draft_id)
    process_id, asked = process_of(path), questions(room)
    return Choices(
        process_id=process_id,
        forms=list(_forms(room, process_id)),
        tasks=list(_tasks(room)),
        decisions=sorted(_tables(room), key=lambda one: one.name),
        processes=list(_processes(room)),
        messages=[NamedChoice(name, _message_title(room, name)) for name in sorted(MESSAGES_SENT)],
        operations=operations(room, asked),
        values=value_choices(room, process_id, asked),
        ids=[
            node for other, diagram in room.diagrams.items() for node in diagram.nodes if other != process_id
        ],
    )


def room_of(runtime: Runtime, actor: Actor, draft_id: int) -> Room:
    """The files of a draft as the gate reads them; NotFound where there is no such draft."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        files = draft_files.of_draft(runtime, session, found(session, draft_id))
    return read_room(files, is_whole=True)


def _forms(room: Room, process_id: str) -> Iterator[NamedChoice]:
    """Also those that cannot be read now: they are mended, not forgotten."""
    for path in sorted(room.files):
        if kind_of(path) is FileKind.FORM and process_of(path) == process_id:
            name = path.rpartition("/")[2].removesuffix(".json")
            form = room.forms.get(path)
            title = form.title if form is not None and form.title.lv else Wording(name, name)
            yield NamedChoice(name, title, path)


def _tasks(room: Room) -> Iterator[NamedChoice]:
    for diagram, node in room.nodes("userTask"):
        element = diagram.elements[node.element_id]
        yield NamedChoice(node.element_id, Wording(element.label or node.element_id, element.label_en))


def _tables(room: Room) -> Iterator[NamedChoice]:
    named = {
        element.decision.strip(): Wording(element.label, element.label_en)
        for diagram in room.diagrams.values()
        for element in diagram.elements.values()
        if element.decision
    }
    for path, table in room.tables.items():
        yield NamedChoice(table.table_id, named.get(table.table_id, Wording(table.table_id)), path)


def _processes(room: Room) -> Iterator[NamedChoice]:
    for process_id, diagram in sorted(room.diagrams.items()):
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


def _waiting_for(diagrams: Mapping[str, object], name: str) -> Wording:
    for diagram in diagrams.values():
        for element in getattr(diagram, "elements", {}).values():
            if element.message == name and element.label:
                return Wording(element.label, element.label_en)
    return Wording(name)
