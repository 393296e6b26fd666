"""A process owner changes the process in a draft; a colleague puts it into use; new cases go the new way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.drafting.drafts import draft_checks, draft_pages
from engine.drafting.drafts.draft_pages import DraftState
from engine.drafting.publishing import draft_publishing, draft_steps
from engine.errors import EngineError, Refused, Severity
from engine.jobs.worker import work_once
from engine.persistence import rows
from engine.persistence.tables.instances import ProcessInstance, UserTask
from engine.persistence.tables.records import AuditEvent
from engine.persistence.tables.releases import Release
from engine.upkeep import reports
from tests.drafting.changing import (
    DIAGRAM,
    FORM,
    LETTER,
    begun,
    seen,
    swap,
    without_long_scenarios,
)
from tests.processes.driver import Story

OLD, NEW = "Pārbaudīt iesniegumu un dokumentus", "Apskatīt iesniegumu un dokumentus"
CONDITION = "application_complete"


def task_title(story: Story, case_id: int) -> str:
    (row,) = story.read(
        lambda session: rows.every(session, UserTask, case_id=case_id, element_id="check_application")
    )
    return row.title_lv


def changed_words(story: Story, draft_id: int) -> None:
    swap(story, draft_id, DIAGRAM, f'name="{OLD}"', f'name="{NEW}"')
    swap(story, draft_id, FORM, f'"title": "{OLD}"', f'"title": "{NEW}"')
    swap(story, draft_id, LETTER, "Tagad Jums nekas nav jādara.", "Tagad Jums nav nekas jādara.")


def test_a_changed_process_is_approved_by_a_colleague_and_new_cases_run_it(told: Story) -> None:
    owner, head, runtime = told.actor("process_owner"), told.actor("head"), told.runtime
    old_case = told.apply("anna")
    draft_id = begun(told)
    changed_words(told, draft_id)
    without_long_scenarios(told, draft_id)

    swap(told, draft_id, DIAGRAM, ">application_complete<", ">application_complete ==<")
    wrong = [one for one in draft_checks.findings(runtime, owner, draft_id) if one.severity is Severity.ERROR]
    assert {one.file for one in wrong} == {DIAGRAM}
    assert all(one.element for one in wrong)
    tomorrow = told.today + timedelta(days=1)
    with pytest.raises(Refused):
        draft_steps.propose(runtime, owner, draft_id, "Vienkāršāki vārdi.", tomorrow)
    swap(told, draft_id, DIAGRAM, ">application_complete ==<", ">application_complete<")
    draft_steps.propose(runtime, owner, draft_id, "Vienkāršāki vārdi.", tomorrow)
    draft_publishing.send_back(runtime, head, draft_id, "Vēstulē ir kļūda.")
    assert draft_pages.find(runtime, owner, draft_id).standing.decision_reason == "Vēstulē ir kļūda."
    draft_steps.propose(runtime, owner, draft_id, "Vienkāršāki vārdi.", tomorrow)

    with pytest.raises(EngineError, match="scenarios"):
        draft_publishing.approve(runtime, head, draft_id, seen=seen(told, draft_id))
    assert work_once(runtime, "worker")
    with pytest.raises(EngineError, match="somebody else"):
        draft_publishing.approve(runtime, owner, draft_id, seen=seen(told, draft_id))
    assert draft_publishing.approve(runtime, head, draft_id, seen=seen(told, draft_id)) == tomorrow

    same_day = told.apply("pauls")
    told.on(tomorrow)
    new_case = told.apply("elina", as_="caseworker")
    assert [task_title(told, one) for one in (old_case, same_day, new_case)] == [OLD, OLD, NEW]
    told.case_id = old_case
    told.complete("check_application", application_complete=True)
    told.is_waiting_at("assess_need")
    told.case_id = new_case
    told.letter_sent("application_received", to="marta", says="Tagad Jums nav nekas jādara.")
    in_use = told.read(lambda session: rows.every(session, ProcessInstance, process_id="assistant_service"))
    assert {one.case_id: one.release_id for one in in_use} == {old_case: 1, same_day: 1, new_case: 2}
    published_as(told, draft_id, 2)


def published_as(story: Story, draft_id: int, release_id: int) -> None:
    """The draft became the release, by two people, and the audit trail tells how."""
    owner, head, runtime = story.actor("process_owner"), story.actor("head"), story.runtime
    page = draft_pages.find(runtime, owner, draft_id)
    assert (page.standing.state, page.standing.release_id) == (DraftState.PUBLISHED, release_id)
    release = story.read(lambda session: session.get_one(Release, release_id))
    assert (release.author, release.approved_by) == (owner.user_id, head.user_id)
    assert [one.name for one in reports.verify(runtime) if not one.ok] == []
    assert steps_told(story, by=head.user_id) == [
        "begun", "proposed", "sent_back", "proposed", "rehearsed", "approved",
    ]  # fmt: skip


def steps_told(story: Story, *, by: int) -> list[str]:
    """What the audit trail has of the draft beside its files; the first and the approving deed looked at."""
    events = story.read(
        lambda session: rows.every(session, AuditEvent, object_kind="release_draft", order_by=["id"])
    )
    steps = [one.action.removeprefix("release_draft_") for one in events]
    assert steps[:4] == ["begun", "file_changed", "file_changed", "file_changed"]
    assert events[steps.index("approved")].actor_user_id == by
    return [one for one in steps if not one.startswith("file_")]
