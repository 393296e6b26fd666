"""What events may wait for and do, and that every message, signal and error they name is declared."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.diagram_parts import Diagram, Event, Node, Place
from engine.bpmn.thrown_events import MUNICIPALITY
from engine.errors import Finding
from engine.gate.findings import error
from engine.messages_catalogue import msg

WAITED_FOR = frozenset({"message", "timer", "signal"})
POSSIBLE = {
    "startEvent": frozenset({"message", "timer"}),
    "intermediateCatchEvent": WAITED_FOR | {"conditional"},
    "intermediateThrowEvent": frozenset({"signal", "escalation"}),
    "boundaryEvent": WAITED_FOR | {"error", "escalation", "conditional"},
    "endEvent": frozenset({"terminate", "error", "escalation"}),
}
"""Kind of event → what it may be about. A plain start, throw or end is about nothing."""
EVENT_SUBPROCESS_STARTS = frozenset({"message", "signal", "escalation"})
NEVER_PLAIN = frozenset({"intermediateCatchEvent", "boundaryEvent"})
NAMED = frozenset({"message", "signal", "error", "escalation"})
CODED = {
    "error": msg("The error has no code (errorCode); without it nothing is caught."),
    "escalation": msg("The escalation has no code (escalationCode); without it nothing is caught."),
}
WORDS = {
    "message": msg("message"),
    "signal": msg("signal"),
    "error": msg("error"),
    "timer": msg("timer"),
    "terminate": msg("termination"),
    "escalation": msg("escalation"),
    "conditional": msg("condition"),
}
MENDS = {
    "startEvent": msg(
        "A process begins with a message, or by the calendar: draw one of these; "
        "a signal or an escalation may begin a sub-process beside the case."
    ),
    "endEvent": msg("Throw it by an event before the end, and end with a plain end event."),
}
"""Kind of event → what to draw instead of what cannot stand there."""
DATES = frozenset({Place.TIMER_DATE, Place.TIMER_DURATION, Place.TIMER_CYCLE, Place.START_RULE})


def event_findings(diagram: Diagram) -> Iterator[Finding]:
    """Everything about single events."""
    for node in diagram.nodes.values():
        if node.kind in POSSIBLE:
            yield from _possible(diagram, node)
        if node.by_event and node.scope in diagram.nodes:
            sentence = msg("A sub-process that begins by an event stands in the process itself, not deeper.")
            yield error(diagram.file, node.element_id, "event_subprocess_inside", sentence)
        yield from _reach(diagram, node)
        for event in (*node.events, *_received(node)):
            yield from _declared(diagram, node, event)
    yield from _starts(diagram)
    yield from _timers(diagram)
    yield from _names(diagram)


def _received(node: Node) -> list[Event]:
    return [Event("message", node.message)] if node.kind == "receiveTask" else []


def _possible(diagram: Diagram, node: Node) -> Iterator[Finding]:
    possible = POSSIBLE[node.kind]
    scope = diagram.nodes.get(node.scope)
    if node.kind == "startEvent" and scope is not None:
        possible = EVENT_SUBPROCESS_STARTS if scope.by_event else frozenset()
        if scope.by_event:
            yield from _begins_beside(diagram, node)
    if not node.events and node.kind in NEVER_PLAIN:
        sentence = msg("The event waits for nothing; choose a timer or a message.")
        yield error(diagram.file, node.element_id, "waits_for_nothing", sentence)
    for event in node.events:
        if event.kind in WORDS and event.kind not in possible:
            sentence = msg("An event of this kind cannot stand here: {kind}.", kind=WORDS[event.kind])
            if node.kind in MENDS:
                sentence = msg("{finding} {mend}", finding=sentence, mend=MENDS[node.kind])
            yield error(diagram.file, node.element_id, "event_kind", sentence)
    if len(node.events) > 1:
        sentence = msg("The event is about several things at once; draw one event for each.")
        yield error(diagram.file, node.element_id, "event_kind", sentence)


def _begins_beside(diagram: Diagram, node: Node) -> Iterator[Finding]:
    """The start of a sub-process that runs beside the case."""
    if not node.events:
        sentence = msg("A sub-process beside the case begins with a message, a signal or an escalation.")
        yield error(diagram.file, node.element_id, "waits_for_nothing", sentence)
    if node.is_interrupting:
        sentence = msg(
            "Nothing can be stopped from here: take the mark “interrupting” away, "
            "or attach the event to the border of what it should stop."
        )
        yield error(diagram.file, node.element_id, "event_subprocess_interrupts", sentence)


def _reach(diagram: Diagram, node: Node) -> Iterator[Finding]:
    """Only a thrown signal leaves its instance, and only for those of the municipality."""
    reach = diagram.elements[node.element_id].properties.get("reach")
    if reach is not None and not (
        reach == MUNICIPALITY and node.kind == "intermediateThrowEvent" and node.has("signal")
    ):
        sentence = msg(
            "The property “reach” belongs to an event that throws a signal and can only be “municipality”."
        )
        yield error(diagram.file, node.element_id, "reach", sentence)


def _declared(diagram: Diagram, node: Node, event: Event) -> Iterator[Finding]:
    if event.kind not in NAMED:
        return
    declared = diagram.declared_as(event.kind, event.reference)
    if declared is None:
        sentence = msg(
            "The event names no {kind} of this file (“{reference}”); choose or add one.",
            kind=WORDS[event.kind],
            reference=event.reference,
        )
        yield error(diagram.file, node.element_id, f"no_{event.kind}", sentence)


def _names(diagram: Diagram) -> Iterator[Finding]:
    for one in diagram.declared:
        if not one.name:
            sentence = msg("The {kind} has no name; nothing could ever reach it.", kind=WORDS[one.kind])
            yield error(diagram.file, one.element_id, f"no_{one.kind}", sentence)
        if one.kind in CODED and not one.code:
            yield error(diagram.file, one.element_id, f"no_{one.kind}", CODED[one.kind])


def _starts(diagram: Diagram) -> Iterator[Finding]:
    scopes = [process.process_id for process in diagram.processes]
    scopes += [node.element_id for node in diagram.nodes.values() if node.kind == "subProcess"]
    for scope in scopes:
        inside = diagram.inside(scope)
        starts = [node for node in inside if node.kind == "startEvent"]
        if len(starts) != 1:
            sentence = msg("There must be exactly one start event, but here are {count}.", count=len(starts))
            yield error(diagram.file, scope, "one_start", sentence)
        if not any(node.kind == "endEvent" for node in inside):
            yield error(diagram.file, scope, "no_end", msg("There is no end event; draw where it ends."))


def _timers(diagram: Diagram) -> Iterator[Finding]:
    said = {text.element_id for text in diagram.texts if text.place in DATES}
    for node in diagram.nodes.values():
        if node.has("timer") and node.element_id not in said:
            sentence = msg("The timer says no date; write one with the words of the calendar.")
            yield error(diagram.file, node.element_id, "no_timer", sentence)
    watched = {text.element_id for text in diagram.texts if text.place is Place.EVENT_CONDITION}
    for node in diagram.nodes.values():
        if node.has("conditional") and node.element_id not in watched:
            sentence = msg("The event says no condition; write the one that is waited for.")
            yield error(diagram.file, node.element_id, "no_condition", sentence)
    for text in diagram.texts:
        if text.place is Place.TIMER_CYCLE:
            sentence = msg(
                "A timer cannot repeat: state the next date with the words of the calendar, "
                "for example day(15, months_after(period, 1))."
            )
            yield error(diagram.file, text.element_id, "repeating_timer", sentence)
