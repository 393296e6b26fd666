"""Stories of technical failure: what people sent is safe, the step is tried again, somebody is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from engine.errors import NotFound, StaleVersion
from engine.instances import incidents
from engine.instances.instances import NotWaiting
from engine.jobs.retries import retry
from engine.months import months
from engine.persistence import rows
from engine.persistence.queries import soundness
from engine.persistence.tables.instances import TaskAnswers, TaskDraft, TaskStatus, UserTask
from engine.persistence.tables.jobs import Incident, Job, JobState
from engine.runtime import EVERY
from engine.service_tasks.registry import OPERATIONS
from engine.tasks import tasks
from tests.long_runs import TELLINGS
from tests.processes.agreed import agree
from tests.processes.driver import Story
from tests.processes.month_roads import (
    AFTER,
    ENDS,
    FROM_MARCH,
    MARCH,
    TEN_HOURS,
    confirms,
    enters,
    march,
    month_tasks,
    on_first_of_march,
)
from tests.processes.stage import Stage

LONG_ENOUGH = timedelta(hours=1)  # for all five tries with their pauses


class DiskIsFull(Exception):
    """Nothing that anybody foresaw."""


@pytest.fixture(params=TELLINGS)
def story(stage: Stage, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Story]:
    """A story in which things break: its mended incidents may stay, nothing else."""
    told = Story(stage.copy(tmp_path), reload=request.param == "reloaded")
    yield told
    with told.runtime.reading(EVERY) as session:
        assert [one.code for one in rows.every(session, Incident, resolved_at=None)] == []
        assert list(soundness.stranded_instances(session)) == []
        assert rows.count(session, UserTask, status=TaskStatus.COMPLETING) == 0
    told.close()


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Breaks operations; `undo` mends them."""
    return monkeypatch


def broken(*_: object) -> NoReturn:
    raise DiskIsFull("Anna Bērziņa, 010560-11011")


def tries_it_all(story: Story) -> None:
    """Time passes until the worker has tried five times."""
    for _ in range(12):
        story.clock.move_to(story.clock.now() + timedelta(minutes=5))
        story.works()


def the_task(story: Story, element_id: str) -> UserTask:
    [found] = story.read(
        lambda s: rows.every(s, UserTask, element_id=element_id, status__not=TaskStatus.OPEN)
    )
    return found


def signs_in_vain(story: Story, breaks: pytest.MonkeyPatch) -> None:
    """Anna confirms the month, and the check breaks."""
    march(story)
    enters(story)
    breaks.setitem(OPERATIONS, "check_month", broken)
    with pytest.raises(tasks.Received, match="Your answers are safe"):
        confirms(story)
    assert the_task(story, "confirm_month").status is TaskStatus.COMPLETING


def test_the_answers_are_kept_and_the_worker_goes_on(story: Story, breaks: pytest.MonkeyPatch) -> None:
    signs_in_vain(story, breaks)
    story.month_is(MARCH, "assistant_signed")  # nothing of the step was written
    assert months.home(story.runtime, story.actor("anna")).to_do == []
    story.works()
    breaks.undo()
    tries_it_all(story)
    story.month_is(MARCH, "ready")
    task = the_task(story, "confirm_month")
    assert task.status is TaskStatus.COMPLETED
    assert task.completed_by == story.actor("anna").user_id
    [kept] = story.read(lambda s: rows.every(s, TaskAnswers, task_id=task.id))
    assert kept.answers == {"verdict": "confirmed"}
    assert story.read(lambda s: rows.count(s, Incident)) == 0


def test_sending_once_more_is_harmless(story: Story, breaks: pytest.MonkeyPatch) -> None:
    signs_in_vain(story, breaks)
    task = the_task(story, "confirm_month")
    again = tasks.Sent({"verdict": "confirmed"}, task.version)
    with pytest.raises(tasks.Received):
        tasks.complete(story.runtime, story.actor("anna"), task.id, again)
    breaks.undo()
    story.works()
    with pytest.raises(StaleVersion) as theirs:
        tasks.complete(story.runtime, story.actor("anna"), task.id, again)
    assert theirs.value.theirs == {"verdict": "confirmed"}


def test_after_the_last_try_a_person_is_told_and_retries(story: Story, breaks: pytest.MonkeyPatch) -> None:
    signs_in_vain(story, breaks)
    tries_it_all(story)
    owner = story.actor("process_owner")
    [page] = incidents.listed(story.runtime, owner).pages
    incident = page.incident
    assert (page.where("lv"), page.where("en")) == (
        "Saņēmējs apstiprina mēnesi",
        "The recipient confirms the month",
    )
    assert str(incident.sentence).startswith("A step failed for a technical reason (DiskIsFull)")
    assert "Anna" not in str(incident.sentence)
    assert "Anna" not in str(incident.last_error)
    assert incident.task_id == the_task(story, "confirm_month").id
    assert page.may_retry
    assert the_task(story, "confirm_month").status is TaskStatus.COMPLETING
    with pytest.raises(NotFound):
        retry(story.runtime, story.actor("caseworker"), incident.incident_id)

    in_vain = retry(story.runtime, owner, incident.incident_id)
    assert not in_vain.went_through
    tries_it_all(story)
    [page] = incidents.listed(story.runtime, owner).pages  # still the one incident, and the real result
    assert (page.incident.attempts, page.incident.retry_result) == (1, in_vain.result)
    assert page.incident.resolved_at is None

    breaks.undo()
    assert retry(story.runtime, owner, incident.incident_id).went_through
    story.month_is(MARCH, "ready")
    assert the_task(story, "confirm_month").status is TaskStatus.COMPLETED
    found = incidents.listed(story.runtime, owner, resolved=True)
    assert (found.open_count, found.resolved_count) == (0, 1)
    assert str(found.pages[0].mend) == "Nothing has to be done: it went through."
    with pytest.raises(NotWaiting):
        retry(story.runtime, owner, incident.incident_id)


def test_a_timer_that_fails_is_told_and_retried(story: Story, breaks: pytest.MonkeyPatch) -> None:
    march(story)
    breaks.setitem(OPERATIONS, "mark_month_late", broken)
    story.on(AFTER)
    tries_it_all(story)
    story.month_is(MARCH, "open")
    owner = story.actor("process_owner")
    [page] = incidents.listed(story.runtime, owner).pages
    assert page.where("lv") == "Parakstīšanas termiņš beidzies"
    breaks.undo()
    assert retry(story.runtime, owner, page.incident.incident_id).went_through
    story.month_is(MARCH, "late")


def test_answers_that_no_longer_fit_come_back_as_a_draft(story: Story, breaks: pytest.MonkeyPatch) -> None:
    """While Anna's month waited, Pauls' month made times necessary on the same day."""
    annas = agree(story, "anna", "janis", FROM_MARCH)
    agree(story, "pauls", "janis", FROM_MARCH)
    pauls = story.case_id
    on_first_of_march(story)
    story.on(ENDS)
    story.case_id = annas
    breaks.setitem(OPERATIONS, "record_assistant_signature", broken)
    with pytest.raises(tasks.Received):
        enters(story, {"2026-03-10": 120})
    breaks.undo()
    story.case_id = pauls
    enters(story, {"2026-03-10": 60})
    story.works()
    story.case_id = annas
    assert month_tasks(story) == ["enter_month"]
    [draft] = story.read(lambda s: rows.every(s, TaskDraft))
    assert draft.answers["entries"] == {"2026-03-10": 120}
    enters(story, {"2026-03-10": {"minutes": 120, "from": "09:00", "to": "11:00"}})
    story.month_is(MARCH, "assistant_signed")


def test_a_task_that_the_case_took_away_meanwhile_is_left_alone(
    story: Story, breaks: pytest.MonkeyPatch
) -> None:
    signs_in_vain(story, breaks)
    breaks.undo()
    breaks.setitem(OPERATIONS, "record_recipient_signature", broken)
    story.on(AFTER)
    breaks.undo()
    story.complete(
        "record_fallback", fallback_channel="phone", fallback_reason="technical", entries=TEN_HOURS
    )
    owner = story.actor("process_owner")
    for page in incidents.listed(story.runtime, owner).pages:
        assert retry(story.runtime, owner, page.incident.incident_id).went_through
    story.month_is(MARCH, "ready")
    task = the_task(story, "confirm_month")
    assert task.status is TaskStatus.CANCELLED
    assert story.read(lambda s: rows.every(s, TaskAnswers, task_id=task.id))  # kept, for whoever asks
    assert story.read(lambda s: rows.count(s, Job, state=JobState.DEAD)) == 0
