"""Somebody of the office who is a party of a case does nothing in it for the office; a colleague does."""

from __future__ import annotations

from datetime import date

import pytest

from engine.cases import case_changes, case_holding
from engine.domain.rights import Role
from engine.inbox import task_deadlines
from engine.months import month_corrections
from engine.people import people
from engine.people.own_matters import OwnMatter
from engine.people.people import NewAccount
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.runtime import EVERY
from tests.processes.roads import in_force
from tests.web.test_tasks_sent import CHECKED
from tests.web.town import PASSWORD, QUICK, Town

OFFICE = frozenset({Role.CASEWORKER, Role.HEAD_OF_SERVICE, Role.ASSISTANT})


@pytest.fixture(params=["anna", "janis"])
def town(town: Town, request: pytest.FixtureRequest) -> Town:
    """One of the parties also has an account of the office."""
    person = town.actor(str(request.param)).person_id
    people.add(town.runtime, town.tenant, NewAccount("both", "Abpus", None, OFFICE, person))
    with town.runtime.transaction(EVERY) as session:
        rows.change(session, UserAccount, {"password_hash": QUICK.hash(PASSWORD)}, user_name="both")
    return town


def test_no_task_change_or_deadline_of_an_own_case(town: Town) -> None:
    in_force(town, first_day=date(2026, 2, 2))
    both = people.actor(town.runtime, "both")
    with pytest.raises(OwnMatter):
        case_changes.record_change(
            town.runtime, both, town.case_id, "service_suspended", {"suspended_from": town.today}
        )
    with pytest.raises(OwnMatter):
        case_holding.hold(town.runtime, both, town.case_id, "atpūta")
    with pytest.raises(OwnMatter):
        month_corrections.correct(town.runtime, both, town.month("2026-02").id)
    town.case_is("active")


@pytest.mark.parametrize("town", ["anna"], indirect=True)  # an assistant is a party by a contract
def test_a_task_of_the_office_is_told_to_be_a_colleagues(town: Town) -> None:
    town.apply("anna")
    task = f"/tasks/{town.task('check_application').id}"
    guest = town.guest("both")
    guest.get(task)
    answer = guest.post(task, _action="complete", application_complete="yes")
    assert answer.status == 409
    assert "tas jādara kolēģim" in answer.text
    with pytest.raises(OwnMatter):
        task_deadlines.case_of(
            town.runtime, people.actor(town.runtime, "both"), town.task("check_application").id
        )
    town.complete("check_application", application_complete=True)  # the colleague


def test_elsewhere_they_work_as_anybody(town: Town) -> None:
    town.apply("karlis")
    both = people.actor(town.runtime, "both")
    task_id = town.task("check_application").id
    assert task_deadlines.case_of(town.runtime, both, task_id) == town.case_id
    guest = town.guest("both")
    guest.get(f"/tasks/{task_id}")
    assert guest.post(f"/tasks/{task_id}", **CHECKED).status == 303
