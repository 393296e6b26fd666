"""A step that a process owner adds to `monthly_confirmation`: somebody calls, and is reminded of it."""

from __future__ import annotations

import json

from engine.drafting import draft_files
from tests.drafting.changing import put, text
from tests.processes.driver import Story

DIAGRAM = "processes/monthly_confirmation/monthly_confirmation.bpmn"
FORM = "forms/monthly_confirmation/call_recipient.json"
TASK, TITLE, REMINDER = "call_recipient", "Piezvanīt saņēmējam", "call_reminder"
KEY = "settle_verdict"  # a month keeps few kinds of answers, and none in people's own words
END = '<bpmn:endEvent id="month_settled"'
FLOW = '<bpmn:sequenceFlow id="flow_38" sourceRef="post_to_ledger" targetRef="month_settled"/>'
STEPS = f"""<bpmn:userTask id="{TASK}" name="{TITLE}">
      <bpmn:extensionElements><spiffworkflow:properties>
        <spiffworkflow:property name="formJsonSchemaFilename" value="{TASK}.json"/>
        <spiffworkflow:property name="role" value="caseworker"/>
        <spiffworkflow:property name="due" value="after(today(), 3)"/>
        <spiffworkflow:property name="label_en" value="Call the recipient"/>
      </spiffworkflow:properties></bpmn:extensionElements>
      <bpmn:incoming>flow_38</bpmn:incoming>
      <bpmn:outgoing>flow_called</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="{REMINDER}" name="Pagājušas divas dienas" attachedToRef="{TASK}" cancelActivity="false">
      <bpmn:extensionElements><spiffworkflow:properties>
        <spiffworkflow:property name="label_en" value="Two days have passed"/>
      </spiffworkflow:properties></bpmn:extensionElements>
      <bpmn:outgoing>flow_reminded</bpmn:outgoing>
      <bpmn:timerEventDefinition id="{REMINDER}_timer">
        <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">"P2D"</bpmn:timeDuration>
      </bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:endEvent id="call_reminded" name="Atgādināts">
      <bpmn:extensionElements><spiffworkflow:properties>
        <spiffworkflow:property name="label_en" value="Reminded"/>
      </spiffworkflow:properties></bpmn:extensionElements>
      <bpmn:incoming>flow_reminded</bpmn:incoming>
    </bpmn:endEvent>
    """  # noqa: E501 -- as the editor writes it
FLOWS = f"""<bpmn:sequenceFlow id="flow_38" sourceRef="post_to_ledger" targetRef="{TASK}"/>
    <bpmn:sequenceFlow id="flow_called" sourceRef="{TASK}" targetRef="month_settled"/>
    <bpmn:sequenceFlow id="flow_reminded" sourceRef="{REMINDER}" targetRef="call_reminded"/>"""
QUESTIONS = {
    "type": "default",
    "id": TASK,
    "schemaVersion": 19,
    "title": TITLE,
    "i18n": {"en": {"title": "Call the recipient"}},
    "components": [
        {
            "type": "radio",
            "key": KEY,
            "label": "Ko saņēmējs teica?",
            "validate": {"required": True},
            "values": [
                {"value": "glad", "label": "Ir apmierināts"},
                {"value": "sorry", "label": "Nav apmierināts"},
            ],
            "i18n": {
                "en": {
                    "label": "What did the recipient say?",
                    "values": {"glad": "Is content", "sorry": "Is not content"},
                }
            },
        }
    ],
}


def with_a_call(diagram: str) -> str:
    """The diagram with the step before its end."""
    for old in (END, FLOW, "<bpmn:incoming>flow_38</bpmn:incoming>"):
        assert diagram.count(old) == 1
    settled = diagram.replace(
        "<bpmn:incoming>flow_38</bpmn:incoming>", "<bpmn:incoming>flow_called</bpmn:incoming>"
    )
    return settled.replace(END, STEPS + END).replace(FLOW, FLOWS)


def add_the_call(story: Story, draft_id: int) -> None:
    """Draw it into a draft, with its form."""
    put(story, draft_id, DIAGRAM, with_a_call(text(story, draft_id, DIAGRAM)))
    put_new(story, draft_id, FORM, json.dumps(QUESTIONS, ensure_ascii=False))


def put_new(story: Story, draft_id: int, path: str, content: str) -> None:
    """A file more."""
    draft_files.save(story.runtime, story.actor("process_owner"), draft_id, path, content.encode(), seen=None)
