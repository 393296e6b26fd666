"""Stories of the municipal top-up: two people set it, it is paid with the pay, and nobody claims it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.budgets import municipal_amounts
from engine.budgets.municipal_amounts import AmountDraft, AmountKind
from engine.claims import claims
from engine.domain.ledger import Account, entry
from engine.domain.remuneration import ContractForm
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.messages_catalogue import say
from engine.months import months
from engine.persistence import ledger, rows
from engine.persistence.tables.claims import PaymentOrder
from engine.persistence.tables.municipal_amounts import MonthTopUp
from engine.upkeep import reports
from tests.processes.claim_roads import BANK, OPENS, approved, lines_of, paid, the_claim
from tests.processes.driver import Story
from tests.processes.month_roads import MARCH, TEN_HOURS, both_sign, march

COUNCIL = "Domes lēmums Nr. 12, 18.12.2025."
APRIL = "2026-04"


def draft(
    amount: str = "0,50",
    from_day: date | None = date(2026, 3, 1),
    *,
    kind: str = AmountKind.TOP_UP_RATE,
    source: str = COUNCIL,
    reason: str = "Trūkst asistentu.",
) -> AmountDraft:
    return AmountDraft(kind, from_day, amount, source, reason)


def top_up(story: Story, amount: str = "0,50", from_day: date = date(2026, 3, 1)) -> int:
    """Finance proposes, the head of service approves."""
    number = municipal_amounts.propose(story.runtime, story.actor("finance"), draft(amount, from_day))
    municipal_amounts.approve(story.runtime, story.actor("head"), number)
    return number


def claimed(story: Story, form: ContractForm = ContractForm.SELF_EMPLOYED) -> None:
    """March of ten hours, 54.20 from the state and 5.00 from the municipality, claimed and paid."""
    march(story, "pauls", "liga", replace(BANK, form=form))
    top_up(story)
    both_sign(story)
    story.on(OPENS)
    approved(story)
    paid(story)


def corrected(story: Story, entries: dict[str, int]) -> None:
    months.correct(story.runtime, story.actor("caseworker"), story.month(MARCH).id)
    story.complete(
        "enter_correction", correction_step="announce", correction_reason="slip_of_entry", entries=entries
    )
    story.complete("agree_correction_assistant", correction_verdict="confirmed")
    story.complete("agree_correction_recipient", correction_verdict="confirmed")


def is_sound(story: Story) -> None:
    assert [(one.name, str(one.detail)) for one in reports.verify(story.runtime) if not one.ok] == []


def test_paid_with_the_pay_and_never_claimed(story: Story) -> None:
    claimed(story)
    assert lines_of(story) == [("regular", 600, 5420, None)]
    claim = the_claim(story)
    assert (claim.pay_cents, claim.admin_cents, claim.total_cents) == (5420, 260, 5680)
    [order] = story.read(lambda s: rows.every(s, PaymentOrder))
    assert order.cents == 5420 + 500
    story.ledger_shows(
        state_pay=5420, municipal_top_up=500, bank=-5920, ministry_receivable=5680,
        funding_pay=-5420, funding_administration=-260,
    )  # fmt: skip
    finance = story.actor("finance")
    written = claims.file(story.runtime, finance, claim.id, "csv").content.decode("utf-8-sig")
    assert "59,20" not in written
    assert ";54,20;" in written
    is_sound(story)


def test_the_month_and_the_line_say_how_much_since_when_and_by_which_decision(story: Story) -> None:
    claimed(story)
    month = months.find(story.runtime, story.actor("caseworker"), story.month(MARCH).id)
    assert month.file.pay is not None
    assert (month.file.pay.pay_cents, month.file.pay.gross_cents) == (5420, 5420)
    assert month.file.pay.top_up is not None
    assert month.file.pay.top_up.cents == 500
    step = month.file.pay.steps[-1]
    assert step.origin is not None
    assert say(step.message, "en") == (
        "Municipal top-up, not asked from the ministry: 10\u00a0h × €0.5000 = €5.00."
    )
    assert COUNCIL in say(step.origin, "lv")
    assert "01.03.2026" in say(step.origin, "lv")
    [line] = claims.find(story.runtime, story.actor("finance"), the_claim(story).id).sheet.included
    page = claims.line(story.runtime, story.actor("finance"), line.line_id)
    assert page.line.cents == line.cents == 5420
    assert page.line.paid_cents == 5920
    assert page.pay is not None
    assert page.pay.steps[-1] == step


def test_the_assistant_s_statement_tells_the_sum_and_where_it_comes_from(story: Story) -> None:
    march(story, "pauls", "liga", BANK)
    top_up(story)
    both_sign(story)
    told = (
        "Pašvaldības līdzfinansējums ar nodokļiem: 5,00",
        "(no ministrijas netiek prasīts)",
        COUNCIL,
        "01.03.2026.",
    )
    story.letter_sent("month_statement", to="liga", says=told)


def test_money_booked_behind_our_back_is_noticed(story: Story) -> None:
    claimed(story)
    month_id = story.month(MARCH).id
    amounts = [(Account.MUNICIPAL_TOP_UP, 1), (Account.OWED_TO_SELF_EMPLOYED, -1)]
    stray = entry("stray", story.today, "month", amounts)
    with story.runtime.transaction(story.tenant) as session:
        ledger.post(
            session,
            story.actor("finance").municipality_id or 0,
            stray,
            recorded_at=story.clock.now(),
            month_id=month_id,
        )
    assert [one.name for one in reports.verify(story.runtime) if not one.ok] == ["top_ups_booked"]


def test_payroll_gets_a_line_of_its_own(story: Story) -> None:
    claimed(story, ContractForm.CONTRACT_FOR_WORK)
    finance = story.actor("finance")
    written = claims.file(story.runtime, finance, the_claim(story).id, "payroll").content.decode("utf-8-sig")
    [pay, added] = written.splitlines()[1:]
    assert ";600;10,00;5,4200;54,20;" in pay
    assert ";600;10,00;0,5000;5,00;pašvaldības līdzfinansējums par tām pašām stundām" in added
    assert f"month-{story.month(MARCH).id}-top-up;" in added
    is_sound(story)


def test_a_rate_changed_later_touches_no_claimed_month_not_even_by_a_correction(story: Story) -> None:
    claimed(story)
    top_up(story, "2,00")  # of March again, after March was claimed
    corrected(story, {**TEN_HOURS, "2026-03-17": 61})
    story.on(date(2026, 4, 30))
    both_sign(story, {"2026-04-20": 60}, period=APRIL)
    story.on(date(2026, 5, 11))
    assert lines_of(story, APRIL) == [("regular", 60, 542, None), ("adjustment", 61, 551, None)]
    approved(story, period=APRIL)
    paid(story, period=APRIL)
    month = story.month(MARCH).id
    kept = story.read(lambda s: rows.every(s, MonthTopUp, order_by=["number"], month_id=month))
    assert [(one.number, one.minutes, one.cents) for one in kept] == [(0, 600, 500), (1, 661, 551)]
    orders = story.read(lambda s: rows.every(s, PaymentOrder, order_by=["id"]))
    assert sorted(one.cents for one in orders) == [551 + 51, 542 + 200, 5920]
    story.ledger_shows(
        state_pay=5420 + 551 + 542, municipal_top_up=551 + 200, bank=-(5920 + 742 + 602),
        ministry_receivable=5680 + 1145, funding_pay=-(5420 + 1093), funding_administration=-312,
    )  # fmt: skip
    is_sound(story)


def test_too_much_of_it_is_taken_back_from_payroll(story: Story) -> None:
    claimed(story, ContractForm.CONTRACT_FOR_WORK)
    corrected(story, {"2026-03-03": 60})
    story.on(date(2026, 4, 30))
    both_sign(story, {"2026-04-20": 600}, period=APRIL)
    story.on(date(2026, 5, 11))
    approved(story, period=APRIL)
    paid(story, period=APRIL)
    finance = story.actor("finance")
    written = claims.file(story.runtime, finance, the_claim(story, APRIL).id, "payroll").content.decode(
        "utf-8-sig"
    )
    assert ";-600;-10,00;0,5000;-5,00;" in written
    assert ";60;1,00;0,5000;0,50;" in written
    is_sound(story)


@pytest.mark.parametrize("amount", ["", "0", "0,5", "3,1415"])
def test_the_claim_is_the_same_with_and_without(story: Story, amount: str) -> None:
    march(story, "pauls", "liga", BANK)
    if amount:
        top_up(story, amount)
    both_sign(story, {"2026-03-03": 601})
    story.on(OPENS)
    approved(story)
    claim = the_claim(story)
    assert (claim.pay_cents, claim.admin_cents, claim.total_cents) == (5429, 260, 5689)
    is_sound(story)


def test_money_needs_two_people(story: Story) -> None:
    finance, head = story.actor("finance"), story.actor("head")
    number = municipal_amounts.propose(story.runtime, finance, draft())
    with pytest.raises(EngineError, match="second person"):
        municipal_amounts.approve(story.runtime, finance, number)
    for who in ("auditor", "caseworker", "process_owner", "anna", "liga"):
        with pytest.raises(NotFound):
            municipal_amounts.approve(story.runtime, story.actor(who), number)
        with pytest.raises(NotFound):
            municipal_amounts.propose(story.runtime, story.actor(who), draft())
    with pytest.raises(EngineError, match="Only who proposed"):
        municipal_amounts.withdraw(story.runtime, head, number)
    with pytest.raises(InvalidAnswers):
        municipal_amounts.refuse(story.runtime, head, number, " ")
    municipal_amounts.refuse(story.runtime, head, number, "Nav domes lēmuma.")
    with pytest.raises(EngineError, match="decided already"):
        municipal_amounts.approve(story.runtime, head, number)
    [row] = municipal_amounts.listed(story.runtime, story.actor("auditor"))
    assert (row.author, row.decided_by, row.may_decide) == ("Sanita Vītola", "Valdis Krūmiņš", False)
    assert row.stored.decision_reason == "Nav domes lēmuma."


def test_an_amount_that_nobody_approved_counts_for_nothing(story: Story) -> None:
    march(story, "pauls", "liga", BANK)
    number = municipal_amounts.propose(story.runtime, story.actor("finance"), draft())
    both_sign(story)
    municipal_amounts.withdraw(story.runtime, story.actor("finance"), number)
    story.ledger_shows(state_pay=5420, owed_to_self_employed=-5420)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (draft(kind="gift"), "kind"),
        (draft("puse"), "amount"),
        (draft("-1"), "amount"),
        (draft("0,50001"), "amount"),
        (draft("101"), "amount"),
        (draft("12,345", date(2026, 1, 1), kind="state_budget"), "amount"),
        (draft("1" * 13), "amount"),
        (draft(from_day=None), "in_force_from"),
        (draft(from_day=date(2026, 3, 2)), "in_force_from"),
        (draft("5", date(2026, 3, 1), kind="municipal_budget"), "in_force_from"),
        (draft(source=" "), "source"),
        (draft(reason=""), "reason"),
        (draft(reason="x" * 1001), "reason"),
    ],
)
def test_what_is_typed_is_read_strictly(wrong: AmountDraft, field: str) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        municipal_amounts.read_draft(wrong)
    assert set(refused.value.fields) == {field}
