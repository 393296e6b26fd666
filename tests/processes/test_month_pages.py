"""What the month's pages say: who has not confirmed, what I have to do, one month in full."""

from __future__ import annotations

from datetime import date

import pytest

from engine.domain.service_month import ServiceMonth
from engine.errors import NotFound
from engine.inbox import task_pages
from engine.months import months
from engine.persistence import rows
from engine.persistence.tables.months import MonthState
from engine.persistence.tables.records import ReadLog
from tests.processes.agreed import agree, represent
from tests.processes.driver import Story
from tests.processes.month_roads import (
    AFTER,
    ENDS,
    FROM_MARCH,
    MARCH,
    TEN_HOURS,
    both_sign,
    enters,
    march,
    on_first_of_march,
)

PERIOD = ServiceMonth(2026, 3)


def town(story: Story) -> None:
    """Anna is ready, Pauls waits for the recipient, Elīna for the office, Kārlis for the assistant."""
    represent(story, "elina", "marta")
    represent(story, "karlis", "marta")
    cases = {}
    for recipient, assistant in (
        ("anna", "janis"),
        ("pauls", "liga"),
        ("elina", "marta"),
        ("karlis", "liga"),
    ):
        cases[recipient] = agree(story, recipient, assistant, FROM_MARCH)
    on_first_of_march(story)
    story.on(ENDS)
    story.case_id = cases["anna"]
    both_sign(story)
    for recipient in ("pauls", "elina"):
        story.case_id = cases[recipient]
        enters(story, {"2026-03-20": 120})


def test_who_has_not_confirmed(story: Story) -> None:
    town(story)
    board = months.cockpit(story.runtime, story.actor("caseworker"), PERIOD)
    assert board.counts == {MonthState.OPEN: 1, MonthState.ASSISTANT_SIGNED: 2, MonthState.READY: 1}
    assert [(row.recipient, [str(one) for one in row.waiting_for]) for row in board.rows] == [
        ("Anna Bērziņa", []),
        ("Elīna Priede", ["the office, to countersign"]),
        ("Kārlis Priede", ["Līga Jansone (assistant)"]),
        ("Pauls Kļaviņš", ["Pauls Kļaviņš (recipient)"]),
    ]
    assert [row.may_remind for row in board.rows] == [
        False,
        False,
        True,
        True,
    ]  # Elīna's waits for the office
    only = months.cockpit(story.runtime, story.actor("finance"), PERIOD, MonthState.OPEN)
    assert ([row.recipient for row in only.rows], only.total) == (["Kārlis Priede"], 1)
    assert months.cockpit(story.runtime, story.actor("finance"), PERIOD, page=2).rows == []
    with pytest.raises(NotFound):
        months.cockpit(story.runtime, story.actor("anna"), PERIOD)


def test_where_two_contracts_meet_the_page_asks_for_the_time(story: Story) -> None:
    agree(story, "anna", "janis", FROM_MARCH)
    annas = story.case_id
    agree(story, "pauls", "janis", FROM_MARCH)
    on_first_of_march(story)
    story.on(ENDS)
    enters(story, {"2026-03-20": 120})
    story.case_id = annas
    page = task_pages.find(story.runtime, story.actor("janis"), story.task("enter_month").id)
    assert page.month is not None
    assert page.month.with_times == {"2026-03-20"}


def test_reminders_and_late_months_show(story: Story) -> None:
    town(story)
    story.on(AFTER)
    board = months.cockpit(story.runtime, story.actor("caseworker"), PERIOD, MonthState.LATE)
    assert [(row.recipient, row.reminders) for row in board.rows] == [
        ("Elīna Priede", 0),  # the office countersigns: nobody is written to
        ("Kārlis Priede", 1),  # the assistant alone: the child cannot sign before
        ("Pauls Kļaviņš", 1),
    ]
    karlis = board.rows[1]
    assert [str(one) for one in karlis.waiting_for] == [
        "Līga Jansone (assistant)",
        "the office, to record the month another way",
    ]
    assert karlis.record_task_id is not None
    assert karlis.reminded_at is not None


def test_what_do_i_have_to_do(story: Story) -> None:
    town(story)
    liga = months.home(story.runtime, story.actor("liga"))
    assert [(row.element_id, row.title_lv, row.subject) for row in liga.to_do] == [
        ("enter_month", "Ierakstiet un parakstiet mēnesi", "Kārlis Priede, 2026. gada marts")
    ]
    assert [(one.with_name, one.month.state, one.minutes_left) for one in liga.this_month] == [
        ("Pauls Kļaviņš", "assistant_signed", 4680),
        ("Kārlis Priede", "open", 4800),
    ]
    pauls = months.home(story.runtime, story.actor("pauls"))
    assert [row.element_id for row in pauls.to_do] == ["confirm_month"]
    assert [one.with_name for one in pauls.months] == ["Līga Jansone"]
    story.on(date(2026, 4, 8))
    pauls = months.home(story.runtime, story.actor("pauls"))
    assert [letter.kind for letter in pauls.letters] == ["month_reminder"]
    assert [one.month.period for one in pauls.this_month] == ["2026-04"]
    anna = months.home(story.runtime, story.actor("anna"))
    assert (anna.to_do, [one.month.state for one in anna.months]) == ([], ["open", "ready"])


def test_one_month_in_full(story: Story) -> None:
    march(story)
    enters(story, {**TEN_HOURS, "2026-03-11": 60})
    month_id = story.month(MARCH).id
    page = months.find(story.runtime, story.actor("anna"), month_id)
    assert [(week.name, week.minutes) for week in page.weeks] == [("2026-W10", 240), ("2026-W11", 420)]
    assert (page.file.recipient, page.file.assistant, page.file.signer) == (
        "Anna Bērziņa", "Jānis Kalniņš", "Anna Bērziņa",
    )  # fmt: skip
    assert [(one.task.element_id, one.mine) for one in page.course.to_do] == [("confirm_month", True)]
    assert [deed.element_id for deed in page.course.done] == ["enter_month"]
    assert not page.may_take_back
    assert months.find(story.runtime, story.actor("janis"), month_id).may_take_back
    for stranger in ("liga", "pauls", "process_owner"):
        with pytest.raises(NotFound):
            months.find(story.runtime, story.actor(stranger), month_id)


def test_the_office_leaves_a_trace_when_it_reads(story: Story) -> None:
    march(story)
    month_id = story.month(MARCH).id
    for who in ("anna", "janis", "caseworker"):
        months.find(story.runtime, story.actor(who), month_id)
    reads = story.read(lambda s: rows.every(s, ReadLog))
    assert [(one.user_id, one.person_id, one.purpose) for one in reads] == [
        (story.actor("caseworker").user_id, story.person_id("anna"), "month")
    ]


def test_a_month_with_findings_says_them_in_words(story: Story) -> None:
    march(story)
    both_sign(story, {"2026-03-30": 1200, "2026-03-31": 1300})
    page = months.find(story.runtime, story.actor("caseworker"), story.month(MARCH).id)
    assert [str(one) for one in page.file.open_findings] == [
        "Week 2026-W14: the assistant has 1\xa0h\xa040\xa0min more than the 40 hours allowed a week."
    ]
    story.complete("review_findings", findings_verdict="accept_payable", findings_note="limit_applies")
    page = months.find(story.runtime, story.actor("caseworker"), story.month(MARCH).id)
    assert page.file.open_findings == []
    assert [(one.resolution, one.resolved_by) for one in page.file.findings] == [
        ("accept_payable", "Ilze Ozola")
    ]
    assert page.file.pay is not None
    assert page.file.pay.minutes == 2400
