"""A case is held and resumed, a task's deadline moved: with a reason, by the head of the service alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from engine.cases import case_holding, cases
from engine.clock import local_day
from engine.errors import InvalidAnswers, NotFound
from engine.inbox import inbox_pages, task_deadlines
from engine.inbox.inbox_pages import Wanted
from engine.instances.instances import NotWaiting, Suspended
from engine.jobs import worker
from engine.jobs.tick import tick
from engine.messages_catalogue import Message, say
from engine.persistence import rows
from engine.persistence.tables.cases import CaseNote
from engine.persistence.tables.instances import ProcessInstance, Timer, UserTask
from engine.persistence.tables.jobs import Incident, Job
from engine.persistence.tables.records import AuditEvent
from tests.processes.driver import Story
from tests.processes.roads import assessed, decided, in_force

REASON = "Tiesa lūdza nogaidīt"


def _hold(story: Story, reason: str = REASON) -> None:
    case_holding.hold(story.runtime, story.actor("head"), story.case_id, reason)


def _resume(story: Story) -> None:
    case_holding.resume(story.runtime, story.actor("head"), story.case_id, "Tiesa lēma")


def _version(story: Story) -> int:
    return story.read(lambda session: session.get_one(ProcessInstance, story.instance_id()).version)


def _due(story: Story) -> datetime:
    """When the case's next timer is due."""
    waiting = story.read(lambda session: rows.every(session, Timer, instance_id=story.instance_id()))
    return min(one.due_at for one in waiting)


def _next_timer(story: Story) -> date:
    return local_day(_due(story))


def test_a_held_case_is_moved_by_nothing_and_resuming_catches_up(story: Story) -> None:
    assessed(story)
    due = _next_timer(story)
    _hold(story)
    held = _version(story)
    story.on(due + timedelta(days=1))
    with pytest.raises(Suspended):
        story.complete("draft_decision")
    assert _version(story) == held
    assert story.read(lambda session: rows.count(session, Job, state="ready")) == 0
    _resume(story)
    story.works()
    assert _version(story) == held + 2
    [fired] = story.read(lambda session: rows.every(session, AuditEvent, order_by=["-id"], limit=1))
    assert (fired.action, bool(fired.details["passed"])) == ("timer_fired", True)
    assert _next_timer(story) > due
    assert story.read(lambda session: rows.count(session, Incident)) == 0


def test_a_job_written_before_the_case_was_held_waits_for_it(story: Story) -> None:
    """The timer's job is there when the case is held: it is neither lost nor an incident."""
    assessed(story)
    story.clock.move_to(_due(story) + timedelta(hours=1))
    tick(story.runtime)
    _hold(story)
    held = _version(story)
    for _ in range(7):  # more often than a failing job is tried
        worker.drain(story.runtime)
        story.clock.move_to(story.clock.now() + worker.WHILE_HELD)
    assert _version(story) == held
    [job] = story.read(lambda session: rows.every(session, Job, kind="advance_instance", state="ready"))
    assert (job.attempts, job.last_error) == (0, None)
    _resume(story)
    story.clock.move_to(story.clock.now() + worker.WHILE_HELD)
    story.works()
    assert _version(story) == held + 2
    assert story.read(lambda session: rows.count(session, Job, state="ready")) == 0


def test_a_message_for_a_held_case_is_refused_and_heard_after_it_was_resumed(story: Story) -> None:
    in_force(story)
    _hold(story)
    ends_on = story.today + timedelta(days=9)
    with pytest.raises(Suspended, match="held"):
        story.receives("recipient_moved_away", ends_on=ends_on)
    _resume(story)
    story.receives("recipient_moved_away", ends_on=ends_on)


def test_its_tasks_show_as_held(story: Story) -> None:
    assessed(story)
    _hold(story)
    file = cases.find(story.runtime, story.actor("caseworker"), story.case_id)
    assert file.header.is_held
    assert [task.is_held for task in file.tasks if task.is_open] == [True]
    inbox = inbox_pages.list_inbox(story.runtime, story.actor("caseworker"), Wanted())
    assert set(inbox.around.held) == {story.instance_id()}
    _resume(story)
    assert not cases.find(story.runtime, story.actor("caseworker"), story.case_id).header.is_held


def test_the_file_tells_who_held_it_and_why(story: Story) -> None:
    assessed(story)
    _hold(story)
    file = cases.find(story.runtime, story.actor("caseworker"), story.case_id)
    told = {say(entry.title, "lv"): entry.by for entry in file.timeline if isinstance(entry.title, Message)}
    assert told["Lietas virzība apturēta: lietā nekas nenotiek"] == "Valdis Krūmiņš"
    assert REASON in [entry.text for entry in file.timeline]
    [event] = story.read(lambda session: rows.every(session, AuditEvent, action="case_held"))
    [note] = story.read(lambda session: rows.every(session, CaseNote))
    assert (event.details, note.text) == ({"note": note.id}, REASON)
    _resume(story)
    events = story.read(lambda session: rows.every(session, AuditEvent, action="case_resumed"))
    notes = story.read(lambda session: rows.every(session, CaseNote, order_by=["id"]))
    assert [one.details for one in events] == [{"note": notes[1].id}]


def test_holding_twice_or_resuming_what_runs_is_refused(story: Story) -> None:
    assessed(story)
    with pytest.raises(NotWaiting):
        _resume(story)
    _hold(story)
    with pytest.raises(NotWaiting):
        _hold(story)
    _resume(story)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_reason_is_needed(story: Story, reason: str) -> None:
    assessed(story)
    with pytest.raises(InvalidAnswers):
        _hold(story, reason)
    assert story.read(lambda session: rows.count(session, AuditEvent, action="case_held")) == 0


def test_a_deadline_is_moved_for_everybody_who_sees_the_task(story: Story) -> None:
    assessed(story)
    task, day = story.task("draft_decision"), story.today + timedelta(days=40)
    given = task_deadlines.move_deadline(story.runtime, story.actor("head"), task.id, day, REASON)
    assert given == story.case_id
    moved = story.task("draft_decision")
    assert (local_day(moved.sort_at - timedelta(seconds=1)), moved.due_at) == (day, moved.sort_at)
    file = cases.find(story.runtime, story.actor("caseworker"), story.case_id)
    titles = [entry.title for entry in file.timeline]
    assert any(isinstance(one, dict) and one["lv"].startswith("Darba termiņš pārcelts uz ") for one in titles)
    assert REASON in [entry.text for entry in file.timeline]
    [event] = story.read(lambda session: rows.every(session, AuditEvent, action="deadline_moved"))
    [note] = story.read(lambda session: rows.every(session, CaseNote))
    assert (event.details["element"], event.details["to"]) == ("draft_decision", day.isoformat())
    assert (event.details["note"], note.text) == (note.id, REASON)


def test_a_deadline_does_not_move_into_the_past_nor_for_a_task_that_is_done(story: Story) -> None:
    assessed(story)
    decided(story)
    head, today = story.actor("head"), story.today
    open_task = story.read(lambda session: rows.every(session, UserTask, status="open"))[0]
    with pytest.raises(InvalidAnswers):
        task_deadlines.move_deadline(story.runtime, head, open_task.id, today - timedelta(days=1), REASON)
    done = story.read(lambda session: rows.every(session, UserTask, element_id="draft_decision"))[0]
    with pytest.raises(NotWaiting):
        task_deadlines.move_deadline(story.runtime, head, done.id, today, REASON)


@pytest.mark.parametrize("name", ["caseworker", "anna", "process_owner", "head of elsewhere"])
def test_others_do_not_intervene(story: Story, name: str) -> None:
    assessed(story)
    elsewhere = replace(story.actor("head"), municipality_id=2)
    actor = elsewhere if name == "head of elsewhere" else story.actor(name)
    task = story.task("draft_decision")
    with pytest.raises(NotFound):
        case_holding.hold(story.runtime, actor, story.case_id, REASON)
    with pytest.raises(NotFound):
        task_deadlines.move_deadline(story.runtime, actor, task.id, story.today, REASON)
    assert story.read(lambda session: rows.count(session, CaseNote)) == 0
