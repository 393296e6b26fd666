"""Whose answer it is: nobody finds another person's choice already made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from engine.bpmn.diagram_parts import Diagram
from engine.errors import Finding
from engine.gate.findings import error
from engine.gate.room import Room
from engine.messages_catalogue import msg
from engine.task_forms.fields import Checkbox, Checklist, Radio, Select

CHOICES = (Checkbox, Checklist, Radio, Select)


def answer_findings(room: Room, diagram: Diagram) -> Iterator[Finding]:
    """Choices that steps of different roles ask under one name without saying what they start with.

    A value of that name is the start of a field, so whoever comes second would only have to press the
    button: a signature that nobody made.
    """
    asked: dict[str, dict[str, str]] = defaultdict(dict)  # key → step → role
    for _, node in room.nodes("userTask"):
        if node.process_id != diagram.processes[0].process_id:
            continue
        form = room.form(node.process_id, node.element_id)
        for field in form.fields() if form else ():
            if isinstance(field, CHOICES) and not field.disabled and not field.prefill:
                asked[field.key][node.element_id] = diagram.elements[node.element_id].role
    for key, roles in asked.items():
        if len(set(roles.values())) > 1:
            first, second, *_ = roles
            sentence = msg(
                "The steps {first} and {second} belong to different roles and ask the same, so the second "
                "would find the other's answer chosen. Give it a start value: “=None” leaves it open, "
                "“={key}” shows the earlier answer.",
                first=first,
                second=second,
                key=key,
            )
            yield error(
                f"forms/{diagram.processes[0].process_id}/{second}.json", key, "answer_of_another", sentence
            )
