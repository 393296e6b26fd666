"""Stories of the ministry claim: from lines to the closed claim, and what keeps a month out of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from engine.claims import claims
from engine.domain.rights import Role
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.people import people
from engine.persistence import rows
from engine.persistence.tables.claims import ClaimLine, PaymentOrder
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.people import Person
from engine.runtime import EVERY
from engine.tasks import tasks
from engine.upkeep import reports
from tests.processes.agreed import Terms, agree
from tests.processes.claim_roads import (
    BANK,
    OPENS,
    all_signed,
    approved,
    lines_of,
    page_of,
    paid,
    replied,
    reviewed,
    the_claim,
    three_contracts,
)
from tests.processes.driver import Story
from tests.processes.month_roads import (
    ENDS,
    FROM_MARCH,
    MARCH,
    RATE_OF_2024,
    TEN_HOURS,
    both_sign,
    enters,
    march,
    record_rates,
)

APRIL = "2026-04"
KINDS = ("csv", "xlsx", "credit_transfer", "payroll")
OFFICER = people.NewAccount("ministrija", "Ministrijas darbiniece", None, frozenset({Role.MINISTRY_OFFICER}))
PAY = 5429 + 2755 + 425  # 601, 305 and 47 minutes at 5.42, each rounded
ADMIN = 413  # 953 minutes at 0.26, rounded once


def test_a_claim_from_its_lines_to_its_end(story: Story) -> None:
    all_signed(story)
    story.on(OPENS)
    claim = the_claim(story)
    assert (claim.state, claim.number) == ("review", "ogre/2026-03")
    [subject] = [one.subject for one in story.open_tasks() if one.claim_id == claim.id]
    assert subject.endswith(", 2026. gada marts")
    assert (claim.pay_cents, claim.admin_cents) == (PAY, ADMIN)
    assert [line[:3] for line in lines_of(story)] == [
        ("regular", 601, 5429),
        ("regular", 305, 2755),
        ("regular", 47, 425),
    ]

    reviewed(story)
    assert the_claim(story).state == "approval"
    story.complete(
        "approve_claim", period=MARCH, approval="returned", approval_note="Pārbaudiet Annas mēnesi."
    )
    assert the_claim(story).state == "review"
    story.complete("review_claim", period=MARCH, review_verdict="recollect", review_note="Vēlreiz.")
    assert the_claim(story).state == "review"
    approved(story)

    claim = the_claim(story)
    assert (claim.state, claim.total_cents) == ("exported", PAY + ADMIN)
    assert claim.frozen_at is not None


def test_a_partly_accepted_claim_is_paid_and_the_rest_is_a_shortfall(story: Story) -> None:
    all_signed(story)
    story.on(OPENS)
    approved(story)
    story.ledger_shows(
        state_pay=PAY,
        owed_to_payroll=-5429,
        owed_to_self_employed=-2755,
        owed_to_providers=-425,
        ministry_receivable=PAY + ADMIN,
        funding_pay=-PAY,
        funding_administration=-ADMIN,
    )
    replied(story, "partly", PAY, note="Administrēšana nav pieņemta.")
    assert the_claim(story).state == "accepted"
    paid(story)
    assert the_claim(story).state == "closed"
    story.ledger_shows(
        state_pay=PAY,
        bank=-PAY,
        ministry_receivable=PAY,
        claim_shortfall=ADMIN,
        funding_pay=-PAY,
        funding_administration=-ADMIN,
    )
    orders = story.read(lambda s: rows.every(s, PaymentOrder))
    assert {(one.state, one.paid_on) for one in orders} == {("paid", story.today)}
    assert [str(one.detail) for one in reports.verify(story.runtime) if not one.ok] == []


def test_the_claims_page_tells_everything(story: Story) -> None:
    all_signed(story)
    story.on(OPENS)
    approved(story)
    replied(story, "partly", PAY, note="Administrēšana nav pieņemta.")
    page = page_of(story)
    assert [(line.recipient, line.assistant) for line in page.sheet.included] == [
        ("Anna Bērziņa", "Jānis Kalniņš"),
        ("Pauls Kļaviņš", "Līga Jansone"),
        ("Kārlis Priede", "Līga Jansone"),
    ]
    assert (page.sheet.minutes, page.sheet.people, page.due) == (953, 3, date(2026, 4, 15))
    assert [(file.kind, file.order_count, file.order_cents) for file in page.files] == [
        ("csv", 0, 0),
        ("xlsx", 0, 0),
        ("credit_transfer", 1, 2755),
        ("payroll", 1, 5429),
    ]
    [reply] = page.sheet.replies
    assert (reply.short_cents, reply.recorded_by) == (ADMIN, "Sanita Vītola")
    assert [(deed.element_id, deed.who) for deed in page.course.done] == [
        ("review_claim", "Sanita Vītola"),
        ("approve_claim", "Valdis Krūmiņš"),
        ("record_ministry_reply", "Sanita Vītola"),
    ]
    assert [(one.task.element_id, one.mine) for one in page.course.to_do] == [("pay_assistants", True)]
    assert [state.value for state in page.reached] == [
        "collecting", "review", "approval", "frozen", "exported", "accepted",
    ]  # fmt: skip


def test_a_line_leads_down_to_both_signatures_and_the_rate(story: Story) -> None:
    all_signed(story)
    story.on(OPENS)
    first = page_of(story).sheet.included[0]
    page = claims.line(story.runtime, story.actor("finance"), first.line_id)
    assert [(one.side, one.who, one.kind, one.voided_at) for one in page.signatures] == [
        ("assistant", "Jānis Kalniņš", "plain", None),
        ("recipient", "Anna Bērziņa", "plain", None),
    ]
    assert page.pay is not None
    [part] = page.pay.parts
    assert (str(part.rate), part.status, part.in_force_from) == ("5.42", "demo", date(2024, 1, 1))
    assert (
        str(page.pay.steps[0].message)
        == "10\u00a0h\u00a01\u00a0min = 601 minutes; 601 × €5.4200 ÷ 60 = €54.29."
    )
    assert [(entry.day, entry.minutes) for entry in page.entries] == [(date(2026, 3, 2), 601)]
    assert page.booked == [(f"month-{first.month_id}", ENDS)]
    with pytest.raises(NotFound):
        claims.line(story.runtime, story.actor("janis"), first.line_id)


def test_every_file_is_the_same_each_time_it_is_fetched(story: Story) -> None:
    all_signed(story)
    story.on(OPENS)
    approved(story)
    finance, claim_id = story.actor("finance"), the_claim(story).id
    first = {kind: claims.file(story.runtime, finance, claim_id, kind) for kind in KINDS}
    story.days_pass(30)
    assert {kind: claims.file(story.runtime, finance, claim_id, kind) for kind in KINDS} == first
    csv = first["csv"].content.decode("utf-8-sig")
    assert csv.count("\r\n") == 4
    assert "Anna" not in csv
    assert "2026-000001;A" in csv
    payroll = first["payroll"].content.decode("utf-8-sig")
    assert "Jānis Kalniņš;200585-11110" in payroll
    assert ";601;10,02;5,4200;54,29;" in payroll
    bank = first["credit_transfer"].content.decode()
    assert "SIA 'Palīgs'" not in bank  # it is paid by invoice
    assert "<CtrlSum>27.55</CtrlSum>" in bank
    with pytest.raises(NotFound):
        claims.file(story.runtime, story.actor("head"), claim_id, "payroll")
    with pytest.raises(NotFound):
        claims.file(story.runtime, finance, claim_id, "../secret")


def test_nobody_approves_what_they_reviewed_or_pays_what_they_approved(story: Story) -> None:
    all_signed(story)
    story.on(OPENS)
    people.set_roles(story.runtime, "other_finance", [Role.FINANCE, Role.HEAD_OF_SERVICE])
    both = people.actor(story.runtime, "other_finance")

    def does(task: str, **answers: object) -> None:
        row = story.task(task, MARCH)
        tasks.complete(story.runtime, both, row.id, tasks.Sent(answers, row.version))

    does("review_claim", review_verdict="ready", review_note="")
    with pytest.raises(NotFound):
        does("approve_claim", approval="approved")
    story.complete(
        "approve_claim", period=MARCH, approval="returned", approval_note="Lūdzu, pārbaudiet vēlreiz."
    )
    reviewed(story)
    does("approve_claim", approval="approved")  # reviewed by somebody else this time
    with pytest.raises(NotFound):
        does("pay_assistants", paid_on=story.today, payment_note="")
    paid(story)


def test_a_late_month_goes_into_the_next_claim(story: Story) -> None:
    march(story)
    story.on(date(2026, 4, 10))
    assert lines_of(story) == [("regular", 0, 0, "The assistant has not signed.")]
    story.complete("review_claim", period=MARCH, review_verdict="recollect", review_note="Termiņš beidzies.")
    assert lines_of(story)[0][3] == "The deadline passed; the office has not recorded the month yet."
    approved(story)  # an empty claim is a claim of nothing
    story.on(date(2026, 4, 20))
    story.complete(
        "record_fallback",
        period=MARCH,
        fallback_channel="paper",
        fallback_reason="cannot_sign_here",
        entries=TEN_HOURS,
    )
    story.month_is(MARCH, "ready")
    story.on(date(2026, 4, 30))
    both_sign(story, {"2026-04-20": 60}, period=APRIL)
    story.on(date(2026, 5, 11))
    assert lines_of(story, APRIL) == [("late", 600, 5420, None), ("regular", 60, 542, None)]
    approved(story, period=APRIL)
    story.month_is(MARCH, "in_claim")
    story.month_is(APRIL, "in_claim")


def test_a_month_is_in_one_claim_only(story: Story) -> None:
    """March was not ready when its claim was collected; April's claim took it before March's looked again."""
    march(story)
    story.on(date(2026, 5, 4))
    story.complete(
        "record_fallback",
        period=MARCH,
        fallback_channel="office",
        fallback_reason="cannot_sign_here",
        entries=TEN_HOURS,
    )
    story.on(date(2026, 5, 11))
    assert ("late", 600, 5420, None) in lines_of(story, APRIL)
    story.complete("review_claim", period=MARCH, review_verdict="recollect", review_note="Vēlreiz.")
    assert lines_of(story) == [("regular", 600, 5420, "The month is in another claim already.")]
    march_line = story.read(lambda s: rows.every(s, ClaimLine, claim_id=the_claim(story).id))[0]
    with pytest.raises(IntegrityError), story.runtime.transaction(story.tenant) as session:
        rows.change(session, ClaimLine, {"state": "included", "blocked_reason": None}, id=march_line.id)


def test_what_keeps_months_out_is_said_of_each(story: Story) -> None:
    cases = three_contracts(story)
    agree(story, "elina", "janis", Terms(first_day=FROM_MARCH.first_day, plainly=False))
    story.works()
    with story.runtime.transaction(story.tenant) as session:
        rows.change(session, Person, {"bank_account": None}, id=story.person_id("liga"))
    for day, who in enumerate(("anna", "pauls"), 2):
        story.case_id = cases[who]
        both_sign(story, {f"2026-03-{day:02d}": 600})
    story.case_id = cases["karlis"]
    enters(story, {"2026-03-12": 60})
    story.on(OPENS)
    assert [line[3] for line in lines_of(story)] == [
        None,
        "There is no bank account for the payment.",
        "The recipient's side has not signed.",
    ]
    page = page_of(story)
    assert [(line.recipient, line.minutes) for line in page.sheet.blocked] == [
        ("Pauls Kļaviņš", 600),
        ("Kārlis Priede", 60),
    ]


def test_a_click_that_was_not_agreed_to_in_writing_does_not_count(story: Story) -> None:
    march(story, terms=replace(FROM_MARCH, plainly=False))
    both_sign(story)
    story.on(OPENS)
    assert lines_of(story)[0][3] == "The parties have not agreed in writing to sign in this system."


def test_a_claim_that_could_not_be_paid_is_not_submitted(story: Story) -> None:
    march(story, "pauls", "liga", BANK)
    both_sign(story)
    story.on(OPENS)
    with story.runtime.transaction(EVERY) as session:
        rows.change(session, Municipality, {"bank_account": "LV00"}, code="ogre")
    with pytest.raises(EngineError, match="no valid account number"):
        reviewed(story)
    assert the_claim(story).state == "review"


def test_the_ministry_reads_numbers_only(story: Story) -> None:
    all_signed(story)
    story.on(OPENS)
    approved(story)
    runtime = story.runtime
    people.add(runtime, EVERY, OFFICER)
    officer = people.actor(runtime, "ministrija")
    [row] = [one for one in claims.listed(runtime, officer) if one.period == MARCH]
    assert (row.municipality, row.line_count, row.total_cents) == ("Ogres novads", 3, PAY + ADMIN)
    page = claims.find(runtime, officer, row.claim_id)
    assert [line.recipient for line in page.sheet.included] == ["2026-000001", "2026-000002", "2026-000003"]
    assert all(re.fullmatch(r"A\d+", line.assistant) for line in page.sheet.included)
    assert [file.kind for file in page.files] == ["csv", "xlsx"]
    assert not page.may_open_lines
    assert claims.file(runtime, officer, row.claim_id, "csv").content
    for forbidden in ("payroll", "credit_transfer"):
        with pytest.raises(NotFound):
            claims.file(runtime, officer, row.claim_id, forbidden)
    with pytest.raises(NotFound):
        claims.line(runtime, officer, page.sheet.included[0].line_id)
    with pytest.raises(NotFound):
        claims.find(runtime, story.actor("caseworker"), row.claim_id)


def test_a_rejected_claim_stays_owed(story: Story) -> None:
    march(story)
    both_sign(story)
    story.on(OPENS)
    approved(story)
    with pytest.raises(InvalidAnswers) as refused:
        replied(story, "accepted", 1)
    assert "reply_cents" in refused.value.fields
    replied(story, "rejected", 0, note="Nav pārskata.")
    assert the_claim(story).state == "exported"
    story.ledger_shows(
        state_pay=5420, owed_to_payroll=-5420, ministry_receivable=5680, funding_pay=-5420,
        funding_administration=-260,
    )  # fmt: skip
    paid(story)
    assert the_claim(story).state == "closed"


def test_paying_does_not_wait_for_the_ministry(story: Story) -> None:
    march(story)
    both_sign(story)
    story.on(OPENS)
    approved(story)
    paid(story)
    assert the_claim(story).state == "paid"
    story.month_is(MARCH, "paid")
    replied(story, "accepted", 5680)
    assert the_claim(story).state == "closed"


def test_a_frozen_claim_cannot_be_touched(story: Story) -> None:
    march(story)
    both_sign(story)
    story.on(OPENS)
    approved(story)
    claim_id = the_claim(story).id
    with pytest.raises(IntegrityError), story.runtime.transaction(story.tenant) as session:
        rows.change(session, ClaimLine, {"pay_cents": 1}, claim_id=claim_id)


def test_a_claim_changed_behind_our_back_is_found(story: Story) -> None:
    march(story)
    both_sign(story)
    story.on(OPENS)
    with story.runtime.transaction(story.tenant) as session:
        rows.change(session, ClaimLine, {"pay_cents": 1}, claim_id=the_claim(story).id)
    broken = {check.name for check in reports.verify(story.runtime) if not check.ok}
    assert broken == {"claim_sums", "pay_booked"}
    reviewed(story)
    with pytest.raises(EngineError, match="no longer those that were reviewed"):
        story.complete("approve_claim", period=MARCH, approval="approved")


def test_a_rate_that_changes_within_the_month(story: Story, tmp_path: Path) -> None:
    """One line of the claim, two rows for the ministry and for payroll, each rounded by itself."""
    ended = "        in_force_to: 2026-03-15\n        status: demo\n        source: tests\n"
    anew = "      - value: 5.60\n        in_force_from: 2026-03-16\n"
    record_rates(story, tmp_path / "new", f"{RATE_OF_2024}{ended}        recorded_on: 2026-01-01\n{anew}")
    march(story)
    both_sign(story, {"2026-03-15": 61, "2026-03-16": 61})
    story.on(OPENS)
    assert lines_of(story) == [("regular", 122, 551 + 569, None)]
    approved(story)
    finance, claim_id = story.actor("finance"), the_claim(story).id
    for kind in ("csv", "payroll"):
        rows_of = claims.file(story.runtime, finance, claim_id, kind).content.decode("utf-8-sig")
        assert rows_of.count("\r\n") == 3
        assert ";61;1,02;5,4200;5,51;" in rows_of
        assert ";61;1,02;5,6000;5,69;" in rows_of
    paid(story)
    assert [str(one.detail) for one in reports.verify(story.runtime) if not one.ok] == []
