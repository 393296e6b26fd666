"""What an editor of a diagram can choose from: forms, operations, tables, processes, messages, values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.drafting.diagrams import named_choices
from engine.drafting.diagrams.named_choices import NamedChoice
from engine.drafting.diagrams.operation_choices import OperationChoice, operations
from engine.drafting.diagrams.value_choices import ValueChoice, questions, value_choices
from engine.drafting.drafts import draft_rooms
from engine.drafting.drafts.draft_paths import process_of
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.runtime import Runtime

__all__ = ["Choices", "NamedChoice", "OperationChoice", "ValueChoice", "of_diagram"]


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
    room = draft_rooms.of_draft(runtime, actor, draft_id)
    if path not in room.files:
        raise NotFound(msg("There is no such diagram."))
    process_id, asked = process_of(path), questions(room)
    return Choices(
        process_id=process_id,
        forms=list(named_choices.forms(room, process_id)),
        tasks=list(named_choices.tasks(room)),
        decisions=sorted(named_choices.tables(room), key=lambda one: one.name),
        processes=list(named_choices.processes(room)),
        messages=list(named_choices.messages(room)),
        operations=operations(room, asked),
        values=value_choices(room, process_id, asked),
        ids=[
            node for other, diagram in room.diagrams.items() for node in diagram.nodes if other != process_id
        ],
    )
