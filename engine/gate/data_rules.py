"""Data objects: each in reach of the steps that read and write it, and named like a value that is set."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.bpmn.diagram_parts import Diagram
from engine.bpmn.elements import ACTIVITIES
from engine.errors import Finding
from engine.gate.findings import error, with_guess
from engine.gate.value_names import refused_name
from engine.messages_catalogue import msg


def data_findings(diagram: Diagram) -> Iterator[Finding]:
    """References that mean nothing, and associations where nothing is read or written."""
    for use in diagram.data:
        if not use.name:
            sentence = msg(
                "No data object in reach is meant: draw it in the same process or sub-process, or around it."
            )
            yield error(diagram.file, use.element_id, "no_data_object", sentence)
        elif (refused := refused_name(use.name)) is not None:
            yield error(diagram.file, use.element_id, "value_name", refused)
        elif use.kind != "dataObjectReference" and use.host not in ACTIVITIES:
            sentence = msg("Only a step reads or writes a data object: draw the arrow to or from a step.")
            yield error(diagram.file, use.element_id, "data_elsewhere", sentence)


def written_findings(diagram: Diagram, known: Collection[str]) -> Iterator[Finding]:
    """Data objects and answers of rounds whose name is that of no value that anybody sets."""
    for use in diagram.data:
        if use.kind == "dataOutputAssociation" and use.name and use.name not in known:
            sentence = msg("No step sets a value “{name}” that could be written.", name=use.name)
            sentence = with_guess(sentence, use.name, known)
            yield error(diagram.file, use.element_id, "unknown_name", sentence)
    for node in diagram.nodes.values():
        answer = node.loop.answer if node.loop is not None else ""
        if answer and answer not in known:
            sentence = msg("No step sets a value “{name}” that could be written.", name=answer)
            yield error(diagram.file, node.element_id, "unknown_name", with_guess(sentence, answer, known))
