"""What happens to a form that was sent: twice, too late, with too much in it, while the machine fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.cases import case_holding
from engine.errors import NoRoom
from engine.persistence import rows
from engine.persistence.database import NO_ROOM
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.registry import OPERATIONS
from tests.processes.roads import assessed
from tests.web.town import PASSWORD, Guest, Town

COMPLETE = {"_action": "complete", "_version": "1"}
CHECKED = {**COMPLETE, "application_complete": "true"}


@pytest.fixture
def task(town: Town) -> str:
    """The address of the first task of a new case."""
    town.apply()
    return f"/tasks/{town.task('check_application').id}"


@pytest.fixture
def ilze(town: Town) -> Guest:
    """The caseworker."""
    return town.guest("caseworker")


def status_of(town: Town, address: str) -> UserTask:
    task_id = int(address.rsplit("/", 1)[1])
    return town.read(lambda session: session.get_one(UserTask, task_id))


def test_a_form_sent_twice_counts_once(town: Town, task: str, ilze: Guest) -> None:
    ilze.get(task)
    first, repeated = ilze.post(task, **CHECKED), ilze.post(task, **CHECKED)
    assert (first.status, first.goes_to) == (repeated.status, repeated.goes_to) == (303, "/tasks")
    ilze.get("/tasks")  # another window
    second = ilze.post(task, **CHECKED)
    assert second.status == 409
    assert second.heading == "Šis darbs jau ir pabeigts"
    assert "no jūsu konta jau ir pabeigts citā logā" in second.text
    rows = re.findall(r"<tr role=\"row\">.*?</tr>", second.text, re.DOTALL)
    assert not [row for row in rows if row.count(">–</td>") == 2], "an empty row says nothing"
    assert "atšķiras" not in second.text
    assert town.passed().count("check_application") == 1


def test_answers_for_a_held_case_stay_in_the_form_and_count_once_it_goes_on(
    town: Town, task: str, ilze: Guest
) -> None:
    head = town.actor("head")
    ilze.get(task)
    case_holding.hold(town.runtime, head, town.case_id, "Tiesa lūdza nogaidīt")
    refused = ilze.post(task, **CHECKED)
    assert refused.status == 409
    assert "Lietas virzība ir apturēta" in refused.text
    assert "jau ir pabeigts" not in refused.text
    assert 'name="application_complete" type="radio" value="true" checked' in " ".join(refused.text.split())
    assert status_of(town, task).status is TaskStatus.OPEN
    case_holding.resume(town.runtime, head, town.case_id, "Tiesa lēma")
    assert ilze.post(task, **CHECKED).status == 303


def test_two_people_see_both_answers_and_nothing_is_overwritten(town: Town, task: str, ilze: Guest) -> None:
    dace = town.guest("other_caseworker")
    ilze.get(task), dace.get(task)
    assert ilze.post(task, **CHECKED).status == 303
    late = dace.post(
        task,
        **{**COMPLETE, "application_complete": "false", "missing_documents": "vdeavk_opinion"},
    )
    assert late.status == 409
    assert "Ilze Ozola" in late.text
    row = late.text[late.text.index("atšķiras") :]
    assert "Nē" in row[:600]
    assert "Jā" in row[:600]
    assert town.values()["application_complete"] is True
    assert dace.get(task).text.count("Šis darbs ir pabeigts: Ilze Ozola") == 1


def test_what_the_form_does_not_ask_is_dropped(town: Town, task: str, ilze: Guest) -> None:
    ilze.get(task)
    extra = {"decision_id": "7", "typename": "x", "_secret": "1", "case_id": "99", "data.x": "1"}
    assert ilze.post(task, **CHECKED, **extra).status == 303
    values = town.values()
    assert values["case_id"] == town.case_id
    assert not {"decision_id", "typename", "_secret", "data.x", "data"} & set(values)


def test_a_wrong_answer_is_said_beside_its_field_and_keeps_what_was_typed(town: Town) -> None:
    assessed(town)
    ilze, task = town.guest("caseworker"), f"/tasks/{town.task('draft_decision').id}"
    ilze.get(task)
    answers = {
        "decision_outcome": "granted",
        "decision_hours": "-5",
        "decision_reasons": "Vajadzīgs <b>asistents</b>",
        "valid_from-day": "31",
        "valid_from-month": "2",
        "valid_from-year": "2026",
    }
    page = ilze.post(task, **COMPLETE, **answers)
    assert page.status == 422
    assert "Lūdzu, paskatieties uz šo vēlreiz" in page.text
    assert 'href="#decision_hours"' in page.text
    assert 'href="#valid_from-day"' in page.text
    assert page.value("decision_hours") == "-5"
    assert page.value("valid_from-day") == "31"
    assert "Vajadzīgs <b>asistents</b>" in page.text  # unescaped here; a browser shows it as it was typed
    assert "&lt;b&gt;" in page.response.get_data(as_text=True)
    assert status_of(town, task).status is TaskStatus.OPEN


def test_a_draft_survives_going_out_and_is_nobody_elses(town: Town, task: str, ilze: Guest) -> None:
    ilze.get(task)
    kept = ilze.post(f"{task}/draft", application_complete="false", documents_due__day="x", _version="1")
    assert kept.status == 200
    assert ilze.post("/sign-out").goes_to == "/sign-in"
    assert ilze.get(task).goes_to == f"/sign-in?next=%2Ftasks%2F{task.rsplit('/', 1)[1]}"
    again, dace = town.guest("caseworker"), town.guest("other_caseworker")
    assert 'value="false" checked' in again.get(task).text
    assert "Melnraksts saglabāts" in again.get(task).text
    assert 'value="false" checked' not in dace.get(task).text


def test_a_form_sent_after_the_session_ended_goes_on_after_signing_in(
    town: Town, task: str, ilze: Guest
) -> None:
    ilze.get(task)
    town.clock.pass_time(timedelta(hours=2))
    page = ilze.post(task, **{**COMPLETE, "application_complete": "false"})
    assert page.status == 401
    assert "ierakstītais ir saglabāts" in page.text
    carried = {name: page.value(name) for name in ("carried.application_complete", "carried._version")}
    assert carried == {"carried.application_complete": "false", "carried._version": "1"}
    inside = ilze.sign_in("caseworker", PASSWORD, next=page.value("next"), **carried)
    assert inside.goes_to == task
    assert 'value="false" checked' in ilze.get(task).text
    assert status_of(town, task).status is TaskStatus.OPEN


def test_a_task_taken_is_mine_and_can_be_given_back(town: Town, task: str, ilze: Guest) -> None:
    ilze.get(task)
    assert ilze.post(f"{task}/claim").goes_to == task
    assert "Paņēma: Ilze Ozola" in ilze.get(task).text
    dace = town.guest("other_caseworker")
    assert dace.post(f"{task}/claim").status == 409
    assert ilze.post(task, _action="release").goes_to == "/tasks"
    assert status_of(town, task).assignee_id is None


@pytest.fixture
def broken_step() -> Iterator[list[str]]:
    """An operation that fails as machines fail, until the list is emptied."""
    trouble, before = ["on fire"], OPERATIONS["check_eligibility"]

    def operation(values: Values, reading: Reading, rules: object, day: object) -> Outcome:
        if trouble:
            raise RuntimeError(trouble[0])
        return before(values, reading, rules, day)  # type: ignore[arg-type]

    OPERATIONS["check_eligibility"] = operation
    yield trouble
    OPERATIONS["check_eligibility"] = before


def test_answers_are_safe_while_the_machine_fails(
    town: Town, task: str, ilze: Guest, broken_step: list[str]
) -> None:
    ilze.get(task)
    answer = ilze.post(task, **CHECKED)
    assert (answer.status, answer.heading) == (202, "Saņemts")
    assert ilze.get(task).heading == "Saņemts"
    assert ilze.post(task, **CHECKED).heading == "Saņemts"
    assert status_of(town, task).status is TaskStatus.COMPLETING
    broken_step.clear()
    town.clock.pass_time(timedelta(hours=1))
    town.works()
    assert status_of(town, task).status is TaskStatus.COMPLETED
    assert "Šis darbs ir pabeigts" in town.guest("caseworker").get(task).text


def test_a_failure_of_ours_is_a_page_with_a_reference(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.inbox.inbox_pages.list_inbox", lambda *_: 1 / 0)
    page = town.guest("caseworker").get("/tasks")
    assert page.status == 500
    assert "Traceback" not in page.text
    assert "ZeroDivisionError" not in page.text


def test_a_full_disk_is_said_on_the_page(town: Town, task: str, ilze: Guest) -> None:
    ilze.get(task)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("engine.tasks.tasks.complete_or_keep", _no_room)
        page = ilze.post(task, **CHECKED)
    assert page.status == 507
    assert "Datiem vairs nepietiek vietas" in page.text
    assert ilze.post(task, **CHECKED).status == 303


def _no_room(*_given: object) -> None:
    raise NoRoom(NO_ROOM)


def test_the_rows_of_the_inbox_are_counted_once(town: Town, ilze: Guest) -> None:
    for who in ("anna", "pauls"):
        town.apply(who)
    page = ilze.get("/tasks")
    assert page.text.count('class="data-table__main"') == 2
    assert ilze.get("/tasks?q=pauls").text.count('class="data-table__main"') == 1
    assert ilze.get("/tasks?view=mine").text.count('class="data-table__main"') == 0
    assert ilze.get("/tasks/news").response.get_json()["counts"]["all"] == 2
    assert town.read(lambda session: rows.count(session, UserTask, status=TaskStatus.OPEN)) == 2
