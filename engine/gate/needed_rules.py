"""What the engine counts on by name: a release without it would fail at the next month or claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.bpmn.diagram_parts import Diagram, Place
from engine.domain.process_names import is_template
from engine.errors import Finding
from engine.gate.findings import error, warning
from engine.gate.room import Room
from engine.messages_catalogue import msg

NEEDED: Mapping[str, Mapping[str, str]] = {
    "assistant_service": {
        "draft_decision": "userTask",
        "approve_decision": "userTask",
        "review_contestation": "userTask",
        "sign_contract_recipient": "userTask",
        "sign_contract_assistant": "userTask",
        "sign_contract_office": "userTask",
    },
    "assessment_questionnaire": {"assess_need": "userTask"},
    "assessment_child": {"confirm_child": "userTask"},
    "assessment_r942": {"assess_activities": "userTask"},
    "monthly_confirmation": {
        "enter_month": "userTask",
        "confirm_month": "userTask",
        "deadline_passed": "timer",
    },
    "monthly_report_r942": {
        "enter_report": "userTask",
        "confirm_report": "userTask",
        "report_deadline_passed": "timer",
    },
    "month_correction": {"enter_correction": "userTask"},
    "ministry_claim": {},
}
"""Process → step → what it must be. Who signed, who approved and until when is read off these."""
KINDS = {"userTask": msg("user task"), "timer": msg("timer")}
STARTED_BY_CALENDAR = frozenset({"monthly_confirmation", "monthly_report_r942", "ministry_claim"})


def needed_findings(room: Room, *, is_complete: bool) -> Iterator[Finding]:
    """A finding for each step that is missing; in a complete room for each process too."""
    yield from _start_rules(room)
    yield from _never_begun(room) if is_complete else ()
    for process_id, steps in NEEDED.items():
        file = f"processes/{process_id}/{process_id}.bpmn"
        diagram = room.diagrams.get(process_id)
        if diagram is not None:
            yield from _steps(diagram, steps)
        elif is_complete and file not in room.files:
            sentence = msg(
                "The process {process} is missing; the service cannot run without it.", process=process_id
            )
            yield error(file, process_id, "process_missing", sentence)


def _steps(diagram: Diagram, steps: Mapping[str, str]) -> Iterator[Finding]:
    for step, kind in steps.items():
        node = diagram.nodes.get(step)
        if node is None or not (node.kind == kind or node.has(kind)):
            sentence = msg(
                "The step “{step}” ({kind}) is missing: the engine reads from it who signed, decided "
                "or until when. Keep its id.",
                step=step,
                kind=KINDS[kind],
            )
            yield error(diagram.file, step, "step_missing", sentence)


def _start_rules(room: Room) -> Iterator[Finding]:
    for process_id, diagram in room.diagrams.items():
        rules = [text.element_id for text in diagram.texts if text.place is Place.START_RULE]
        if process_id in STARTED_BY_CALENDAR and not rules:
            sentence = msg(
                "The start event needs a start rule (start_rule): the day on which a month begins."
            )
            yield error(diagram.file, process_id, "no_start_rule", sentence)
        for element_id in rules if process_id not in STARTED_BY_CALENDAR else ():
            sentence = msg(
                "Only months and claims begin by the calendar; let this process begin with a message."
            )
            yield error(diagram.file, element_id, "start_rule_unused", sentence)


def _never_begun(room: Room) -> Iterator[Finding]:
    """A warning for each process that would never run: no diagram calls it, and it is no template."""
    called = {node.calls for _, node in room.nodes("callActivity")}
    for process_id, diagram in room.diagrams.items():
        if process_id not in NEEDED and process_id not in called and not is_template(process_id):
            sentence = msg(
                "Nothing begins this process yet: draw a step “Another process” in the diagram that "
                "calls it, and choose this one."
            )
            yield warning(diagram.file, process_id, "never_begun", sentence)
