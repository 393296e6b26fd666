"""A write under a key is done once and answered alike, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine.integrations import kept_answers
from engine.persistence import rows
from engine.persistence.tables.integrations import ImportedOpinion, IntegrationAnswer
from engine.runtime import EVERY
from tests.web.api.conftest import Outside

ANNA = "010560-11011"


def opinion(**other: str) -> dict[str, Any]:
    row = {
        "number": "AT-1", "person_code": ANNA, "kind": "assistant", "issued_on": "2026-01-15",
        "disability_group": "I", "criterion": "vision",
    }  # fmt: skip
    return {"rows": [{**row, **other}]}


def opinions(outside: Outside) -> int:
    with outside.town.runtime.reading(EVERY) as session:
        return rows.count(session, ImportedOpinion)


def test_the_same_key_gives_the_same_answer(outside: Outside) -> None:
    first = outside.post("/opinions", opinion(), "one")
    assert first.get_json()["counts"] == {"new": 1}
    outside.town.clock.pass_time(timedelta(hours=1))
    again = outside.post("/opinions", opinion(), "one")
    assert (again.status_code, again.get_data()) == (200, first.get_data())
    assert again.headers["Idempotency-Replayed"] == "true"
    assert outside.post("/opinions", opinion(), "two").get_json()["counts"] == {"unchanged": 1}
    assert opinions(outside) == 1


def test_another_body_or_address_under_the_same_key_is_refused(outside: Outside) -> None:
    outside.post("/opinions", opinion(), "one")
    for path, body in (("/opinions", opinion(number="AT-2")), ("/register", opinion())):
        answer = outside.post(path, body, "one")
        assert answer.status_code == 409
        assert answer.content_type == "application/problem+json"
    assert opinions(outside) == 1


def test_a_refusal_is_answered_alike_too(outside: Outside) -> None:
    first = outside.post("/tasks/999/completion", {"answers": {}, "version": 1}, "one")
    again = outside.post("/tasks/999/completion", {"answers": {}, "version": 1}, "one")
    assert (first.status_code, again.status_code) == (404, 404)
    assert again.get_data() == first.get_data()


def test_keys_are_each_integration_s_own(outside: Outside) -> None:
    outside.post("/opinions", opinion(), "one")
    scopes = frozenset({"opinions:import"})
    other = outside.post("/opinions", opinion(number="AT-2"), "one", outside.token(scopes))
    assert other.get_json()["counts"] == {"new": 1}


def test_what_failed_on_our_side_may_be_sent_again(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("engine.integrations.opinion_import.person_with", lambda *_: 1 / 0)
        failed = outside.post("/opinions", opinion(), "one")
    assert failed.status_code == 500
    assert "division" not in failed.get_data(as_text=True)
    assert outside.post("/opinions", opinion(), "one").get_json()["counts"] == {"new": 1}


def test_a_first_request_that_is_still_worked_on_is_said_so_and_given_up_in_time(outside: Outside) -> None:
    outside.post("/opinions", opinion(), "one")
    with outside.town.runtime.transaction(EVERY) as session:
        rows.change(session, IntegrationAnswer, {"status": None, "body": None}, id__least=1)
    assert outside.post("/opinions", opinion(), "one").status_code == 409
    outside.town.clock.pass_time(kept_answers.GIVEN_UP_AFTER + timedelta(seconds=1))
    assert outside.post("/opinions", opinion(), "one").status_code == 200


def test_a_write_without_a_key_is_refused(outside: Outside) -> None:
    headers = {"Content-Type": "application/json"}
    answer = outside.ask("POST", "/opinions", headers=headers, data="{}")
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "Idempotency-Key"
