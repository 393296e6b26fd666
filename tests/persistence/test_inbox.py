"""The inbox shows each person exactly the tasks that `task.complete` would let them do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import event

from engine.domain.rights import Actor, Thing, can
from engine.persistence import rows
from engine.persistence.database import Database
from engine.persistence.queries import inbox, inbox_tally
from engine.persistence.queries.inbox import Cursor, Wanted
from engine.persistence.queries.inbox_conditions import COUNTED, View
from engine.persistence.queries.inbox_tally import Counts
from engine.persistence.tables.instances import TaskStatus, UserTask, UserTaskPerson
from engine.persistence.tenancy import EVERY, Tenant
from tests.persistence import builders
from tests.persistence.builders import NOW
from tests.persistence.inbox_cast import CASEWORKER, fill, titles
from tests.persistence.plans import unasked_keys

TWO_ROLES = frozenset({"caseworker", "finance"})


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    with unasked_keys(database):
        yield statements
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def busy(database: Database) -> Database:
    return fill(database)


def test_a_caseworker_sees_the_urgent_first(busy: Database) -> None:
    assert titles(busy, CASEWORKER) == ["overdue Āboliņa", "soon", "kate's", "liga's", "later"]


def test_the_views(busy: Database) -> None:
    assert titles(busy, CASEWORKER, Wanted(View.MINE)) == ["kate's"]
    assert titles(busy, CASEWORKER, Wanted(View.GROUP)) == ["overdue Āboliņa", "soon", "later"]
    assert titles(busy, CASEWORKER, Wanted(View.OVERDUE)) == ["overdue Āboliņa"]
    deputy = replace(CASEWORKER, deputy_for=frozenset({2}))
    assert titles(busy, deputy, Wanted(View.MINE)) == ["kate's", "liga's"]
    anna = Actor(9, "Anna", 1, frozenset({"recipient"}), person_id=1)
    assert titles(busy, anna, Wanted(View.MINE)) == ["anna's month"]
    assert titles(busy, anna, Wanted(View.GROUP)) == []


def test_the_counts_are_those_of_the_views_in_one_query(busy: Database) -> None:
    for actor in (CASEWORKER, Actor(9, "Anna", 1, frozenset({"recipient", "assistant"}), person_id=1)):
        with busy.reading(Tenant(1)) as session, counted(busy) as statements:
            counts = inbox_tally.counts(session, actor, now=NOW)
        assert len(statements) == 1
        assert counts == Counts(*(len(titles(busy, actor, Wanted(view))) for view in COUNTED))


def test_search_finds_words_in_any_order_without_diacritics(busy: Database) -> None:
    assert titles(busy, CASEWORKER, Wanted(search="abolina PĀRBAUDĪT")) == ["overdue Āboliņa"]
    assert titles(busy, CASEWORKER, Wanted(search="check later")) == ["later"]
    assert titles(busy, CASEWORKER, Wanted(search="100%")) == []
    assert titles(busy, CASEWORKER, Wanted(search="_")) == []
    assert len(titles(busy, CASEWORKER, Wanted(process_id="monthly_confirmation"))) == 5
    assert titles(busy, CASEWORKER, Wanted(element_id="enter_month")) == []


def test_the_inbox_is_what_the_rights_say(busy: Database) -> None:
    roles = ["caseworker", "finance", "recipient", "assistant"]
    with busy.reading(EVERY) as session:
        tasks = rows.every(session, UserTask, status=TaskStatus.OPEN)
        persons = {
            task.id: frozenset(
                link.person_id for link in rows.every(session, UserTaskPerson, task_id=task.id)
            )
            for task in tasks
        }
    chosen = [frozenset(role for role, is_held in zip(roles, held, strict=True) if is_held)
              for held in product([True, False], repeat=4)]  # fmt: skip
    for held, person_id, user_id in product(chosen, (None, 1, 2), (1, 2)):
        actor = Actor(user_id, "x", 1, held, person_id=person_id)
        allowed = {
            task.subject
            for task in tasks
            if can(
                actor,
                "task.complete",
                Thing(
                    municipality_id=task.municipality_id,
                    role=task.role,
                    only_person_ids=persons[task.id],
                    excluded_user_ids=frozenset(task.excluded_user_ids),
                ),
            )
        }
        assert set(titles(busy, actor)) == allowed, f"{actor}"


def test_pages_follow_each_other_without_loss_or_doubles(database: Database) -> None:
    with database.transaction(Tenant(1)) as session:
        of = builders.instance(session)
        for number in range(60):
            builders.task(
                session,
                of,
                subject=f"{number}",
                due_at=NOW + timedelta(hours=number // 10) if number < 50 else None,
            )
    seen: list[str] = []
    after: Cursor | None = None
    with database.reading(Tenant(1)) as session, counted(database) as statements:
        for _ in range(10):
            page = inbox.page(session, CASEWORKER, Wanted(after=after, limit=7), now=NOW)
            seen += [row.subject for row in page.rows]
            after = page.next
            if after is None:
                break
    assert seen == [str(number) for number in range(60)]
    assert len(statements) == 9  # one a page


def test_pages_lead_back_as_they_lead_on(database: Database) -> None:
    with database.transaction(Tenant(1)) as session:
        of = builders.instance(session)
        for number in range(20):
            builders.task(session, of, subject=f"{number}", due_at=NOW + timedelta(hours=number // 3))
    with database.reading(Tenant(1)) as session:

        def page(after: Cursor | None = None, before: Cursor | None = None) -> inbox.Page:
            return inbox.page(session, CASEWORKER, Wanted(after=after, before=before, limit=6), now=NOW)

        first = page()
        second = page(after=first.next)
        third = page(after=second.next)
        assert (first.previous, [row.subject for row in third.rows]) == (
            None,
            [str(n) for n in range(12, 18)],
        )
        back = page(before=third.previous)
        assert [row.subject for row in back.rows] == [row.subject for row in second.rows]
        assert page(after=back.next).rows == third.rows
        assert page(before=back.previous) == inbox.Page(first.rows, first.next)
        where = inbox.place(session, CASEWORKER, Wanted(), third.previous, now=NOW)
        assert where == inbox.Place(total=20, before=12)


def test_filters_narrow_the_list_and_its_number(busy: Database) -> None:
    both = replace(CASEWORKER, roles=TWO_ROLES)
    assert titles(busy, both, Wanted(role="finance")) == ["finance"]
    assert titles(busy, CASEWORKER, Wanted(due_before=NOW)) == ["overdue Āboliņa"]
    assert titles(busy, CASEWORKER, Wanted(due_from=NOW + timedelta(days=2))) == ["later"]
    with busy.reading(Tenant(1)) as session:
        assert inbox.place(session, both, Wanted(role="finance"), None, now=NOW).total == 1
        found = {(one.role, one.count) for one in inbox_tally.tally(session, both, now=NOW).works}
    assert found == {("caseworker", 5), ("finance", 1)}


def test_the_partial_indexes_are_used(busy: Database, database_file: Path) -> None:
    assert database_file.exists()  # on SQLite: PostgreSQL's plans depend on how many rows there are
    with busy.reading(Tenant(1)) as session, counted(busy) as statements:
        inbox.page(session, CASEWORKER, Wanted(), now=NOW)
        inbox.page(session, replace(CASEWORKER, roles=TWO_ROLES), Wanted(), now=NOW)
        inbox_tally.counts(session, CASEWORKER, now=NOW)
        inbox.page(session, Actor(9, "Anna", 1, frozenset({"recipient"}), person_id=1), Wanted(), now=NOW)
    plans = [plan(busy, statement) for statement in statements]
    assert "INDEX ix_user_task_group" in plans[0]
    assert "INDEX ix_user_task_due" in plans[1]
    assert "TEMP B-TREE" not in plans[0] + plans[1]  # the index gives the order
    assert "INDEX ix_user_task_" in plans[2]
    assert "ix_user_task_person_person_id_task_id" in plans[3]
    assert not any("SCAN user_task" in found for found in plans)


def plan(database: Database, statement: str) -> str:
    with database.engine.connect() as connection:
        holes = (None,) * statement.count("?")
        found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", holes)
        return "\n".join(str(row[-1]) for row in found)
