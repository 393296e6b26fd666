"""The questions that are asked all day look rows up by an index, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.domain.rights import Actor, Role
from engine.domain.service_month import ServiceMonth
from engine.persistence import audit
from engine.persistence.database import Database
from engine.persistence.queries import (
    budget_contracts,
    case_file,
    due,
    event_receivers,
    holding,
    homes,
    inbox,
    inbox_tally,
    incidents,
    instances,
    invoices,
    letters,
    monitor,
    month_board,
    month_facts,
    month_lists,
    month_opening,
    month_overview,
    municipal_amounts,
    sums,
    tallies,
    tasks,
    top_ups,
    waiting,
)
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tenancy import EVERY, Tenant, TenantSession
from engine.queue.port import NewJob
from engine.queue.table_queue import TableQueue
from tests.persistence import builders
from tests.persistence.builders import NOW
from tests.persistence.plans import (
    PARTIAL,
    Asked,
    listening,
    of_history,
    read_whole,
    steps,
    through_municipality,
)

CASEWORKER = Actor(1, "Ilze", 1, frozenset({Role.CASEWORKER}))
RECIPIENT = Actor(9, "Anna", 1, frozenset({Role.RECIPIENT}), person_id=1)
Question = Callable[[TenantSession], object]
THE_CASE = ServiceCase(id=1, municipality_id=1, recipient_id=1)
OF_A_MUNICIPALITY: dict[str, Question] = {
    "inbox": lambda s: inbox.page(s, CASEWORKER, inbox.Wanted(), now=NOW),
    "steps not counted yet": lambda s: tallies.not_counted(s, 5, 10),
    "open tasks by step": lambda s: monitor.open_tasks(s, "p", None, NOW),
    "timers of the next days": lambda s: monitor.due_timers(s, None, NOW),
    "incidents by step": lambda s: monitor.open_incidents(s, None),
    "where instances stand": lambda s: monitor.standing(s, "p", None, NOW),
    "inbox of a person": lambda s: inbox.page(s, RECIPIENT, inbox.Wanted(), now=NOW),
    "inbox kinds of work": lambda s: inbox_tally.tally(s, CASEWORKER, now=NOW),
    "inbox counts": lambda s: inbox_tally.counts(s, CASEWORKER, now=NOW),
    "home": lambda s: homes.home_of(s, RECIPIENT, period="2026-10", now=NOW),
    "task": lambda s: tasks.find(s, 1),
    "tasks of an instance": lambda s: tasks.open_in_instance(s, 1),
    "instance": lambda s: instances.load(s, 1),
    "case file": lambda s: (case_file.case_of(s, 1), case_file.load(s, THE_CASE)),
    "a letter": lambda s: letters.find(s, 1),
    "invoices of a claim": lambda s: invoices.frozen_claim(s, 1, provider_id=1),
    "letters of a case": lambda s: letters.of_case(s, 1),
    "months board": lambda s: month_board.board_of(s, "2026-10", None, limit=50, offset=0),
    "missing months": lambda s: month_opening.missing(
        s, ServiceMonth(2026, 11), after_contract_id=0, limit=500
    ),
    "who waits for a message": lambda s: waiting.instance_for(s, "reply", "2026-000001"),
    "pay of months": lambda s: sums.pay_of_months(s, [1, 2]),
    "top-up of a month": lambda s: (municipal_amounts.approved(s), top_ups.of_month(s, 1)),
    "what another system was told": lambda s: event_receivers.listed(s, 1, limit=50),
    "incidents": lambda s: (incidents.listed(s, resolved=False, limit=50), incidents.counts(s)),
}


def _one_job(session: TenantSession) -> None:
    queue = TableQueue()
    queue.enqueue(session, NewJob("x", unique_key="k", instance_id=1, municipality_id=1), now=NOW)
    job = queue.claim(session, worker="w", now=NOW)
    assert job is not None
    queue.finish(session, job, now=NOW)


OF_THE_INSTALLATION: dict[str, Question] = {
    "due timers": lambda s: due.take_timers(s, now=NOW + timedelta(days=400)),
    "next timer": due.next_timer_at,
    "a job, begun and done": _one_job,
    "next job": lambda s: TableQueue().next_due_at(s),
    "jobs given up": due.dead_jobs_without_incident,
    "mail": lambda s: due.ready_outbox(s, now=NOW),
    "events to be told": lambda s: event_receivers.ready(s, now=NOW, limit=1),
    "audit seal": audit.seal,
}


@pytest.fixture
def filled(database: Database) -> Database:
    """A case with a month, a task and an event under the ids that are asked for."""
    with database.transaction(Tenant(1)) as session:
        month = builders.month(session)
        builders.task(session, builders.instance(session, case_id=month.case_id), case_id=month.case_id)
        audit.record(
            session, action="x", at=NOW, municipality_id=1, actor_user_id=None, case_id=month.case_id
        )
    return database


def test_no_question_reads_a_growing_table_from_end_to_end(filled: Database) -> None:
    asked: list[tuple[str, Asked]] = []
    for tenant, questions in ((Tenant(1), OF_A_MUNICIPALITY), (EVERY, OF_THE_INSTALLATION)):
        for name, question in questions.items():
            with listening(filled) as statements, filled.transaction(tenant) as session:
                question(session)
            asked += [(name, statement) for statement in statements]
    assert {name for name, _ in asked} == {*OF_A_MUNICIPALITY, *OF_THE_INSTALLATION}
    assert [(name, str(one), found) for name, one in asked if (found := read_whole(filled, one))] == []


TELLING = ("case file", "audit seal", "steps not counted yet")  # what asks for the past at all


def test_the_inbox_asks_nothing_of_the_past_and_a_case_its_own_by_key(filled: Database) -> None:
    """However long the audit has become: the inbox, a task, a tick's timers and jobs never look into it."""
    asked: list[tuple[str, Asked]] = []
    for tenant, questions in ((Tenant(1), OF_A_MUNICIPALITY), (EVERY, OF_THE_INSTALLATION)):
        for name, question in questions.items():
            with listening(filled) as statements, filled.transaction(tenant) as session:
                question(session)
            asked += [(name, statement) for statement in statements if of_history(statement)]
    assert {name for name, _ in asked} == set(TELLING)
    assert [str(one) for _, one in asked if read_whole(filled, one)] == []


GOES_THROUGH = {
    "home",  # back from the newest months until it has found a person's twelve
    "incidents",  # the page counts them all
}


def test_no_question_goes_through_all_rows_of_a_municipality(database: Database, database_file: Path) -> None:
    """Fifty tasks on a page were looked up among all instances that there had ever been."""
    assert database_file.exists()
    page: dict[str, Question] = {
        "held on a page": lambda s: holding.held_among(s, range(1, 51)),
        "months that hang": lambda s: month_lists.hanging_before(s, "2026-10", None, limit=20),
        "found in months": lambda s: month_overview.findings(s, range(1, 51)),
    }
    questions = {name: one for name, one in OF_A_MUNICIPALITY.items() if name not in GOES_THROUGH}
    asked: list[tuple[str, Asked]] = []
    for name, question in {**questions, **page}.items():
        with listening(database) as statements, database.transaction(Tenant(1)) as session:
            question(session)
        asked += [(name, statement) for statement in statements]
    assert [
        (name, str(one), found) for name, one in asked if (found := through_municipality(database, one))
    ] == []


def test_a_step_asks_no_more_of_a_large_municipality(database: Database, database_file: Path) -> None:
    """SQLite has no statistics: given the choice it would go through every month of the municipality."""
    assert database_file.exists()
    days = (date(2026, 10, 1), date(2026, 10, 31))
    with database.transaction(Tenant(1)) as session:
        month = builders.month(session)
        terms = month_facts.terms_of(session, month.contract_id)
        with listening(database) as statements:
            month_facts.entries_elsewhere(session, terms.parties, days)
            month_facts.entries_elsewhere(session, terms.parties, days, checked=True, several=True)
            month_facts.suspensions(session, month.case_id, *days)
            month_facts.used_by_recipient(session, terms, "2026-10")
            month_facts.recipient_weeks_elsewhere(session, terms, month.id, *days)
            month_facts.counted_elsewhere(session, terms.parties, ServiceMonth(2026, 10))
    assert len(statements) == 6
    assert [step for one in statements for step in steps(database, one) if "(municipality_id=?" in step] == []


def test_a_budget_reads_each_list_once_and_not_again_for_every_contract(
    database: Database, database_file: Path
) -> None:
    """Whether a contract has an open month was asked contract by contract, through all months of the year."""
    assert database_file.exists()
    with listening(database) as statements, database.transaction(Tenant(1)) as session:
        budget_contracts.contracts(session, 2026, "r942")
        budget_contracts.births(session, 2026, "r942")
        budget_contracts.months_of_contracts(session, 2026, "r942", "2026-10")
        budget_contracts.stays(session, 2026)
    assert len(statements) == 4
    assert [step for one in statements for step in steps(database, one) if "CORRELATED" in step] == []


def test_a_question_without_an_index_is_noticed(filled: Database) -> None:
    assert "ix_timer_due" in PARTIAL
    with listening(filled) as statements, filled.engine.connect() as connection:
        connection.execute(text("SELECT id FROM timer WHERE element_id = 'x'"))
        connection.execute(text("SELECT id FROM user_task WHERE title_lv = 'x' ORDER BY id"))
        connection.execute(text("UPDATE service_month SET period = '2026-01' WHERE granted_minutes < 1"))
        connection.rollback()
    assert len(statements) == 3
    assert all(len(read_whole(filled, one)) == 1 for one in statements)
