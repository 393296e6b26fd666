"""A running case from another system goes on here like one that began here; a bad row changes nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from engine.documents.table_reading import read_table
from engine.domain.service_month import ServiceMonth
from engine.months import months
from engine.persistence import rows
from engine.persistence.key_book import KEYS_OWN
from engine.persistence.tables.cases import Application, Decision, ServiceCase
from engine.persistence.tables.instances import MessageWait, Timer, TimerState
from engine.persistence.tables.months import ServiceMonth as MonthRow
from engine.persistence.tables.people import Person
from engine.persistence.tables.takeovers import Takeover
from engine.takeovers import takeovers
from engine.takeovers.takeovers import How
from engine.upkeep import reports
from tests.processes.claim_roads import approved, paid, replied, the_claim
from tests.processes.driver import Story
from tests.processes.month_roads import both_sign
from tests.processes.roads import contracted, in_force
from tests.processes.running_cases import ANNA, ELINA, ZANE, csv_of, taken_over, told, xlsx_of
from tests.processes.stage import Stage


def waits(story: Story) -> tuple[list[str], list[tuple[str, object]]]:
    """For which messages and timers the long case waits."""
    instance_id = story.instance_id()
    messages = story.read(lambda s: rows.every(s, MessageWait, instance_id=instance_id))
    timers = story.read(lambda s: rows.every(s, Timer, instance_id=instance_id, state=TimerState.WAITING))
    return sorted(one.message_name for one in messages), sorted(
        (one.element_id, one.due_at) for one in timers
    )


def test_it_waits_where_a_case_waits_that_went_the_whole_way(story: Story) -> None:
    in_force(story, "pauls", assistant="liga", valid_to=date(2027, 12, 31))
    grown, state, waiting = waits(story), story.case().state, story.waiting()
    taken_over(story, ANNA)
    assert (waits(story), story.case().state, story.waiting()) == (grown, state, waiting)
    assert story.passed() == [
        "application_received", "is_case_taken_over", "merge_before_providing", "provision_started",
        "is_contract_in_force", "merge_service_runs",
    ]  # fmt: skip


def test_it_lives_through_two_months_a_claim_and_its_end(story: Story) -> None:
    taken_over(story, ANNA)
    assert story.periods() == ["2026-02"]
    story.on(date(2026, 2, 28))
    both_sign(story, {"2026-02-03": 240, "2026-02-10": 360}, period="2026-02")
    story.month_is("2026-02", "ready")
    story.on(date(2026, 3, 31))
    both_sign(story, {"2026-03-03": 600}, period="2026-03")
    approved(story, period="2026-02")
    paid(story, period="2026-02")
    story.on(date(2026, 4, 8))
    approved(story)
    story.month_is("2026-03", "in_claim")
    assert the_claim(story).pay_cents == 5420
    replied(story, "accepted", the_claim(story).total_cents)
    story.receives("service_withdrawn", ends_on=date(2026, 4, 8))
    story.is_ended()
    story.letter_sent("end_of_service", to="anna")
    assert [one.name for one in reports.verify(story.runtime) if not one.ok] == []


def test_a_child_with_a_representative(story: Story) -> None:
    taken_over(story, ELINA)
    story.on(date(2026, 2, 28))
    story.complete("enter_month", period="2026-02", entries={"2026-02-03": 60}, signed=True)
    story.complete("confirm_month", as_="marta", period="2026-02", verdict="confirmed")
    story.month_is("2026-02", "ready")
    assert story.values()["eligibility"] == "child"


def test_hours_used_before_are_taken_off_the_first_month_only(story: Story) -> None:
    taken_over(story, {**ANNA, "months_from": "16.02.2026", "used_hours": "30,5"})
    assert (story.month("2026-02").granted_minutes, story.contract("janis").first_day) == (
        80 * 60 - 1830,
        date(2026, 2, 16),
    )
    story.on(date(2026, 3, 1))
    assert story.month("2026-03").granted_minutes == 80 * 60
    assert story.periods() == ["2026-02", "2026-03"]


def test_another_assistant_in_that_month_gets_what_is_left(story: Story) -> None:
    taken_over(story, {**ANNA, "months_from": "2026-02-03", "used_hours": "10"})
    story.on(date(2026, 2, 10))
    story.receives("assistant_change_requested", change_from=date(2026, 2, 11), change_reason="Maiņa.")
    contracted(story, "liga", first_day=date(2026, 2, 11))
    assert story.month("2026-02", assistant="liga").granted_minutes == 70 * 60


def test_its_months_before_are_never_opened(story: Story) -> None:
    story.on(date(2026, 3, 2))
    taken_over(story, {**ANNA, "months_from": "2026-03-01"})
    earlier = [ServiceMonth.parse(period) for period in ("2026-01", "2026-02")]
    assert [months.open_period(story.runtime, story.tenant, one) for one in earlier] == [0, 0]
    assert story.periods() == ["2026-03"]


def test_a_workbook_says_the_same(story: Story) -> None:
    done = takeovers.take_over(story.runtime, story.tenant, xlsx_of(ANNA, ELINA), How())
    assert told(done) == []
    found = story.read(lambda s: rows.every(s, Takeover, order_by=["id"]))
    assert [(one.decision_number, one.months_from) for one in found] == [
        ("SD/2025/17", date(2026, 2, 1)),
        ("SD/2025/18", date(2026, 2, 1)),
    ]


def test_the_same_file_twice_takes_nothing_over_twice(story: Story) -> None:
    taken_over(story, ANNA, ZANE)
    again = taken_over(story, ANNA, ZANE)
    assert (again.entered, again.judged.known, told(again)) == ((), 2, [])
    changed = taken_over(story, {**ANNA, "hours_per_month": "90"})
    sentence = "This decision was taken over before, with other content; change it in the case 2026-000001."
    assert told(changed) == [(2, f"decision_number: {sentence}")]
    other = taken_over(story, {**ANNA, "decision_number": "SD/2025/99", "contract_number": "SD/2025/99-L"})
    assert told(other)[0] == (
        2, "recipient_personal_code: This person has the case 2026-000001 here already."
    )  # fmt: skip
    assert story.read(lambda s: rows.count(s, ServiceCase)) == 2


def test_people_nobody_knew(story: Story) -> None:
    taken_over(story, ZANE)
    assistant = story.read(lambda s: rows.first(s, Person, family_name="Āboliņš"))
    assert assistant is not None
    assert (assistant.birth_date, assistant.is_relative, assistant.bank_account) == (
        date(1975, 11, 16),
        True,
        "LV80BANK0000435195001",
    )


def test_one_bad_row_lets_nothing_in_unless_asked(story: Story) -> None:
    bad = {**ELINA, "hours_per_month": "many"}
    refused = taken_over(story, ANNA, bad)
    assert (refused.entered, len(refused.judged.sound)) == ((), 1)
    for table in (ServiceCase, Takeover, Decision, Application):
        assert story.read(lambda s, table=table: rows.count(s, table)) == 0  # type: ignore[misc]
    assert taken_over(story, ANNA, how=How(dry_run=True)).entered == ()
    assert story.read(lambda s: rows.count(s, ServiceCase)) == 0
    let_in = taken_over(story, ANNA, bad, how=How(good_rows=True))
    assert (let_in.entered, told(let_in)) == (
        ("2026-000001",),
        [(3, "hours_per_month: Write a whole number from 1 to 744.")],
    )


def test_the_file_of_bad_rows_is_safe_and_can_be_sent_back(story: Story) -> None:
    bad = {
        **ANNA,
        "recipient_given_name": '=HYPERLINK("x")',
        "recipient_phone": "+371 26000001",
        "hours_per_month": "0",
    }
    done = taken_over(story, ZANE, bad)
    file = takeovers.bad_rows_file(done.judged, "lv")
    text = file.decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert ";'+371 26000001" in text
    (row,) = read_table(file).rows
    assert row.cells["line"] == "3"
    assert row.cells["error"] == "hours_per_month: Ierakstiet veselu skaitli no 1 līdz 744."
    assert row.cells["recipient_phone"] == "+371 26000001"
    mended = file.replace(b";0;", b";40;")
    again = takeovers.take_over(story.runtime, story.tenant, mended, How())
    assert (told(again), again.entered) == ([], ("2026-000001",))


BAD: list[tuple[dict[str, str], str]] = [
    ({"recipient_personal_code": "010560-11012"}, "recipient_personal_code: The last digit"),
    ({"recipient_personal_code": "0105"}, "recipient_personal_code: A personal code has eleven digits"),
    ({"recipient_personal_code": "323691-93794"}, "recipient_birth_date: The personal code says no date"),
    ({"recipient_birth_date": "1960-05-02"}, "recipient_birth_date: The date of birth is not"),
    ({"recipient_personal_code": "061193-06460"}, "recipient_personal_code: Nobody in the service was born"),
    ({"decision_date": "0025-01-28"}, "decision_date: Write a day like"),
    ({"recipient_birth_date": "2. maijs"}, "recipient_birth_date: Write a day like"),
    ({"recipient_email": "anna at example"}, "recipient_email: This is not an e-mail"),
    ({"recipient_personal_code": "170422-21014"}, "recipient_personal_code: On the day of the decision this"),
    ({"assistant_personal_code": "010912-21137"}, "assistant_personal_code: This person is too young"),
    ({"assistant_personal_code": "010560-11011"}, "assistant_personal_code: Nobody can be their own"),
    ({"assistant_iban": "LV80BANK0000435195002"}, "assistant_iban: This is not a valid account"),
    ({"contract_form": "self_employed", "assistant_iban": ""}, "assistant_iban: Fill in this cell."),
    ({"contract_form": "provider"}, "provider_name: Fill in this cell."),
    ({"regime": "r942"}, "valid_until: On 28 Jan 2025 no service is given"),
    ({"regime": "r999"}, "regime: Write one of"),
    ({"disability_group": ""}, "disability_group: Write one of: I, II, III, child."),
    ({"coefficient": ""}, "coefficient: Write the adult's support level"),
    ({"purposes": "picnic"}, "purposes: Write one of"),
    ({"decision_date": "2026-02-03"}, "decision_date: This day is still to come."),
    ({"valid_until": "2026-02-01"}, "valid_until: The service is over"),
    ({"contract_first_day": "2024-12-01"}, "contract_first_day: The contract would begin before"),
    ({"contract_last_day": "2028-01-31"}, "contract_last_day: The contract ends between"),
    ({"months_from": "2025-12-01"}, "months_from: Here months are kept from 1 Jan 2026 on."),
    ({"months_from": "2028-02-01"}, "months_from: Choose a day on which the contract runs."),
    ({"used_hours": "10"}, "used_hours: Before the first day of a month"),
    ({"used_hours": "90", "months_from": "2026-02-15"}, "used_hours: More hours were used"),
    ({"used_hours": "x"}, "used_hours: Write hours like"),
    ({"assessed_on": "2025-02-20"}, "assessed_on: The need is assessed before the decision."),
    ({"representative_kind": "parent"}, "representative_personal_code: Fill in this cell."),
    ({"plain_signature": "perhaps"}, "plain_signature: Write yes or no."),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD, ids=[sentence[:40] for _, sentence in BAD])
def test_what_must_be_mended_is_said(story: Story, changes: Mapping[str, str], sentence: str) -> None:
    done = taken_over(story, {**ANNA, **changes})
    assert done.entered == ()
    assert any(said.startswith(sentence) for _, said in told(done)), told(done)


CROWD = 7


def crowd() -> bytes:
    """Seven running cases of people nobody knows, under one assistant each."""
    old = ["090372-11049", "290156-11605", "211244-14874", "161175-19997"]
    new = ["323691-93794", "321412-91101", "323106-55350"]
    cases = [
        {
            **ANNA,
            "recipient_personal_code": code,
            "recipient_birth_date": "1970-01-01" if code in new else "",
            "assistant_personal_code": "200585-11110" if at % 2 else "120290-11124",
            "hours_per_month": "20",
            "decision_number": f"SD/{at}",
            "contract_number": f"SD/{at}-L",
        }
        for at, code in enumerate([*old, *new])
    ]
    return csv_of(*cases)


def died_at(story: Story, commit: int) -> bool:
    """Import in a process of its own, killed at its n-th commit; whether it died before it was through."""
    child = os.fork()
    if child == 0:
        made = count(1)

        def step(connection: Connection) -> None:
            if not connection.get_execution_options().get(KEYS_OWN) and next(made) == commit:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            runtime = story.stage.open(story.clock)
            event.listen(Engine, "commit", step)
            takeovers.take_over(runtime, story.tenant, crowd(), How(good_rows=True))
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the child failed by itself"
    return os.WIFSIGNALED(status)


def test_killed_between_chunks_nothing_is_lost_or_doubled(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(takeovers, "CHUNK", 2)
    story = Story(stage.copy(tmp_path), reload=False)
    commit, seen = 0, []
    while True:
        commit += 1
        died = died_at(story, commit)
        found = story.read(lambda s: rows.count(s, Takeover))
        seen.append(found)
        if not died:
            break
    story.works()
    assert seen == sorted(seen)
    assert set(seen) >= {0, 2, 4, CROWD}
    numbers = story.read(lambda s: rows.values(s, Takeover, ("decision_number",)))
    assert sorted(number for (number,) in numbers) == [f"SD/{at}" for at in range(CROWD)]
    for table in (ServiceCase, Decision, Application, MonthRow):
        assert story.read(lambda s, table=table: rows.count(s, table)) == CROWD  # type: ignore[misc]
    again = takeovers.take_over(story.runtime, story.tenant, crowd(), How(good_rows=True))
    assert (again.entered, again.judged.known) == ((), CROWD)
    assert [one.name for one in reports.verify(story.runtime) if not one.ok] == []
    story.nothing_is_left()
    story.close()
