"""The inbox as a day's work: several tasks at once, kept views, what is new, search that hides the code."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

import pytest

from engine.persistence import rows
from engine.persistence.tables.inboxes import SavedView, TaskMark
from engine.persistence.tables.instances import UserTask
from engine.persistence.tables.records import AuditEvent, OutboxMessage
from tests.processes.applications import application_of
from tests.processes.month_roads import MARCH, march
from tests.processes.roads import assessed
from tests.web.test_inbox_page import rows as lines
from tests.web.town import Answer, Guest, Town

NEW = ">Jauns</strong>"


def task_ids(town: Town) -> list[int]:
    found = town.read(lambda session: rows.every(session, UserTask, status="open", order_by=["id"]))
    return [task.id for task in found]


def assignees(town: Town) -> list[int | None]:
    found = town.read(lambda session: rows.every(session, UserTask, status="open", order_by=["id"]))
    return [task.assignee_id for task in found]


def do(guest: Guest, deed: str, chosen: object, **more: object) -> Answer:
    """Send the bulk form; the page it leads to."""
    answer = guest.post("/tasks/bulk", do=deed, task=chosen, **more)
    assert (answer.status, (answer.goes_to or "")[:6]) == (303, "/tasks")
    return guest.get(str(answer.goes_to))


@pytest.fixture
def three(town: Town) -> Town:
    for who in ("anna", "pauls", "karlis"):
        town.apply(who)
    return town


def test_several_tasks_are_taken_and_the_page_says_which_were_not(three: Town) -> None:
    ilze, dace, ids = three.guest("caseworker"), three.guest("other_caseworker"), task_ids(three)
    dace.get("/tasks")
    assert "Paņemti: 1." in do(dace, "take", ids[:1]).text
    ilze.get("/tasks")
    page = do(ilze, "take", ids)
    assert "Paņemti: 2. Nav izdarīts: 1 – to paņēmis kolēģis (1)." in page.text
    me, she = three.actor("caseworker").user_id, three.actor("other_caseworker").user_id
    assert assignees(three) == [she, me, me]
    assert "Atdoti grupai: 2. Nav izdarīts: 1" in do(ilze, "give_back", ids).text
    assert assignees(three) == [she, None, None]
    assert "Vispirms izvēlieties vismaz vienu darbu" in do(ilze, "take", []).text
    assert "Izvēlieties, ko ar darbiem darīt" in do(ilze, "burn", ids).text


def test_a_task_is_given_to_a_colleague_who_may_do_it(three: Town) -> None:
    ilze, ids = three.guest("caseworker"), task_ids(three)
    she, finance = three.actor("other_caseworker").user_id, three.actor("finance").user_id
    ilze.get("/tasks")
    assert "Nodoti kolēģim: 3." in do(ilze, "give", ids, to=she).text
    assert assignees(three) == [she] * 3
    given = three.read(lambda session: rows.every(session, AuditEvent, action="task_assigned"))
    assert [one.details["to"] for one in given] == [she] * 3
    assert "Nav izdarīts: 3 – to paņēmis kolēģis (3)." in do(ilze, "give", ids, to=finance).text
    head = three.guest("head")
    head.get("/tasks?view=waiting")
    assert "to darīt nedrīkst (3)" in do(head, "give", ids, to=finance).text
    assert "Nodoti kolēģim: 3." in do(head, "give", ids, to=three.actor("caseworker").user_id).text
    assert "Izvēlieties kolēģi" in do(head, "give", ids, to=987654).text


def test_what_is_put_off_leaves_my_list_until_its_day_and_no_deadline_moves(three: Town) -> None:
    ilze, (first, *_) = three.guest("caseworker"), task_ids(three)
    before = three.read(lambda session: session.get_one(UserTask, first).due_at)
    ilze.get("/tasks")
    page = do(ilze, "put_off", first, until="2026-02-12", back="/tasks?view=put_off")
    assert "Atlikti līdz 12.02.2026.: 1." in page.text
    assert "Atlikts līdz 12.02.2026." in page.text
    assert lines(ilze.get("/tasks?view=all")) == 2
    assert lines(three.guest("other_caseworker").get("/tasks?view=all")) == 3
    assert three.read(lambda session: session.get_one(UserTask, first).due_at) == before
    assert "Izvēlieties dienu pēc šodienas" in do(ilze, "put_off", first, until="2020-01-01").text
    assert "Izvēlieties dienu pēc šodienas" in do(ilze, "put_off", first, until="soon").text
    three.on(date(2026, 2, 12))
    assert lines(three.guest("caseworker").get("/tasks?view=all")) == 3


def test_what_is_put_off_can_be_had_back_at_once(three: Town) -> None:
    ilze, ids = three.guest("caseworker"), task_ids(three)
    ilze.get("/tasks")
    do(ilze, "put_off", ids, until="2026-02-12")
    assert lines(ilze.get("/tasks?view=all")) == 0
    assert "Atgriezti jūsu sarakstā: 2." in do(ilze, "bring_back", ids[:2]).text
    assert lines(ilze.get("/tasks?view=all")) == 2


def test_a_party_is_reminded_by_the_letter_of_the_step_once_a_day(town: Town) -> None:
    march(town)
    ilze = town.guest("caseworker")
    waiting = ilze.get("/tasks?view=waiting")
    assert "Asistents ievada un paraksta mēnesi" in waiting.text
    assert f"/months/{town.month(MARCH).id}" in waiting.links
    task = town.task("enter_month", MARCH)
    posts = len(town.read(lambda session: rows.every(session, OutboxMessage)))
    assert "Atgādināts: 1." in do(ilze, "remind", task.id, back="/tasks?view=waiting").text
    assert len(town.read(lambda session: rows.every(session, OutboxMessage))) == posts + 1
    assert "šodien jau atgādināts (1)" in do(ilze, "remind", task.id).text


def test_the_contract_has_its_letter_and_a_colleague_has_none(town: Town) -> None:
    assessed(town)
    ilze = town.guest("caseworker")
    town.complete("draft_decision", **_drafted(town))
    ilze.get("/tasks?view=waiting")
    assert "tas gaida kolēģi" in do(ilze, "remind", town.task("approve_decision").id).text
    town.complete("approve_decision", approval="approved")
    town.complete(
        "choose_assistant",
        assistant_id=town.person_id("janis"),
        contract_form="contract_for_work",
        first_day=town.today,
    )
    town.works()
    assert "Atgādināts: 1." in do(ilze, "remind", town.task("sign_contract_recipient").id).text
    town.letter_sent("contract_reminder", to="anna")


def _drafted(town: Town) -> dict[str, Any]:
    proposed = town.values()
    return {
        "decision_outcome": "granted",
        "decision_reasons": "Pakalpojums vajadzīgs.",
        "decision_hours": proposed["proposed_hours"],
        "valid_from": proposed["proposed_valid_from"],
        "valid_to": proposed["proposed_valid_to"],
    }


def test_a_case_is_whose_caseworker_worked_in_it_first_until_it_is_handed_over(town: Town) -> None:
    assessed(town)
    me, she = town.actor("caseworker").user_id, town.actor("other_caseworker").user_id
    assert town.case().caseworker_user_id == me
    draft = town.task("draft_decision").id
    dace = town.guest("other_caseworker")
    dace.get("/tasks")
    assert "par lietu atbild kolēģis (1)" in do(dace, "hand_over", draft, to=she).text
    ilze = town.guest("caseworker")
    ilze.get("/tasks")
    assert (
        "Izvēlieties sociālo darbinieku"
        in do(ilze, "hand_over", draft, to=town.actor("finance").user_id).text
    )
    assert "Nodotas lietas: 1." in do(ilze, "hand_over", draft, to=she).text
    assert town.case().caseworker_user_id == she


def test_what_i_have_not_opened_is_marked_new_for_me_alone(three: Town) -> None:
    ilze, ids = three.guest("caseworker"), task_ids(three)
    assert ilze.get("/tasks").text.count(NEW) == 3
    ilze.get(f"/tasks/{ids[0]}")
    ilze.get(f"/tasks/{ids[0]}")
    assert ilze.get("/tasks").text.count(NEW) == 2
    assert three.guest("other_caseworker").get("/tasks").text.count(NEW) == 3
    assert len(three.read(lambda session: rows.every(session, TaskMark))) == 1
    three.guest("auditor").get(f"/tasks/{ids[1]}")
    assert len(three.read(lambda session: rows.every(session, TaskMark))) == 1


def test_a_view_is_kept_without_the_search_and_can_come_first(three: Town) -> None:
    ilze = three.guest("caseworker")
    page = ilze.get("/tasks?view=group&process=assistant_service&q=anna&sort=name")
    asked = page.value("asked")
    assert asked == "view=group&process=assistant_service&sort=name"
    kept = ilze.post("/tasks/views", name=" Mani  iesniegumi ", asked=asked, default="1")
    assert "Skats saglabāts ar šo nosaukumu: Mani iesniegumi." in ilze.get(str(kept.goes_to)).text
    assert ilze.get("/tasks").goes_to == f"/tasks?{asked}"
    assert "Mani iesniegumi" not in three.guest("other_caseworker").get("/tasks?view=all").text
    (view,) = three.read(lambda session: rows.every(session, SavedView))
    ilze.post(f"/tasks/views/{view.id}", do="no_default")
    assert ilze.get("/tasks").status == 200
    dace = three.guest("other_caseworker")
    dace.get("/tasks")
    assert dace.post(f"/tasks/views/{view.id}", do="remove").status == 404
    ilze.post(f"/tasks/views/{view.id}", do="remove")
    assert three.read(lambda session: rows.every(session, SavedView)) == []


def test_a_shared_view_is_there_for_colleagues_but_not_theirs(three: Town) -> None:
    ilze, dace = three.guest("caseworker"), three.guest("other_caseworker")
    ilze.get("/tasks")
    ilze.post("/tasks/views", name="Steidzamie", asked="view=all&due=week", shared="1")
    page = dace.get("/tasks")
    assert "Steidzamie" in page.text
    assert "no: Ilze Ozola" in page.text
    assert "Dzēst" not in page.text
    assert (
        "ne garāku par 60"
        in ilze.get(str(ilze.post("/tasks/views", name=" ", asked="view=all").goes_to)).text
    )


@pytest.mark.parametrize("view", ["all", "waiting"])
def test_a_personal_code_is_found_and_stands_in_no_address_and_no_log(
    three: Town, caplog: pytest.LogCaptureFixture, view: str
) -> None:
    caplog.set_level(logging.DEBUG)
    code = application_of("anna")["recipient_personal_code"]
    ilze = three.guest("caseworker")
    ilze.get("/tasks")
    answer = ilze.post("/tasks/search", q=f" {str(code).replace('-', '')} ", view=view)
    assert answer.goes_to == f"/tasks?view={view}&about={three.person_id('anna')}"
    page = ilze.get(str(answer.goes_to))
    assert "Tikai šī cilvēka lietas: Anna" in page.text
    assert lines(page) == (1 if view == "all" else 0)
    asked = page.value("asked") or ""
    assert "about" not in asked
    assert ilze.get(f"/tasks?q={code}").goes_to == f"/tasks?view=all&about={three.person_id('anna')}"
    logged = "".join(f"{record.getMessage()}{record.__dict__}" for record in caplog.records)
    assert "inbox.search" in logged
    assert str(code)[:6] not in logged
    nobody = ilze.post("/tasks/search", q="320000-00000", view="all")
    assert nobody.goes_to == "/tasks?view=all"
    assert "Ar šādu personas kodu šeit lietās neviena nav" in ilze.get("/tasks").text


def test_search_goes_by_name_or_number_in_the_address(three: Town) -> None:
    ilze = three.guest("caseworker")
    ilze.get("/tasks")
    answer = ilze.post("/tasks/search", q="berzina", view="group")
    assert answer.goes_to == "/tasks?view=group&q=berzina"
    assert lines(ilze.get(str(answer.goes_to))) == 1
    assert lines(ilze.get("/tasks?q=2026-000002")) == 1


def test_the_news_tell_the_count_in_words(three: Town) -> None:
    ilze = three.guest("caseworker")
    assert ilze.get("/tasks/news").response.get_json() == {
        "text": "Darbu skaits tagad: 3",
        "counts": {"all": 3, "mine": 0, "group": 3, "overdue": 0},
    }


def test_words_that_are_no_filter_change_nothing(three: Town) -> None:
    ilze = three.guest("caseworker")
    nonsense = "/tasks?view=x&sort=y&from=z&to=2026-13-40&who=-1&about=abc&draft=&regime=&after=1~2&before=~"
    assert lines(ilze.get(nonsense)) == 3
    assert lines(ilze.get("/tasks?from=2026-01-01&to=2026-12-31")) == 3
    assert lines(ilze.get("/tasks?from=2027-01-01")) == 0
    assert lines(ilze.get("/tasks?who=0")) == 3
    assert lines(ilze.get("/tasks?draft=1")) == 0


def test_a_decision_waits_for_the_head_in_the_caseworkers_view(town: Town) -> None:
    assessed(town)
    town.complete("draft_decision", **_drafted(town))
    page = town.guest("caseworker").get("/tasks?view=waiting")
    assert lines(page) == 1
    assert "dienesta vadītājs" in page.text
    assert f"/cases/{town.case_id}" in page.links
