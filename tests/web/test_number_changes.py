"""A number changed from a day on by two people: proposed, compared, decided, and then calculated with."""

from __future__ import annotations

import re
from datetime import date

import pytest

from engine.domain.number_kinds import NUMBER_KINDS
from engine.domain.number_uses import Use, use_of
from engine.domain.rules import DatedNumber, NumberUnset
from engine.numbers import number_proposals
from engine.persistence import rows
from engine.persistence.tables.months import MonthPay
from engine.persistence.tables.number_proposals import NumberProposal, ProposalState
from engine.persistence.tables.records import AuditEvent
from engine.persistence.tables.releases import RulePackRevision
from engine.runtime import EVERY
from tests.processes.month_roads import MARCH, both_sign, march
from tests.processes.roads import in_force
from tests.web.busy_town import FEBRUARY, TEN_HOURS, make_busy, proposed
from tests.web.town import Answer, Guest, Town

RATE = "/numbers/proposed_2019/hourly_rate"
FIRST_OF_MARCH = {"in_force_from-day": "1", "in_force_from-month": "3", "in_force_from-year": "2026"}
TYPED = {"value": "5,90", "status": "confirmed", "source": "MK 316", "reason": "Jauna likme"} | FIRST_OF_MARCH


def proposes(guest: Guest, address: str = RATE, **changed: str) -> Answer:
    guest.get(address)
    return guest.send(address, {"csrf_token": guest.token, **TYPED, **changed})


def rate_on(town: Town, day: date) -> DatedNumber:
    with town.runtime.reading(EVERY) as session:
        return town.runtime.rule_book(session).of("proposed_2019").number("hourly_rate", day)


def stored(town: Town) -> list[NumberProposal]:
    with town.runtime.reading(EVERY) as session:
        return list(rows.every(session, NumberProposal, order_by=["id"]))


def approves(town: Town, who: str, proposal: str) -> Answer:
    guest = town.guest(who)
    page = guest.get(proposal)
    return guest.post(f"{proposal}/approve", seen=page.value("seen"))


def test_a_number_counts_from_its_day_once_a_second_person_has_approved_it(town: Town) -> None:
    before = rate_on(town, date(2026, 3, 1))
    sent = proposes(town.guest("process_owner"))
    assert sent.status == 303
    proposal = sent.goes_to or ""
    assert rate_on(town, date(2026, 3, 1)) == before
    assert approves(town, "head", proposal).goes_to == proposal
    assert str(rate_on(town, date(2026, 3, 1)).value) == "5.90"
    assert rate_on(town, date(2026, 2, 28)).value == before.value
    (one,) = stored(town)
    with town.runtime.reading(EVERY) as session:
        (revision,) = rows.every(session, RulePackRevision, id=one.revision_id)
        events = rows.every(session, AuditEvent, object_kind="number_proposal", order_by=["id"])
    assert (revision.in_force_from, revision.recorded_at) == (date(2026, 3, 1), one.decided_at)
    assert [(event.action, event.actor_user_id) for event in events] == [
        ("number_proposed", town.actor("process_owner").user_id),
        ("number_proposal_approved", town.actor("head").user_id),
    ]
    assert f"Apstiprināja {town.actor('head').name}" in town.guest("auditor").get(proposal).text


def test_a_month_is_paid_at_the_new_rate_and_one_calculated_before_stays(town: Town) -> None:
    in_force(town, first_day=date(2026, 2, 2))
    town.on(date(2026, 2, 28))
    town.complete("enter_month", period=FEBRUARY, entries=TEN_HOURS, signed=True)
    town.complete("confirm_month", period=FEBRUARY, verdict="confirmed")
    town.on(date(2026, 3, 3))
    pay_before = town.read(lambda session: rows.every(session, MonthPay))[0]
    proposed(town, in_force_from=date(2026, 2, 1))
    approves(town, "head", "/numbers/proposals/1")
    town.on(date(2026, 3, 31))
    town.complete("enter_month", period=MARCH, entries={"2026-03-10": 600}, signed=True)
    town.complete("confirm_month", period=MARCH, verdict="confirmed")
    town.on(date(2026, 4, 2))
    february, march_pay = town.read(lambda session: rows.every(session, MonthPay, order_by=["month_id"]))
    assert (february.pay_cents, february.calculated_at) == (pay_before.pay_cents, pay_before.calculated_at)
    assert march_pay.pay_cents == 5900
    assert str(march_pay.parts[0]["rate"]) == "5.90"


def test_what_it_touches_is_told_and_what_is_settled_is_not_among_it(town: Town) -> None:
    make_busy(town)
    page = town.guest("head").get("/numbers/proposals/1")
    touched, _, settled = page.text.partition('id="settled"')
    assert re.search(r"Mēneši, kas vēl nav aprēķināti: 1.*2026\. gada marts", touched, re.DOTALL)
    assert "Līgumi, kuru turpmākos mēnešus atvērs" in touched
    assert "februāris" not in page.text, "a change from March does not reach February"
    early = proposed(town, in_force_from=date(2026, 2, 1))
    page = town.guest("head").get(f"/numbers/proposals/{early}")
    touched, _, settled = page.text.partition('id="settled"')
    assert "februāris" not in touched
    assert settled.count("februāris") == 2  # the month and its frozen claim
    assert town.guest("process_owner").get(f"/numbers/proposals/{early}").text.count('href="/cases/') == 0


def test_nobody_approves_their_own_change(town: Town) -> None:
    owner = town.guest("process_owner")
    proposal = proposes(owner).goes_to or ""
    page = owner.get(proposal)
    assert f"{proposal}/approve" not in page.text
    refused = owner.post(f"{proposal}/approve", seen="x")
    assert (refused.status, "par to lemj otrs cilvēks" in refused.text) == (409, True)
    assert owner.post(f"{proposal}/refuse", reason="x").status == 409
    assert [one.state for one in stored(town)] == [ProposalState.OPEN]
    assert owner.post(f"{proposal}/withdraw").goes_to == proposal
    assert [one.state for one in stored(town)] == [ProposalState.WITHDRAWN]


def test_a_refusal_needs_a_reason_that_its_author_reads(town: Town) -> None:
    proposal = proposes(town.guest("process_owner")).goes_to or ""
    head = town.guest("head")
    head.get(proposal)
    assert head.post(f"{proposal}/refuse", reason=" ").status == 422
    assert head.post(f"{proposal}/refuse", reason="Avots ir cits").goes_to == proposal
    assert "Avots ir cits" in town.guest("process_owner").get(proposal).text
    assert head.post(f"{proposal}/approve", seen="x").status == 409
    assert rate_on(town, date(2026, 3, 1)).source != "MK 316"


def test_two_proposals_for_one_number_are_told_early_and_both_kept(town: Town) -> None:
    owner = town.guest("process_owner")
    first = proposes(owner).goes_to or ""
    form = owner.get(RATE)
    assert "jau gaida otru cilvēku" in form.text
    assert first in form.links
    second = proposes(owner, value="6,20").goes_to or ""
    told = owner.get(second)
    assert "Gaida arī cita šī skaitļa izmaiņa; to ierosināja Edgars Balodis" in told.text
    assert first in told.links
    head = town.guest("head")
    seen = head.get(second).value("seen")
    assert approves(town, "head", first).status == 303
    late = head.post(f"{second}/approve", seen=seen)
    assert (late.status, "salīdziniet vēlreiz" in late.text) == (409, True)
    assert "Kopš ierosinājuma skaitlis ir mainīts" in head.get(second).text
    assert [str(one.state) for one in stored(town)] == ["approved", "open"]
    assert approves(town, "head", second).status == 303
    assert str(rate_on(town, date(2026, 3, 1)).value) == "6.20"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"value": "abc"}, "value", "ar cipariem"),
        ({"value": "5,12345"}, "value", "4 zīmēm aiz komata"),
        ({"value": "500"}, "value", "vērtība 500 ir lielāka par 100"),
        ({"value": ""}, "value", "Ierakstiet jauno vērtību"),
        ({"status": "unset"}, "value", "atstājiet to tukšu"),
        ({"status": "demo"}, "status", "cik droši zināms"),
        ({"in_force_from-month": "13"}, "in_force_from-day", "kas kalendārā ir"),
        ({"in_force_from-day": "", "in_force_from-month": "", "in_force_from-year": ""},
         "in_force_from-day", "no kuras jaunā vērtība ir spēkā"),
        ({"announced_on-day": "1", "announced_on-month": "1", "announced_on-year": "2030"},
         "announced_on-day", "vēl nav pienākusi"),
        ({"source": "  "}, "source", "no kurienes"),
        ({"reason": ""}, "reason", "kāpēc skaitli maina"),
    ],
)  # fmt: skip
def test_a_slip_gets_one_sentence_and_what_was_typed_stays(
    town: Town, typed: dict[str, str], field: str, words: str
) -> None:
    page = proposes(town.guest("process_owner"), **typed)
    assert page.status == 422
    assert words in page.text
    assert re.findall(r'<a href="#([\w-]+)">', page.text[: page.text.index("<h1")]) == [field]
    assert page.value("source") == TYPED["source"] if field != "source" else page.value("value") == "5,90"
    assert stored(town) == []


def test_what_counts_already_is_no_change(town: Town) -> None:
    now = rate_on(town, date(2026, 1, 1))
    address = "/numbers/proposed_2019/decision_term_months"
    owner = town.guest("process_owner")
    first = {"in_force_from-day": "1", "in_force_from-month": "3", "in_force_from-year": "2026"}
    approves(town, "head", proposes(owner, address, value="2", **first).goes_to or "")
    again = proposes(owner, address, value="2", **first)
    assert (again.status, "nekas nemainītos" in again.text) == (422, True)
    assert rate_on(town, date(2026, 1, 1)) == now


def test_an_unset_number_stops_who_asks_and_a_confirmed_one_lets_them_go_on(town: Town) -> None:
    owner = town.guest("process_owner")
    approves(town, "head", proposes(owner, value="", status="unset").goes_to or "")
    with pytest.raises(NumberUnset):
        rate_on(town, date(2026, 3, 1))
    approves(town, "head", proposes(owner, **{"in_force_from-day": "15"}).goes_to or "")
    assert str(rate_on(town, date(2026, 3, 15)).value) == "5.90"


def test_the_day_before_the_second_person_looks_does_not_change_what_was_true(town: Town) -> None:
    """The same number, back and forth on one day: every text is one of its own."""
    for value in ("5,90", "6,00", "5,90"):
        approves(town, "head", proposes(town.guest("process_owner"), value=value).goes_to or "")
    assert str(rate_on(town, date(2026, 3, 1)).value) == "5.90"
    assert [str(one.state) for one in stored(town)] == ["approved"] * 3


def test_what_waits_stands_above_the_pack(town: Town) -> None:
    proposal = proposes(town.guest("process_owner")).goes_to or ""
    assert proposal in town.guest("head").get("/numbers?pack=proposed_2019").links
    assert proposal not in town.guest("head").get("/numbers?pack=r316").links
    town.guest("auditor").get(proposal)
    assert town.guest("caseworker").get(proposal).status == 404


def test_numbers_that_are_none_are_no_pages(town: Town) -> None:
    owner = town.guest("process_owner")
    for address in (
        "/numbers/r316/nonsense",
        "/numbers/holidays_lv/hourly_rate",
        "/numbers/r316/purpose_hours_work",
    ):
        assert owner.get(address).status == 404, address
        assert proposes(owner, address).status == 404, address
    assert owner.get("/numbers/proposals/99").status == 404


def test_every_number_has_a_use() -> None:
    assert {use_of(key) for key in NUMBER_KINDS} == set(Use)
    assert use_of("hourly_rate") is Use.MONTH
    assert use_of("base_hours_other") is Use.DECISION
    assert use_of("administration_per_hour") is Use.CLAIM


def test_a_march_in_progress_takes_the_rate_of_each_day(town: Town) -> None:
    march(town)
    proposed(town, in_force_from=date(2026, 3, 16))
    with town.runtime.reading(EVERY) as session:
        seen = number_proposals.newest(session, "proposed_2019").sha256
    number_proposals.approve(town.runtime, town.actor("head"), 1, seen=seen)
    both_sign(town, {"2026-03-12": 240, "2026-03-19": 360})
    (pay,) = town.read(lambda session: rows.every(session, MonthPay))
    assert [str(part["rate"]) for part in pay.parts] == ["5.42", "5.90"]
