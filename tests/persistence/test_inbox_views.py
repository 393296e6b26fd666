"""What is put off, what waits for others, filters, orders: the parts of an inbox beyond its first tabs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.domain.rights import Actor, Role
from engine.persistence import rows
from engine.persistence.database import Database
from engine.persistence.queries import inbox, inbox_tally, task_marks, tasks
from engine.persistence.queries.inbox import Sort, Wanted
from engine.persistence.queries.inbox_conditions import View
from engine.persistence.tables.inboxes import TaskMark
from engine.persistence.tables.instances import UserTask
from engine.persistence.tenancy import Tenant
from tests.persistence import builders
from tests.persistence.builders import NOW
from tests.persistence.inbox_cast import CASEWORKER, fill, titles
from tests.persistence.plans import listening, read_whole


@pytest.fixture
def busy(database: Database) -> Database:
    return fill(database)


def test_what_is_put_off_comes_back_on_its_day_to_whoever_put_it_off(busy: Database) -> None:
    liga = replace(CASEWORKER, user_id=2)
    with busy.transaction(Tenant(1)) as session:
        (soon,) = [row for row in rows.every(session, UserTask) if row.subject == "soon"]
        task = tasks.find(session, soon.id)
        assert task is not None
        task_marks.put_off(session, task, CASEWORKER.user_id, builders.TODAY + timedelta(days=1))
    assert "soon" not in titles(busy, CASEWORKER)
    assert titles(busy, CASEWORKER, Wanted(View.PUT_OFF)) == ["soon"]
    assert "soon" in titles(busy, liga)
    with busy.reading(Tenant(1)) as session:
        tally = inbox_tally.tally(session, CASEWORKER, now=NOW)
        assert (tally.counts.all, tally.counts.put_off) == (4, 1)
        assert inbox_tally.counts(session, CASEWORKER, now=NOW).all == 4
        tomorrow = inbox.page(session, CASEWORKER, Wanted(), now=NOW + timedelta(days=1))
        assert "soon" in [row.subject for row in tomorrow.rows]
        assert inbox_tally.tally(session, CASEWORKER, now=NOW + timedelta(days=1)).counts.put_off == 0


def test_waiting_are_the_tasks_of_own_cases_that_others_have_to_do(busy: Database) -> None:
    with busy.transaction(Tenant(1)) as session:
        of = builders.instance(session)
        mine = builders.case(session, caseworker_user_id=CASEWORKER.user_id)
        hers = builders.case(session, caseworker_user_id=2)
        builders.task(session, of, subject="mine, anna's", role=Role.RECIPIENT, persons=[1], case_id=mine.id)
        builders.task(session, of, subject="mine, head's", role=Role.HEAD_OF_SERVICE, case_id=mine.id)
        builders.task(session, of, subject="mine, to do", case_id=mine.id)
        builders.task(session, of, subject="hers, anna's", role=Role.RECIPIENT, persons=[1], case_id=hers.id)
    waiting = Wanted(View.WAITING)
    assert titles(busy, CASEWORKER, waiting) == ["mine, anna's", "mine, head's"]
    assert titles(busy, replace(CASEWORKER, deputy_for=frozenset({2})), waiting) == [
        "mine, anna's",
        "mine, head's",
        "hers, anna's",
    ]
    head = Actor(3, "Valdis", 1, frozenset({"head_of_service"}))
    assert set(titles(busy, head, waiting)) == {"mine, anna's", "mine, to do", "hers, anna's"}
    assert titles(busy, Actor(9, "Anna", 1, frozenset({"recipient"}), person_id=1), waiting) == []


def test_more_filters(busy: Database) -> None:
    with busy.transaction(Tenant(1)) as session:
        of = builders.instance(session)
        old = builders.case(session, regime="r942")
        contract = builders.make_contract(session, case=old)
        builders.task(session, of, subject="of the old order", case_id=old.id)
        begun = builders.task(session, of, subject="begun")
        tasks.keep_draft(session, (begun.id, 1), answers={}, base_version=1, now=NOW)
        parties, number = (old.recipient_id, contract.assistant_id), old.case_number
    assert titles(busy, CASEWORKER, Wanted(regime="r942")) == ["of the old order"]
    assert titles(busy, CASEWORKER, Wanted(only_drafts=True)) == ["begun"]
    assert titles(busy, replace(CASEWORKER, user_id=2), Wanted(only_drafts=True)) == []
    assert titles(busy, CASEWORKER, Wanted(assignee_id=2)) == ["liga's"]
    assert set(titles(busy, CASEWORKER, Wanted(assignee_id=0))) >= {"later", "soon", "begun"}
    assert "liga's" not in titles(busy, CASEWORKER, Wanted(assignee_id=0))
    assert titles(busy, CASEWORKER, Wanted(search=f"{number} check")) == ["of the old order"]
    for person_id in parties:
        assert titles(busy, CASEWORKER, Wanted(person_id=person_id)) == ["of the old order"]


@pytest.mark.parametrize("sort", Sort)
def test_each_order_leads_on_and_back(database: Database, sort: Sort) -> None:
    names = ["Žanna", "Āris", "Bruno", "Ēriks", "Cecīlija", "Āris", "Dace", "Bruno"]
    with database.transaction(Tenant(1)) as session:
        of = builders.instance(session)
        for place, name in enumerate(names):
            opened, due = NOW - timedelta(hours=place // 2), NOW + timedelta(hours=place // 3)
            builders.task(session, of, subject=name, opened_at=opened, due_at=due)
    wanted = Wanted(sort=sort, limit=3)
    with database.reading(Tenant(1)) as session:
        pages = [inbox.page(session, CASEWORKER, wanted, now=NOW)]
        while (after := pages[-1].next) is not None:
            pages.append(inbox.page(session, CASEWORKER, replace(wanted, after=after), now=NOW))
        assert [len(page.rows) for page in pages] == [3, 3, 2]
        shown = [row.subject for page in pages for row in page.rows]
        assert (
            shown
            == {
                Sort.DUE: names,
                Sort.RECEIVED: ["Āris", "Žanna", "Ēriks", "Bruno", "Āris", "Cecīlija", "Bruno", "Dace"],
                Sort.NAME: ["Āris", "Āris", "Bruno", "Bruno", "Cecīlija", "Dace", "Ēriks", "Žanna"],
            }[sort]
        )
        last = pages[2]
        assert last.previous is not None
        back = inbox.page(session, CASEWORKER, replace(wanted, before=last.previous), now=NOW)
        assert [row.task_id for row in back.rows] == [row.task_id for row in pages[1].rows]
        assert inbox.place(session, CASEWORKER, wanted, last.previous, now=NOW) == inbox.Place(8, 6)


def test_a_line_says_whether_whoever_looks_has_seen_it(busy: Database) -> None:
    def unseen(user_id: int) -> set[str]:
        with busy.reading(Tenant(1)) as session:
            page = inbox.page(session, replace(CASEWORKER, user_id=user_id), Wanted(), now=NOW)
        return {row.subject for row in page.rows if row.seen_at is None}

    with busy.transaction(Tenant(1)) as session:
        (later,) = [row for row in rows.every(session, UserTask) if row.subject == "later"]
        task = tasks.find(session, later.id)
        assert task is not None
        for at in (NOW, NOW + timedelta(hours=1)):
            task_marks.see(session, task, 1, at)
        assert task_marks.is_seen(session, later.id, 1)
        assert [mark.seen_at for mark in rows.every(session, TaskMark)] == [NOW]
    assert "later" not in unseen(1)
    assert "later" in unseen(2)


LISTS = {
    "put off": Wanted(View.PUT_OFF),
    "waiting": Wanted(View.WAITING),
    "draft": Wanted(only_drafts=True),
    "regime": Wanted(regime="r316"),
    "case number": Wanted(search="2026-000001"),
    "person": Wanted(person_id=1),
}


@pytest.mark.parametrize("name", LISTS)
def test_no_list_reads_tasks_from_end_to_end(busy: Database, name: str) -> None:
    with listening(busy) as statements, busy.reading(Tenant(1)) as session:
        inbox.page(session, CASEWORKER, LISTS[name], now=NOW)
        inbox.place(session, CASEWORKER, LISTS[name], None, now=NOW)
    assert len(statements) == 2
    assert [found for one in statements if (found := read_whole(busy, one))] == []
