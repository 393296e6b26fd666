"""Whatever months there are: a claim's pay is the sum of its lines, each HALF_UP(minutes × rate ÷ 60)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.claims import claims
from engine.domain.bookings import month_entry
from engine.domain.remuneration import ContractForm, remuneration
from engine.domain.rules import Rules
from engine.domain.service_month import ServiceMonth
from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.effects.money import Book
from engine.persistence.effects.months import MoveMonth
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.claims import ClaimLine, MinistryClaim
from engine.persistence.tables.months import MonthState
from engine.persistence.tables.months import ServiceMonth as Month
from engine.runtime import Runtime, Session
from engine.service_tasks.month_pay import kept_pay
from engine.upkeep import reports
from tests.processes.agreed import Terms, agree
from tests.processes.driver import Story
from tests.processes.stage import Stage

RATE = {2022: Decimal("4.50"), 2023: Decimal("4.79"), 2026: Decimal("5.42")}
FORMS = st.sampled_from([ContractForm.CONTRACT_FOR_WORK, ContractForm.SELF_EMPLOYED])
ReadyMonth = tuple[tuple[int, int], int, ContractForm]  # period, minutes, form of the contract
MONTHS = st.lists(
    st.tuples(st.sampled_from([(2022, 5), (2023, 2), (2026, 2)]), st.integers(0, 9_600), FORMS),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def story(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """One installation for all examples: each adds its months and makes the claim of the next period."""
    told = Story(stage.copy(tmp_path_factory.mktemp("property")), reload=False)
    yield told
    assert [check.name for check in reports.verify(told.runtime) if not check.ok] == []
    told.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(months=MONTHS)
def test_a_claim_is_the_sum_of_its_lines(
    story: Story, months: list[tuple[tuple[int, int], int, ContractForm]]
) -> None:
    runtime = story.runtime
    expected = []
    for (year, month), minutes, form in months:
        agree(story, "anna", "janis", replace(Terms(first_day=date(2022, 1, 1)), form=form))
        _ready(runtime, story, ServiceMonth(year, month), minutes)
        expected.append(_half_up(minutes, RATE[year]))
    period = ServiceMonth(2026, 3).plus(story.read(lambda s: rows.count(s, MinistryClaim)))
    claim_id = claims.open_period(runtime, story.tenant, period)
    claim = story.read(lambda s: s.get_one(MinistryClaim, claim_id))
    lines = story.read(lambda s: rows.every(s, ClaimLine, claim_id=claim_id))
    assert sorted(line.pay_cents for line in lines) == sorted(expected)
    assert claim.pay_cents == sum(expected)
    _approve(story, str(period))
    _check_file(story, claim_id, claim)


def _check_file(story: Story, claim_id: int, claim: MinistryClaim) -> None:
    """What the ministry gets adds up to the same, line by line, administration included."""
    written = claims.file(story.runtime, story.actor("finance"), claim_id, "csv").content.decode("utf-8-sig")
    sheet = list(csv.reader(io.StringIO(written, newline=""), delimiter=";"))
    heading, *lines = sheet
    minutes, rate, pay, admin, total = (heading.index(one) for one in COLUMNS)
    for line in lines:
        assert _cents(line[pay]) == _half_up(int(line[minutes]), _number(line[rate]))
    assert sum(_cents(line[pay]) for line in lines) == claim.pay_cents
    assert sum(_cents(line[admin]) for line in lines) == claim.admin_cents
    assert sum(_cents(line[total]) for line in lines) == claim.total_cents


COLUMNS = ("Minūtes", "Likme, EUR/h", "Atlīdzība, EUR", "Administrēšana, EUR", "Kopā, EUR")


def _approve(story: Story, period: str) -> None:
    story.complete("review_claim", period=period, review_verdict="ready", review_note="")
    story.complete("approve_claim", period=period, approval="approved")


def _half_up(minutes: int, rate: Decimal) -> int:
    """Anew, and otherwise than the house does it."""
    return int((minutes * rate * 100 / 60).quantize(Decimal(1), ROUND_HALF_UP))


def _ready(runtime: Runtime, story: Story, period: ServiceMonth, minutes: int) -> None:
    """A checked month of the newest contract, booked as the diagram's last step books it."""
    with runtime.reading(story.tenant) as session:
        rules = runtime.rule_book(session).of("proposed_2019")
        contract = rows.every(session, Contract, order_by=["-id"], limit=1)[0]
    now = runtime.clock.now()
    month = {
        "municipality_id": story.tenant.municipality_id,
        "contract_id": contract.id,
        "case_id": contract.case_id,
        "period": str(period),
        "state": MonthState.BOTH_SIGNED,
        "granted_minutes": 9_600,
        "deadline_at": now,
        "opened_at": now,
    }
    with runtime.transaction(story.tenant) as session:
        [month_id] = rows.insert_for_ids(session, Month, [month])
        _book(session, story, contract.contract_form, (month_id, period, minutes), rules)


def _book(
    session: Session, story: Story, form: ContractForm, what: tuple[int, ServiceMonth, int], rules: Rules
) -> None:
    month_id, period, minutes = what
    pay = remuneration([(period.last_day, minutes)], form, rules)
    municipality_id = story.tenant.municipality_id
    assert municipality_id is not None
    circumstances = Circumstances(
        municipality_id=municipality_id,
        instance_id=0,
        case_id=None,
        actor_user_id=None,
        now=story.clock.now(),
        day=story.today,
        release_id=1,
        release_sha256="",
    )
    entry = month_entry(f"month-{month_id}", story.today, pay)
    if entry is not None:
        Book(entry, month_id=month_id).apply(session, circumstances)
    kept_pay(month_id, pay, rules).apply(session, circumstances)
    MoveMonth(month_id, MonthState.READY, payable_minutes=minutes).apply(session, circumstances)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _cents(text: str) -> int:
    return int(_number(text) * 100)
