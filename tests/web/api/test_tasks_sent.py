"""Tasks done by another system: by the same form, the same rights and the same version as on the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.persistence import rows
from engine.persistence.tables.instances import TaskAnswers, UserTask
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY
from tests.web.api.conftest import EVERY_SCOPE, Outside


@pytest.fixture
def waiting(outside: Outside) -> tuple[Outside, dict[str, Any]]:
    """A town with an application, and its task to check it."""
    outside.town.apply()
    [task] = outside.get("/tasks").get_json()["tasks"]
    return outside, task


def completion(task: dict[str, Any], **answers: object) -> dict[str, object]:
    return {"answers": answers, "version": task["version"]}


def test_a_task_is_completed_under_the_integration_s_name(waiting: tuple[Outside, dict[str, Any]]) -> None:
    outside, task = waiting
    whole = outside.get(f"/tasks/{task['task_id']}", **{"Accept-Language": "en"}).get_json()
    schema = whole["schema_of_answers"]
    Draft202012Validator.check_schema(schema)
    assert whole["may_complete"] is True
    assert schema["properties"]["application_complete"]["type"] == "boolean"
    assert "application_complete" in schema["required"]
    sent = completion(task, application_complete=True)
    Draft202012Validator(schema).validate(sent["answers"])
    answer = outside.post(f"/tasks/{task['task_id']}/completion", sent, "k1")
    assert (answer.status_code, answer.get_json()["status"]) == (200, "completed")
    with outside.town.runtime.reading(EVERY) as session:
        [kept] = rows.every(session, TaskAnswers)
        [event] = rows.every(session, AuditEvent, action="task_completed")
    assert kept.channel == "api"
    assert event.actor_user_id == kept.completed_by
    outside.town.is_waiting_at("assess_need")
    late = outside.post(f"/tasks/{task['task_id']}/completion", sent, "k2")
    assert late.status_code == 409


def test_answers_that_do_not_fit_are_told_by_field_and_nothing_moves(
    waiting: tuple[Outside, dict[str, Any]],
) -> None:
    outside, task = waiting
    answer = outside.post(f"/tasks/{task['task_id']}/completion", completion(task), "k1")
    assert answer.status_code == 422
    assert [one["field"] for one in answer.get_json()["errors"]] == ["answers.application_complete"]
    outside.town.is_waiting_at("check_application")


def test_what_the_roles_may_not_do_is_not_there(waiting: tuple[Outside, dict[str, Any]]) -> None:
    outside, task = waiting
    token = outside.token(
        EVERY_SCOPE - {"opinions:import", "register:import"}, frozenset({"finance", "auditor"})
    )
    answer = outside.post(
        f"/tasks/{task['task_id']}/completion", completion(task, application_complete=True), "k1", token
    )
    assert answer.status_code == 404
    assert outside.get("/tasks", token).get_json()["tasks"] == []


@contextmanager
def asked_to_sign_in_again(outside: Outside) -> Iterator[None]:
    """The diagram says so of the task that waits."""
    runtime = outside.town.runtime
    with runtime.reading(EVERY) as session:
        [task] = rows.every(session, UserTask, id=outside.named["task_id"])
        elements = runtime.release(session, task.release_id).definitions[task.process_id].elements
    assert isinstance(elements, dict)
    before = elements[task.element_id]
    elements[task.element_id] = replace(before, sign_in_again=True)
    try:
        yield
    finally:
        elements[task.element_id] = before


def test_money_is_approved_by_a_person(crammed: Outside) -> None:
    """The roles would allow it; what a person answers for with the password, no other system does."""
    task = f"/tasks/{crammed.named['task_id']}"
    with asked_to_sign_in_again(crammed):
        whole = crammed.get(task).get_json()
        assert whole["may_complete"] is False
        sent = {"answers": {}, "version": whole["version"]}
        assert crammed.post(f"{task}/completion", sent, "k1").status_code == 404
    assert crammed.post(f"{task}/completion", sent, "k2").status_code == 422
