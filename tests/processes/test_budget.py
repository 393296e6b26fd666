"""Stories of a year's money: set by two people, spent by the ledger, committed by contracts in force."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from engine.budgets import budget_files, budget_pages, budget_tables, municipal_amounts
from engine.budgets.budget_pages import BudgetPage
from engine.budgets.municipal_amounts import AmountDraft, AmountKind
from engine.domain.service_month import ServiceMonth
from engine.domain.year_budget import Amounts, Source, SourceYear
from engine.errors import NotFound
from engine.messages_catalogue import say
from engine.persistence import rows
from engine.persistence.tables.cases import Contract, Suspension
from tests.processes.agreed import agree
from tests.processes.claim_roads import BANK, OPENS, approved
from tests.processes.driver import Story
from tests.processes.month_roads import FROM_MARCH, both_sign, march
from tests.processes.old_roads import at_the_end_of, in_force

YEAR = 2026


def sets(story: Story, kind: AmountKind, amount: str, from_day: date = date(YEAR, 1, 1)) -> None:
    """The head proposes, finance approves."""
    draft = AmountDraft(kind, from_day, amount, "Domes lēmums Nr. 1", "Gada budžets.")
    number = municipal_amounts.propose(story.runtime, story.actor("head"), draft)
    municipal_amounts.approve(story.runtime, story.actor("finance"), number)


def found(story: Story, year: int = YEAR) -> BudgetPage:
    return budget_pages.find(story.runtime, story.actor("finance"), year)


def of(page: BudgetPage, source: Source) -> SourceYear:
    [one] = [one for one in page.budget.sources if one.source is source]
    return one


def month(page: BudgetPage, number: int) -> tuple[Amounts, Amounts, Amounts]:
    one = page.budget.months[number - 1]
    assert one.period == ServiceMonth(page.year, number)
    return one.spent, one.committed, one.forecast


def test_a_year_before_anything_is_closed(story: Story) -> None:
    """80 h a month at 5.42 from March on, and 0.26 an hour for administration: 433.60 + 20.80."""
    march(story, "pauls", "liga", BANK)
    page = found(story)
    assert month(page, 2) == (Amounts(), Amounts(), Amounts())
    a_month = Amounts(pay_cents=43_360, admin_cents=2_080)
    assert [month(page, one)[1:] for one in (3, 12)] == [(a_month, a_month)] * 2
    assert page.budget.committed == Amounts(pay_cents=10 * 43_360, admin_cents=10 * 2_080)
    assert of(page, Source.STATE) == SourceYear(Source.STATE, None, 0, 454_400, 454_400, None)
    assert "all that is committed" in say(budget_tables.share_note(page), "en")
    assert page.unknown == []


def test_what_is_booked_is_spent_and_the_rest_is_forecast_by_the_share_of_hours_used(story: Story) -> None:
    march(story, "pauls", "liga", BANK)
    sets(story, AmountKind.TOP_UP_RATE, "1", date(YEAR, 3, 1))
    sets(story, AmountKind.STATE_BUDGET, "400")
    sets(story, AmountKind.MUNICIPAL_BUDGET, "100,00")
    both_sign(story)  # 10 h of 80
    page = found(story)
    spent, committed, forecast = month(page, 3)
    assert spent == Amounts(pay_cents=5_420, top_up_cents=1_000)
    assert committed == Amounts(admin_cents=260)  # of the ten hours, not claimed yet: sure to come
    assert forecast == Amounts(pay_cents=5_420, admin_cents=260, top_up_cents=1_000)
    assert month(page, 4)[1] == Amounts(pay_cents=43_360, admin_cents=2_080, top_up_cents=8_000)
    assert month(page, 4)[2] == Amounts(pay_cents=5_420, admin_cents=260, top_up_cents=1_000)
    state, own = of(page, Source.STATE), of(page, Source.MUNICIPALITY)
    assert (state.set_cents, state.spent_cents, state.committed_cents) == (40_000, 5_420, 260 + 9 * 45_440)
    assert (state.forecast_cents, state.left_cents) == (56_800, -16_800)
    assert state.runs_out == ServiceMonth(YEAR, 10)  # 8 months of 56.80 are 454.40
    assert (own.set_cents, own.spent_cents, own.forecast_cents) == (10_000, 1_000, 10_000)
    assert (own.left_cents, own.runs_out, own.left_at_most_used_cents) == (0, None, 10_000 - 73_000)
    assert "12.5%" in say(budget_tables.share_note(page), "en")
    story.on(OPENS)
    approved(story)
    spent, committed, forecast = month(found(story), 3)
    assert (spent.admin_cents, committed.admin_cents, forecast.admin_cents) == (260, 0, 260)


def test_contributions_are_shown_inside_the_pay(story: Story) -> None:
    march(story, "anna", "janis", FROM_MARCH)
    both_sign(story)
    spent, _, _ = month(found(story), 3)
    assert spent == Amounts(pay_cents=5_420, contributions_cents=1_035)  # 54.20 − 54.20 ÷ 1.2359
    committed = month(found(story), 4)[1]
    assert (committed.pay_cents, committed.contributions_cents) == (43_360, 8_276)
    table = budget_tables.by_account(found(story))
    assert [str(row.figures[0].value) for row in table.rows] == ["5420", "1035", "0", "0", "0", "5420"]


def test_a_contract_that_ends_or_is_suspended_commits_nothing_more(story: Story) -> None:
    march(story, "pauls", "liga", replace(BANK, last_day=date(YEAR, 6, 15)))
    agree(story, "anna", "janis", FROM_MARCH)
    [own] = story.read(lambda s: rows.every(s, Contract, case_id=story.case_id))
    with story.runtime.transaction(story.tenant) as session:
        stay = {
            "municipality_id": own.municipality_id, "contract_id": own.id, "from_day": date(YEAR, 4, 1),
            "to_day": date(YEAR, 5, 31), "reason": "hospital", "in_patient": True,
        }  # fmt: skip
        rows.insert_many(session, Suspension, [stay])
    committed = [one.committed.pay_cents for one in found(story).budget.months]
    assert committed == [0, 0, 86_720, 43_360, 43_360, 86_720, *[43_360] * 6]


def test_a_month_past_and_never_opened_commits_nothing(story: Story) -> None:
    march(story, "anna", "janis")
    agree(story, "pauls", "liga", replace(BANK, first_day=date(YEAR, 1, 1)))  # written down late
    committed = [one.committed.pay_cents for one in found(story).budget.months]
    assert committed == [0, 0, *[86_720] * 10]
    assert found(story, YEAR + 1).budget.committed.pay_cents == 24 * 43_360
    assert found(story, YEAR - 1).budget.committed.pay_cents == 0


def test_hours_by_the_week_count_by_the_days_of_the_month(old_story: Story) -> None:
    """12 h a week in April 2021: 720 × 30 ÷ 7 = 3086 minutes at 3.1646."""
    in_force(old_story)
    at_the_end_of(old_story)
    page = found(old_story, 2021)
    february, april = month(page, 2)[1], month(page, 4)[1]
    assert april.pay_cents - april.contributions_cents == 16_277
    assert february.pay_cents - february.contributions_cents == 15_000  # 720 × 28 ÷ 7 = 2880 at 3.1250
    assert april.admin_cents == (april.pay_cents * 8 + 50) // 100


def test_files_say_what_the_page_says(story: Story) -> None:
    march(story, "pauls", "liga", BANK)
    sets(story, AmountKind.STATE_BUDGET, "12 000")
    finance = story.actor("finance")
    made = budget_files.file(story.runtime, finance, YEAR, "csv", "lv")
    text = made.content.decode("utf-8-sig")
    assert made.file_name == "budzets-2026.csv"
    assert "Valsts finansējums;12000,00;0,00;4544,00;4544,00;7456,00;7456,00\r\n" in text
    book = budget_files.file(story.runtime, finance, YEAR, "xlsx", "lv").content
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert any("sheet3" in name for name in archive.namelist())
    with pytest.raises(NotFound):
        budget_files.file(story.runtime, finance, YEAR, "pdf", "lv")


def test_who_sees_it(story: Story) -> None:
    for who in ("finance", "head", "auditor"):
        assert budget_pages.find(story.runtime, story.actor(who), YEAR).year == YEAR
    for who in ("caseworker", "process_owner", "anna", "liga", "contest_authority"):
        with pytest.raises(NotFound):
            budget_pages.find(story.runtime, story.actor(who), YEAR)
    for year in (2012, 2101):
        with pytest.raises(NotFound):
            found(story, year)
