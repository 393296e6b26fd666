"""Steps that are repeated: how often is said, and never without a limit."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.diagram_parts import Diagram, Loop, Node
from engine.errors import Finding
from engine.gate.findings import error
from engine.gate.value_names import refused_name
from engine.messages_catalogue import Message, msg

MOST_ROUNDS = 500


def round_findings(diagram: Diagram) -> Iterator[Finding]:
    """Everything about steps that are repeated."""
    for node in diagram.nodes.values():
        if node.loop is None:
            continue
        if node.by_event:
            sentence = msg("What begins by an event is done once an event: take the repetition away.")
            yield error(diagram.file, node.element_id, "rounds_of_event", sentence)
        said = _loop(node.loop) if node.loop.kind == "standard" else _rounds(node.loop)
        for sentence in said:
            yield error(diagram.file, node.element_id, _rule(node), sentence)


def _rule(node: Node) -> str:
    return "loop_without_guard" if node.loop and node.loop.kind == "standard" else "rounds_unclear"


def _loop(loop: Loop) -> Iterator[Message]:
    most = loop.most.strip()
    if not (most.isascii() and most.isdigit() and len(most) <= 6 and 1 <= int(most) <= MOST_ROUNDS):
        yield msg(
            "The loop has no guard: write into loopMaximum how many rounds there may be, at most {most}.",
            most=MOST_ROUNDS,
        )
    if not loop.condition:
        yield msg("The loop has no condition: write into loopCondition what must hold for another round.")


def _rounds(loop: Loop) -> Iterator[Message]:
    if bool(loop.over) == bool(loop.count):
        yield msg("Say how often it is done: by a list (loopDataInputRef) or by a number (loopCardinality).")
    if bool(loop.output) != bool(loop.answer):
        yield msg(
            "To gather answers, name both the list (loopDataOutputRef) and the value of a round "
            "that goes into it (outputDataItem)."
        )
    if loop.output and loop.output in {loop.over, loop.item, loop.answer}:
        yield msg("The list of answers “{name}” needs a name of its own.", name=loop.output)
    for name in (loop.item, loop.output, loop.answer):
        refused = refused_name(name) if name else None
        if refused is not None:
            yield refused
