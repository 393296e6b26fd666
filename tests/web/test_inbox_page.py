"""The inbox of staff: narrowed, leafed through, tasks taken and given back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from tests.persistence.plans import unasked_keys
from tests.processes.roads import assessed
from tests.web.town import Answer, Town
from web.pages import cases, inbox

ROW = 'class="data-table__main'
DRAFT = ">Melnraksts</strong>"


def rows(page: Answer) -> int:
    return page.text.count(ROW)


def leads(page: Answer, way: str) -> set[str]:
    """The links onwards or back; the language switch leads to this very page."""
    return {link for link in page.links if f"{way}=" in link and "lang=" not in link}


@contextmanager
def counted(town: Town) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(town.runtime.database.engine, "before_cursor_execute", note)
    with unasked_keys(town.runtime.database):
        yield statements
    event.remove(town.runtime.database.engine, "before_cursor_execute", note)


def test_a_row_says_what_it_is_and_whether_i_began_it(town: Town) -> None:
    town.apply()
    ilze, task = town.guest("caseworker"), f"/tasks/{town.task('check_application').id}"
    page = ilze.get("/tasks").text
    assert "2026-000001" in page
    assert "Asistenta pakalpojums pašvaldībā" in page[page.index(ROW) :]
    assert DRAFT not in page
    ilze.get(task)
    ilze.post(f"{task}/draft", application_complete="false", _version="1")
    assert DRAFT in ilze.get("/tasks").text
    assert DRAFT not in town.guest("other_caseworker").get("/tasks").text


def test_the_list_is_narrowed_by_work_and_by_day(town: Town) -> None:
    town.apply("pauls")
    assessed(town)
    ilze = town.guest("caseworker")
    whole = ilze.get("/tasks")
    assert rows(whole) == 2
    assert '<option value="draft_decision">' in whole.text
    assert 'name="role"' not in whole.text
    one = ilze.get("/tasks?work=draft_decision")
    assert rows(one) == 1
    assert '<option value="draft_decision" selected>' in one.text
    assert "1 darbs" in one.text
    assert rows(ilze.get("/tasks?process=assistant_service")) == 2
    assert rows(ilze.get("/tasks?process=ministry_claim")) == 0
    assert rows(ilze.get("/tasks?due=overdue")) == 0
    week, later = rows(ilze.get("/tasks?due=week")), rows(ilze.get("/tasks?due=later"))
    assert week + later == 2
    assert rows(ilze.get("/tasks?due=nonsense")) == 2


@pytest.mark.parametrize("place", ["tasks", "cases"])
def test_pages_lead_on_and_back(town: Town, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setattr(inbox if place == "tasks" else cases, "ON_A_PAGE", 1)
    for who in ("anna", "pauls", "karlis"):
        town.apply(who)
    ilze = town.guest("caseworker")

    def leaf(page: Answer, way: str) -> Answer:
        (href,) = leads(page, way)
        return ilze.get(href)

    first = ilze.get(f"/{place}?q=2026" if place == "cases" else "/tasks?process=assistant_service")
    assert "1. lapa no 3" in first.text
    assert not leads(first, "before")
    second = leaf(first, "after")
    assert "2. lapa no 3" in second.text
    third = leaf(second, "after")
    assert "3. lapa no 3" in third.text
    assert not leads(third, "after")
    back = leaf(third, "before")
    assert "2. lapa no 3" in back.text
    assert "1. lapa no 3" in leaf(back, "before").text


def test_a_list_of_many_asks_no_more_than_a_list_of_one(town: Town) -> None:
    town.apply("anna")
    ilze = town.guest("caseworker")
    ilze.get("/tasks")
    with counted(town) as few:
        ilze.get("/tasks")
    for who in ("pauls", "karlis"):
        town.apply(who)
    with counted(town) as many:
        assert rows(ilze.get("/tasks")) == 3
    assert len(many) == len(few)


def test_a_task_is_taken_and_given_back_on_its_own_page(town: Town) -> None:
    town.apply()
    task = f"/tasks/{town.task('check_application').id}"
    ilze, dace = town.guest("caseworker"), town.guest("other_caseworker")
    page = ilze.get(task).text
    assert f'action="{task}/claim"' in page
    assert 'value="release"' not in page
    ilze.post(f"{task}/claim")
    mine, hers = ilze.get(task).text, dace.get(task).text
    assert 'value="release"' in mine
    assert "Šo darbu ir paņēmis cits darbinieks" not in mine
    assert "Šo darbu ir paņēmis cits darbinieks: Ilze Ozola" in hers
    assert f'action="{task}/claim"' not in mine + hers
    assert 'value="release"' not in hers
