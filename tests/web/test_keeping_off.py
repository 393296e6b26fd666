"""Somebody steps back from a case or is kept off it: what becomes of their tasks, who may, what is kept."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.cases import case_handovers, case_holding, keeping_off
from engine.domain.rights import Actor, Role
from engine.errors import InvalidAnswers, NotFound
from engine.inbox import inbox_pages
from engine.inbox.inbox_pages import InboxView, Wanted
from engine.people import deputies, people
from engine.people.deputies import DeputyDraft
from engine.persistence import rows
from engine.persistence.tables.instances import UserTask
from engine.persistence.tables.kept_off import KeptOff
from engine.persistence.tables.records import AuditEvent
from engine.tasks import task_bulk, tasks
from tests.web.test_statements import statements
from tests.web.town import Town
from web.drawing.audit_words import DEEDS

TIE = ("relative", "Mana māsa.")
CHECK = "check_application"


def actor(town: Town, name: str) -> Actor:
    """As of now, not as the cast was signed up."""
    return people.actor(town.runtime, name)


def step_back(town: Town, name: str = "caseworker") -> list[Mapping[str, str]]:
    return list(keeping_off.step_back(town.runtime, actor(town, name), town.case_id, *TIE))


def in_view(town: Town, name: str, view: InboxView) -> list[int]:
    found = inbox_pages.list_inbox(town.runtime, actor(town, name), Wanted(view=view))
    assert getattr(found.counts, view, len(found.page.rows)) == len(found.page.rows)
    return [row.task_id for row in found.page.rows]


def test_their_tasks_go_back_to_the_group_and_the_case_is_nobodys(town: Town) -> None:
    town.apply()
    task_id = town.task(CHECK).id
    task_bulk.take(town.runtime, actor(town, "caseworker"), [task_id])
    case_handovers.hand_over(town.runtime, actor(town, "head"), [task_id], town.actor("caseworker").user_id)
    assert in_view(town, "other_caseworker", InboxView.GROUP) == []
    assert step_back(town) == []  # the colleague is left
    assert town.read(lambda session: session.get_one(UserTask, task_id).assignee_id) is None
    assert town.case().caseworker_user_id is None
    for view in InboxView:
        assert in_view(town, "caseworker", view) == []
    assert in_view(town, "other_caseworker", InboxView.GROUP) == [task_id]
    assert in_view(town, "head", InboxView.WAITING) == [task_id]
    with pytest.raises(NotFound):
        tasks.claim(town.runtime, actor(town, "caseworker"), task_id)
    town.complete(CHECK, as_="other_caseworker", application_complete=True)


def test_nothing_is_given_to_them_any_more(town: Town) -> None:
    town.apply()
    step_back(town)
    ilze, head = town.actor("caseworker").user_id, actor(town, "head")
    task_ids = [town.task(CHECK).id]
    for outcome in (
        task_bulk.give(town.runtime, head, task_ids, ilze),
        case_handovers.hand_over(town.runtime, head, task_ids, ilze),
    ):
        assert (outcome.done, outcome.stayed) == (0, 1)


def test_kept_off_as_a_deputy_and_no_deputy_gets_it_from_them(town: Town) -> None:
    """Dace is kept off and stands in for Ilze; then Ilze for Dace."""
    town.apply()
    task_id = town.task(CHECK).id
    ilze, dace = (town.actor(name).user_id for name in ("caseworker", "other_caseworker"))
    for away, deputy in ((ilze, dace), (dace, ilze)):
        days = (town.today, town.today)
        deputies.name(town.runtime, actor(town, "head"), DeputyDraft(away, deputy, *days))
    task_bulk.take(town.runtime, actor(town, "caseworker"), [task_id])
    assert in_view(town, "other_caseworker", InboxView.MINE) == [task_id]
    step_back(town, "other_caseworker")
    assert actor(town, "other_caseworker").deputy_for == {ilze}
    for view in InboxView:
        assert in_view(town, "other_caseworker", view) == []
    with pytest.raises(NotFound):
        tasks.release(town.runtime, actor(town, "other_caseworker"), task_id)
    task_bulk.give_back(town.runtime, actor(town, "head"), [task_id])
    assert in_view(town, "caseworker", InboxView.MINE) == []  # nothing of it comes from Dace
    assert in_view(town, "caseworker", InboxView.GROUP) == [task_id]  # the own right stays


def test_where_nobody_is_left_it_is_said_in_one_sentence(town: Town) -> None:
    town.apply()
    step_back(town)
    dace = town.guest("other_caseworker")
    page = f"/cases/{town.case_id}/kept-off"
    dace.get(page)
    dace.post(f"/cases/{town.case_id}/step-back", tie="business_partner", words="")
    said = f"Šobrīd neviens kolēģis nedrīkst izpildīt: „{town.task(CHECK).title_lv}”."
    assert said in dace.get("/tasks").text
    assert said in town.guest("head").get(page).text
    people.set_roles(town.runtime, "other_finance", [Role.FINANCE, Role.CASEWORKER])
    assert said not in town.guest("head").get(page).text


def test_the_head_needs_a_reason_and_nobody_lets_themselves_back(town: Town) -> None:
    town.apply()
    head, ilze = actor(town, "head"), town.actor("caseworker").user_id
    with pytest.raises(InvalidAnswers) as refused:
        keeping_off.keep_off(town.runtime, head, town.case_id, ilze, ("other", " "))
    assert set(refused.value.fields) == {"words"}
    with pytest.raises(InvalidAnswers):
        keeping_off.keep_off(town.runtime, head, town.case_id, head.user_id, TIE)
    with pytest.raises(NotFound):  # a caseworker keeps nobody off
        keeping_off.keep_off(town.runtime, actor(town, "other_caseworker"), town.case_id, ilze, TIE)
    keeping_off.keep_off(town.runtime, head, town.case_id, ilze, TIE)
    with pytest.raises(InvalidAnswers):  # once
        keeping_off.keep_off(town.runtime, head, town.case_id, ilze, TIE)
    [(kept, _)] = keeping_off.everywhere(town.runtime, head)
    with pytest.raises(NotFound):
        keeping_off.let_back(town.runtime, actor(town, "caseworker"), kept.kept_id, "Gribu.")
    step_back(town, "head")  # who steps back after that lets nobody back either
    with pytest.raises(NotFound):
        keeping_off.let_back(town.runtime, actor(town, "head"), kept.kept_id, "Gribu.")
    with pytest.raises(NotFound):
        case_holding.hold(town.runtime, actor(town, "head"), town.case_id, "atpūta")


def test_an_administrator_acts_where_no_head_is_left(town: Town) -> None:
    town.apply()
    number, address = town.case().case_number, f"/cases/{town.case_id}/kept-off"
    administrator = town.guest("administrator")
    assert administrator.get(address).status == 404  # a head does it
    assert "Šādas lietas nav" in administrator.get(f"/kept-off?number={number}").text
    step_back(town, "head")
    page = administrator.get(f"/kept-off?number={number}")
    assert page.goes_to == address
    page = administrator.get(address)
    assert "Mana māsa." in page.text
    assert "Bērziņa" not in page.text  # of the case the number is enough
    [kept] = town.read(lambda session: rows.every(session, KeptOff))
    assert administrator.post(f"/kept-off/{kept.id}/end", words="Cita Anna.").goes_to == address
    assert town.guest("head").get(f"/cases/{town.case_id}").status == 200
    assert administrator.get(address).status == 404


def test_the_past_is_kept_and_the_audit_tells_it_without_the_words(town: Town) -> None:
    town.apply()
    step_back(town)
    head = actor(town, "head")
    [(kept, _)] = keeping_off.everywhere(town.runtime, head)
    keeping_off.let_back(town.runtime, head, kept.kept_id, "Cita Anna.")
    step_back(town)
    keeping_off.keep_off(
        town.runtime, head, town.case_id, town.actor("other_caseworker").user_id, ("other", "Strīds.")
    )
    listed = keeping_off.page(town.runtime, head, town.case_id).listed
    assert [(one.name, one.words, one.ended_at is None) for one in listed] == [
        ("Dace Liepa", "Strīds.", True),
        ("Ilze Ozola", "Mana māsa.", True),
        ("Ilze Ozola", "Mana māsa.", False),
    ]
    deeds = ("kept_off_said", "kept_off_ended", "kept_off_said", "kept_off")
    told = [
        one
        for one in town.read(lambda session: rows.every(session, AuditEvent, order_by=["id"]))
        if one.action in deeds
    ]
    assert tuple(one.action for one in told) == deeds
    assert set(deeds) <= set(DEEDS)
    assert not any(word in str(one.details) for one in told for word in ("māsa", "Anna", "Strīds"))
    assert told[-1].details == {
        "user": town.actor("other_caseworker").user_id, "tie": "other", "tasks_given_back": 0
    }  # fmt: skip


def test_a_page_asks_the_database_no_more_often_about_whoever_is_kept_off(town: Town) -> None:
    town.apply()
    ilze, dace = town.guest("caseworker"), town.guest("other_caseworker")
    step_back(town, "other_caseworker")
    for address in ("/tasks", "/cases", "/calendar", "/questions", "/months"):
        counted = []
        for guest in (ilze, dace):
            guest.get(address)
            with statements(town) as asked:
                guest.get(address)
            counted.append(len(asked))
        assert counted[1] <= counted[0]
        with statements(town) as asked:
            ilze.get(address)
        assert sum("kept_off" in one for one in asked) == 1  # with the deputies, in one question


def test_the_list_of_conflicts_asks_as_often_for_many_as_for_one(town: Town) -> None:
    head, counted = town.guest("head"), []
    for name in ("anna", "pauls", "elina"):
        town.apply(name)
        step_back(town, "other_caseworker")
        head.get("/kept-off")
        with statements(town) as asked:
            page = head.get("/kept-off")
        counted.append(len(asked))
    assert page.text.count("Dace Liepa") == 3
    assert len(set(counted)) == 1


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("own-tie", {"tie": ""}),
        ("own-tie", {"tie": "friend"}),
        ("own-words", {"tie": "other", "words": "x" * 501}),
    ],
)
def test_what_is_missing_is_said_at_its_field(town: Town, field: str, sent: Mapping[str, str]) -> None:
    town.apply()
    ilze = town.guest("caseworker")
    ilze.get(f"/cases/{town.case_id}/kept-off")
    answer = ilze.post(f"/cases/{town.case_id}/step-back", **sent)
    assert answer.status == 422
    assert f'href="#{field}"' in answer.text
    assert town.read(lambda session: rows.every(session, KeptOff)) == []
