"""Somebody is away, and somebody stands in: named with days, seen in the inbox, told to the audit."""

from __future__ import annotations

from datetime import date

import pytest

from engine.people import people
from engine.persistence import rows
from engine.persistence.tables.accounts import Deputy
from engine.persistence.tables.instances import TaskAnswers
from engine.persistence.tables.records import AuditEvent
from engine.tasks import tasks
from tests.web.test_inbox_page import rows as lines
from tests.web.town import Town

FRIDAY = "2026-02-06"


def test_a_deputy_does_the_tasks_of_whoever_is_away_and_the_audit_says_for_whom(town: Town) -> None:
    town.apply()
    ilze, task = town.guest("caseworker"), town.task("check_application")
    away, deputy = town.actor("caseworker").user_id, town.actor("other_caseworker").user_id
    ilze.get("/deputies")
    ilze.post(f"/tasks/{task.id}/claim")
    named = ilze.post("/deputies", deputy=deputy, from_day=town.today.isoformat(), to_day=FRIDAY)
    assert named.goes_to == "/deputies"
    assert "Dace Liepa" in ilze.get("/deputies").text
    dace = town.guest("other_caseworker")
    page = dace.get("/tasks?view=mine")
    assert "Jūs aizvietojat: Ilze Ozola (līdz 06.02.2026.)." in page.text
    assert lines(page) == 1
    assert "jūs aizvietojat" in page.text
    stood_in = people.actor(town.runtime, "other_caseworker")
    sent = tasks.Sent({"application_complete": True}, task.version)
    tasks.complete(town.runtime, stood_in, task.id, sent)
    answers = town.read(lambda session: session.get_one(TaskAnswers, task.id))
    assert (answers.completed_by, answers.on_behalf_of) == (deputy, away)
    (done,) = [
        one
        for one in town.read(lambda session: rows.every(session, AuditEvent, action="task_completed"))
        if one.details["task_id"] == task.id
    ]
    assert (done.actor_user_id, done.on_behalf_of) == (deputy, away)
    assert town.case().caseworker_user_id == away


def test_who_stands_in_for_nobody_acts_for_themselves(town: Town) -> None:
    town.apply()
    task = town.task("check_application")
    ilze = town.guest("caseworker")
    ilze.get("/tasks")
    ilze.post(f"/tasks/{task.id}/claim")
    town.complete("check_application", as_="other_caseworker", application_complete=True)
    assert town.read(lambda session: session.get_one(TaskAnswers, task.id).on_behalf_of) is None


def test_the_last_day_is_the_last_and_it_can_end_sooner(town: Town) -> None:
    ilze, deputy = town.guest("caseworker"), town.actor("other_caseworker").user_id
    ilze.get("/deputies")
    ilze.post("/deputies", deputy=deputy, from_day="2026-02-10", to_day="2026-02-11")
    stands_in = town.actor("caseworker").user_id

    def today() -> bool:
        return stands_in in people.actor(town.runtime, "other_caseworker").deputy_for

    assert not today()
    town.on(date(2026, 2, 11))
    assert today()
    (row,) = town.read(lambda session: rows.every(session, Deputy))
    dace = town.guest("other_caseworker")
    dace.get("/deputies")
    assert dace.post(f"/deputies/{row.id}/end").status == 404
    ilze = town.guest("caseworker")
    ilze.get("/deputies")
    ilze.post(f"/deputies/{row.id}/end")
    assert not today()
    assert town.read(lambda session: rows.every(session, Deputy))[0].to_day == date(2026, 2, 10)
    ilze.get("/deputies")
    assert ilze.post(f"/deputies/{row.id}/end").status == 404


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("deputy", {"deputy": "finance"}),
        ("deputy", {"deputy": "caseworker"}),
        ("deputy", {"deputy": None}),
        ("from_day", {"from_day": "2026-01-01"}),
        ("from_day", {"from_day": "soon"}),
        ("to_day", {"to_day": "2026-02-09"}),
        ("to_day", {"to_day": "2028-02-09"}),
    ],
)
def test_what_cannot_be_is_said_at_its_field(town: Town, field: str, changed: dict[str, str | None]) -> None:
    sent: dict[str, object] = {"deputy": "other_caseworker", "from_day": "2026-02-10", "to_day": "2026-02-11"}
    sent |= changed
    who = sent["deputy"]
    sent["deputy"] = "" if who is None else town.actor(str(who)).user_id
    ilze = town.guest("caseworker")
    ilze.get("/deputies")
    answer = ilze.post("/deputies", **sent)
    assert answer.status == 422
    assert f'href="#{field}"' in answer.text
    assert town.read(lambda session: rows.every(session, Deputy)) == []


def test_the_head_names_deputies_for_others_and_a_caseworker_does_not(town: Town) -> None:
    finance, other = town.actor("finance").user_id, town.actor("other_finance").user_id
    sent = {"user": finance, "deputy": other, "from_day": "2026-02-10", "to_day": "2026-02-11"}
    ilze, head = town.guest("caseworker"), town.guest("head")
    ilze.get("/deputies"), head.get("/deputies")
    assert ilze.post("/deputies", **sent).status == 404
    assert head.post("/deputies", **sent).status == 303
    head.get("/deputies")
    assert head.post("/deputies", **sent).status == 422  # once is enough
    assert ilze.get("/deputies").text.count("data-table__main") == 0
    assert head.get("/deputies").text.count("data-table__main") == 1
