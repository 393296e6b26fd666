"""A process owner hangs a reminder on a step: it goes to whoever the process waits for, once a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from engine.errors import Severity
from engine.gate.release import check_release
from engine.releases import deployments
from engine.settings import ROOT
from tests.processes.driver import Story
from tests.processes.month_roads import ENDS, FROM_MARCH, both_sign, march

FOLDER = "processes/monthly_confirmation"
DIAGRAM = f"{FOLDER}/monthly_confirmation.bpmn"
LETTERS = [f"{FOLDER}/letters/task_reminder.{language}.md" for language in ("lv", "en")]
OVER = {"2026-03-03": 240, "2026-03-10": 600}  # 14 hours where 10 were granted


def reminding(step: str, when: str) -> dict[str, bytes]:
    """The service's files with a reminder that hangs on a step and interrupts nothing."""
    files = deployments.read_folders(ROOT / "processes", ROOT / "forms")
    text = files[DIAGRAM].decode()
    begin = text.index(f'<bpmn:userTask id="{step}"')
    drawn = f"""
    <bpmn:boundaryEvent id="time_to_remind" name="Laiks" attachedToRef="{step}" cancelActivity="false">
      <bpmn:outgoing>to_reminder</bpmn:outgoing>
      <bpmn:timerEventDefinition id="time_to_remind_timer">
        <bpmn:timeDate xsi:type="bpmn:tFormalExpression">{when}</bpmn:timeDate>
      </bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:serviceTask id="remind" name="Atgādināt">
      <bpmn:extensionElements>
        <spiffworkflow:serviceTaskOperator id="remind_of_tasks"/>
      </bpmn:extensionElements>
      <bpmn:incoming>to_reminder</bpmn:incoming>
      <bpmn:outgoing>from_reminder</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:endEvent id="reminded" name="Atgādināts">
      <bpmn:incoming>from_reminder</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="to_reminder" sourceRef="time_to_remind" targetRef="remind"/>
    <bpmn:sequenceFlow id="from_reminder" sourceRef="remind" targetRef="reminded"/>
    """
    files[DIAGRAM] = (text[:begin] + drawn + text[begin:]).encode()
    return files


def in_use(story: Story, files: Mapping[str, bytes]) -> None:
    """The release counts for what begins from now on."""
    published = deployments.publish(
        story.runtime,
        files,
        author=story.actor("process_owner"),
        approver=story.actor("head"),
        rehearse=lambda _files: [],
    )
    deployments.take_into_use(story.runtime, story.tenant, published.release_id, date(2026, 2, 2))


def test_a_colleagues_step_is_put_before_the_office(story: Story) -> None:
    in_use(story, reminding("review_findings", 'at(after(today(), 2), "09:00")'))
    march(story, terms=replace(FROM_MARCH, hours=10))
    both_sign(story, OVER)
    story.letter_sent("task_reminder", to="office", times=0)
    story.on(date(2026, 4, 2))
    story.letter_sent("task_reminder", to="office", says=("Izvērtēt konstatēto", "2026. gada 8. aprīlis"))
    story.letter_sent("task_reminder", to="janis", times=0)
    story.complete("review_findings", findings_verdict="reject", findings_note="limit_applies")
    story.days_pass(9)
    story.letter_sent("task_reminder", to="office")


def test_a_partys_step_is_put_before_the_party(story: Story) -> None:
    in_use(story, reminding("confirm_month", 'at(after(today(), 2), "09:00")'))
    march(story)
    story.complete("enter_month", period="2026-03", entries={"2026-03-03": 240}, signed=True)
    story.on(date(2026, 4, 2))
    story.letter_sent("task_reminder", to="anna", says="Saņēmējs apstiprina mēnesi")
    story.letter_sent("task_reminder", to="janis", times=0)
    story.letter_sent("task_reminder", to="office", times=0)


def test_nobody_is_reminded_of_what_is_done(story: Story) -> None:
    in_use(story, reminding("review_findings", 'at(after(today(), 2), "09:00")'))
    march(story, terms=replace(FROM_MARCH, hours=10))
    both_sign(story, OVER)
    assert story.today == ENDS
    story.complete("review_findings", findings_verdict="accept_payable", findings_note="limit_applies")
    story.days_pass(5)
    story.letter_sent("task_reminder", to="office", times=0)


def test_the_letter_must_lie_with_the_process_that_sends_it() -> None:
    files = reminding("review_findings", 'at(after(today(), 2), "09:00")')
    for letter in LETTERS:
        del files[letter]
    missing = {(one.file, one.rule) for one in check_release(files) if one.severity is Severity.ERROR}
    assert missing == {(letter, "letter_missing") for letter in LETTERS}
    untouched = deployments.read_folders(ROOT / "processes", ROOT / "forms")
    for letter in LETTERS:
        del untouched[letter]
    assert check_release(untouched) == []
