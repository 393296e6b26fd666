"""Stories of months in which the check finds something, and of a number that is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from engine.domain.rights import Actor, Role
from engine.inbox import task_pages
from engine.months import months
from engine.persistence import rows
from engine.persistence.tables.cases import Contract, Suspension
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.months import AssistantWeek, MonthFinding
from engine.runtime import Runtime, Tenant
from engine.simulation.founding import NewPerson, add_municipality, add_party
from engine.tasks import tasks
from tests.processes.agreed import agree, agree_between
from tests.processes.driver import Story
from tests.processes.month_roads import (
    ENDS,
    FROM_MARCH,
    MARCH,
    RATE_OF_2024,
    both_sign,
    confirms,
    enters,
    findings,
    march,
    month_tasks,
    on_first_of_march,
    record_rates,
    signatures,
)
from tests.processes.stage import PARTIES

OVER = {"2026-03-03": 240, "2026-03-10": 600}  # 14 hours where 10 were granted


def too_many_hours(story: Story) -> None:
    march(story, terms=replace(FROM_MARCH, hours=10))
    both_sign(story, OVER)
    story.month_is(MARCH, "findings")
    assert findings(story) == [("grant_exceeded", 240, None)]


def decides(story: Story, verdict: str, note: str = "limit_applies") -> None:
    story.complete("review_findings", findings_verdict=verdict, findings_note=note)


def two_contracts(
    story: Story, first: tuple[str, str], second: tuple[str, str], *, one_case: bool
) -> tuple[int, int]:
    """Two contracts in March, at the month's last day: their cases."""
    first_case = agree(story, *first, FROM_MARCH)
    second_case = agree(story, *second, FROM_MARCH, case_id=first_case if one_case else None)
    on_first_of_march(story)
    story.on(ENDS)
    return first_case, second_case


def between(start: str, end: str, minutes: int = 120) -> dict[str, object]:
    return {"2026-03-10": {"minutes": minutes, "from": start, "to": end}}


def test_what_is_payable_is_accepted(story: Story) -> None:
    too_many_hours(story)
    decides(story, "accept_payable")
    story.month_is(MARCH, "ready")
    assert story.month(MARCH).payable_minutes == 600
    assert findings(story) == [("grant_exceeded", 240, "accept_payable")]
    story.ledger_shows(state_pay=5420, owed_to_payroll=-5420)


def test_the_month_goes_back_to_be_mended(story: Story) -> None:
    too_many_hours(story)
    decides(story, "return", "slip_of_entry")
    assert month_tasks(story) == ["enter_month"]
    both_sign(story, {"2026-03-03": 240, "2026-03-10": 60})
    story.month_is(MARCH, "ready")
    assert story.month(MARCH).payable_minutes == 300
    assert len(signatures(story)) == 4  # the first two are voided and stay


def test_the_month_is_rejected_and_both_are_told(story: Story) -> None:
    too_many_hours(story)
    decides(story, "reject", "not_given_as_entered")
    story.month_is(MARCH, "rejected")
    assert findings(story) == [("grant_exceeded", 240, "reject")]
    for who in ("anna", "janis"):
        story.letter_sent("month_rejected", to=who, says="pakalpojums nav sniegts, kā ierakstīts")
    story.ledger_shows()
    assert story.read(lambda s: [week.minutes for week in rows.every(s, AssistantWeek)]) == [0, 0]


def test_days_in_hospital_are_not_paid(story: Story) -> None:
    march(story)
    with story.runtime.transaction(story.tenant) as session:
        contract = rows.every(session, Contract)[0]
        session.add(
            Suspension(
                contract_id=contract.id,
                from_day=date(2026, 3, 10),
                to_day=date(2026, 3, 14),
                reason="in_patient",
                in_patient=True,
            )
        )
    both_sign(story, {"2026-03-09": 60, "2026-03-10": 120, "2026-03-14": 120, "2026-03-15": 30})
    assert findings(story) == [("suspended", 120, None), ("suspended", 120, None)]
    decides(story, "accept_payable")
    assert story.month(MARCH).payable_minutes == 90


def test_two_recipients_at_once_are_paid_once(story: Story) -> None:
    """Anna from nine to eleven, Pauls from ten to twelve: four hours entered, three paid."""
    annas, pauls = two_contracts(story, ("anna", "janis"), ("pauls", "janis"), one_case=False)
    story.case_id = annas
    enters(story, {"2026-03-10": 120})  # nobody knows yet that the day will meet another
    story.case_id = pauls
    enters(story, between("10:00", "12:00"))  # here the times are asked for
    story.case_id = annas
    months.change_entries(story.runtime, story.actor("janis"), story.month(MARCH).id)
    enters(story, between("09:00", "11:00"))  # and now here too
    confirms(story)
    story.month_is(MARCH, "ready")
    story.case_id = pauls
    confirms(story)
    assert findings(story) == [("two_recipients", 60, None)]
    decides(story, "accept_payable")
    story.month_is(MARCH, "ready")
    story.ledger_shows(state_pay=1626, owed_to_payroll=-1626)  # 2 h and 1 h at 5.42


def test_the_page_asks_for_times_on_days_that_meet_another_contract(story: Story) -> None:
    annas, pauls = two_contracts(story, ("anna", "janis"), ("pauls", "janis"), one_case=False)
    story.case_id = annas
    enters(story, {"2026-03-10": 120, "2026-03-11": 60})
    page = task_pages.find(story.runtime, story.actor("janis"), _task(story, "janis"))
    assert page.month is not None
    assert page.month.with_times == {"2026-03-10", "2026-03-11"}
    assert pauls != annas


def test_without_times_the_second_month_waits_for_a_decision(story: Story) -> None:
    annas, pauls = two_contracts(story, ("anna", "janis"), ("pauls", "janis"), one_case=False)
    story.case_id = annas
    both_sign(story, {"2026-03-10": 120})
    story.case_id = pauls
    both_sign(story, between("10:00", "12:00"))
    assert findings(story) == [("times_missing", 120, None)]
    decides(story, "reject")


def test_two_assistants_are_never_there_at_once(story: Story) -> None:
    case, _ = two_contracts(story, ("anna", "janis"), ("anna", "liga"), one_case=True)
    enter = {actor: _task(story, actor) for actor in ("janis", "liga")}
    _send(story, "janis", enter["janis"], entries={"2026-03-10": 120}, signed=True)
    _send(story, "liga", enter["liga"], entries=between("10:00", "12:00"), signed=True)
    months.change_entries(story.runtime, story.actor("janis"), story.month(MARCH, assistant="janis").id)
    _send(story, "janis", _task(story, "janis"), entries=between("09:00", "11:00"), signed=True)
    for _ in range(2):
        _send(story, "anna", _task(story, "anna"), verdict="confirmed")
    assert story.month(MARCH, assistant="liga").state == "ready"  # hers was confirmed first
    assert findings_of(story, story.month(MARCH, assistant="janis").id) == [("two_assistants", 60)]
    story.case_id = case
    decides(story, "accept_payable")
    assert story.month(MARCH, assistant="janis").payable_minutes == 60


def test_forty_hours_a_week_over_two_municipalities(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two months of 25 hours in one week, confirmed in the same moment: one of them is cut to 15."""
    tenant, recipient, assistant = _next_town(story)
    agree(story, "anna", "janis", FROM_MARCH)
    on_first_of_march(story)
    story.on(ENDS)
    runtime = story.runtime
    week = {f"2026-03-{day:02d}": 300 for day in range(9, 14)}
    enters(story, week)
    _send_in(runtime, tenant, assistant, entries=week, signed=True)

    annas_task = _task(story, "anna")
    runtime = story.runtime
    aina_confirms = partial(_send_in, runtime, tenant, recipient, verdict="confirmed")
    with _meanwhile(runtime, aina_confirms, monkeypatch):
        _send(story, "anna", annas_task, runtime=runtime, verdict="confirmed")

    assert findings(story) == [("assistant_week", 600, None)]
    assert story.read(lambda s: [one.minutes for one in rows.every(s, AssistantWeek)]) == [2400]
    decides(story, "accept_payable")
    assert story.month(MARCH).payable_minutes == 900


def test_two_months_of_one_assistant_checked_in_the_same_moment(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither had counted when the other was read: the one that is second is checked anew."""
    annas, pauls = two_contracts(story, ("anna", "janis"), ("pauls", "janis"), one_case=False)
    story.case_id = annas
    enters(story, {"2026-03-10": 120})
    story.case_id = pauls
    enters(story, between("10:00", "12:00"))
    annas_task, pauls_task = _task(story, "anna"), _task(story, "pauls")
    runtime = story.runtime
    pauls_confirms = partial(_send, story, "pauls", pauls_task, runtime=runtime, verdict="confirmed")
    with _meanwhile(runtime, pauls_confirms, monkeypatch):
        _send(story, "anna", annas_task, runtime=runtime, verdict="confirmed")
    story.case_id = pauls
    story.month_is(MARCH, "ready")
    story.case_id = annas
    assert findings(story) == [("times_missing", 120, None)]
    decides(story, "reject")


def test_a_rate_that_is_missing_is_supplied_and_the_month_goes_on(story: Story, tmp_path: Path) -> None:
    record_rates(story, tmp_path / "ended", f"{RATE_OF_2024}        in_force_to: 2026-02-28\n")
    march(story)
    both_sign(story)
    story.month_is(MARCH, "both_signed")
    assert month_tasks(story) == ["resolve_missing_rate"]
    story.complete("resolve_missing_rate", missing_rate_note="rate_corrected")
    assert month_tasks(story) == ["resolve_missing_rate"]  # a note alone does not make a rate

    record_rates(story, tmp_path / "new", f"{RATE_OF_2024.replace('5.42', '5.60')}")
    story.complete("resolve_missing_rate", missing_rate_note="rate_corrected")
    story.month_is(MARCH, "ready")
    story.ledger_shows(state_pay=5600, owed_to_payroll=-5600)


def findings_of(story: Story, month_id: int) -> list[tuple[str, int | None]]:
    found = story.read(lambda s: rows.every(s, MonthFinding, order_by=["id"], month_id=month_id))
    return [(one.code, one.minutes) for one in found]


def _task(story: Story, who: str) -> int:
    """The oldest open task that waits for somebody of the cast by name."""
    page = months.home(story.runtime, story.actor(who))
    return page.to_do[0].task_id


def _send(story: Story, who: str, task_id: int, *, runtime: Runtime | None = None, **answers: object) -> None:
    tasks.complete(runtime or story.runtime, story.actor(who), task_id, tasks.Sent(answers, 1))


def _next_town(story: Story) -> tuple[Tenant, Actor, Actor]:
    """The next municipality, where Jānis has a contract too."""
    runtime = story.runtime
    tenant = add_municipality(runtime, "salas", "Salas novads", from_day=date(2026, 1, 1))
    aina = NewPerson("Aina", "Salava", date(1950, 1, 1), email="aina@example.org")
    recipient = add_party(runtime, tenant, "aina", aina, Role.RECIPIENT, password=None)
    janis, _ = PARTIES["janis"]
    assistant = add_party(runtime, tenant, "janis_salas", janis, Role.ASSISTANT, password=None)
    assert recipient.person_id is not None
    assert assistant.person_id is not None
    agree_between(runtime, tenant, (recipient.person_id, assistant.person_id), FROM_MARCH)
    return tenant, recipient, assistant


def _send_in(runtime: Runtime, tenant: Tenant, actor: Actor, **answers: object) -> None:
    """The one open task of a municipality, done by somebody there."""
    with runtime.reading(tenant) as session:
        [task] = rows.every(session, UserTask, status=TaskStatus.OPEN, month_id__not=None)
    tasks.complete(runtime, actor, task.id, tasks.Sent(answers, task.version))


@contextmanager
def _meanwhile(
    runtime: Runtime, other: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """What is done inside has read everything when the other step is committed first."""
    waiting, transaction = [other], runtime.transaction

    def first_the_other(tenant: Tenant) -> object:
        if waiting:
            waiting.pop()()
        return transaction(tenant)

    monkeypatch.setattr(runtime, "transaction", first_the_other)
    yield
    monkeypatch.undo()
