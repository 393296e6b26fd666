"""A step that a process owner adds to `monthly_confirmation`: somebody calls, and is reminded of it."""

from __future__ import annotations

import json

from engine.drafting.drafts import draft_files
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


SHAPE = """<bpmndi:BPMNShape id="{one}_di" bpmnElement="{one}">
        <dc:Bounds x="{x}" y="{y}" width="{wide}" height="{high}"/>
      </bpmndi:BPMNShape>
      """
EDGE = """<bpmndi:BPMNEdge id="{one}_di" bpmnElement="{one}">
        <di:waypoint x="{x}" y="{y}"/><di:waypoint x="1700" y="{y}"/>
      </bpmndi:BPMNEdge>
      """
DRAWING = (
    SHAPE.format(one=TASK, x=1500, y=1300, wide=120, high=80)
    + SHAPE.format(one=REMINDER, x=1542, y=1362, wide=36, high=36)
    + SHAPE.format(one="call_reminded", x=1700, y=1402, wide=36, high=36)
    + EDGE.format(one="flow_called", x=1620, y=1340)
    + EDGE.format(one="flow_reminded", x=1578, y=1420)
)
DRAWN = '<bpmndi:BPMNShape id="month_settled_di"'


def with_a_call(diagram: str) -> str:
    """The diagram with the step before its end."""
    for old in (END, FLOW, "<bpmn:incoming>flow_38</bpmn:incoming>"):
        assert diagram.count(old) == 1
    settled = diagram.replace(
        "<bpmn:incoming>flow_38</bpmn:incoming>", "<bpmn:incoming>flow_called</bpmn:incoming>"
    )
    return settled.replace(END, STEPS + END).replace(FLOW, FLOWS).replace(DRAWN, DRAWING + DRAWN)


def add_the_call(story: Story, draft_id: int) -> None:
    """Draw it into a draft, with its form."""
    put(story, draft_id, DIAGRAM, with_a_call(text(story, draft_id, DIAGRAM)))
    put_new(story, draft_id, FORM, json.dumps(QUESTIONS, ensure_ascii=False))


def put_new(story: Story, draft_id: int, path: str, content: str) -> None:
    """A file more."""
    draft_files.save(story.runtime, story.actor("process_owner"), draft_id, path, content.encode(), seen=None)
