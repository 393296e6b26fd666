"""Hours granted a week for each purpose, and months that are checked against them (MK 942)."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.leisure import average_use
from engine.domain.month_check import MonthCheck, check_month
from engine.domain.month_entries import DayEntry
from engine.domain.month_facts import MonthFacts, Suspension, WeeklyFacts, iso_week
from engine.domain.month_weeks import most_minutes_in
from engine.domain.rules import Rules
from engine.domain.service_month import ServiceMonth
from engine.domain.weekly_purposes import WeeklyNeed, WeeklyPurpose, weekly_hours
from engine.errors import EngineError
from tests.domain.changed_rules import changed

WORK, SOCIAL, MEDICAL, LEISURE = (
    WeeklyPurpose.WORK,
    WeeklyPurpose.SOCIAL_EVENTS,
    WeeklyPurpose.MEDICAL_INSTITUTIONS,
    WeeklyPurpose.LEISURE,
)
APRIL = ServiceMonth(2019, 4)  # begins on a Monday
GRANTED = {WORK: 20, MEDICAL: 5, LEISURE: 10}


def april(n: int) -> date:
    return date(2019, 4, n)


def on(day: date, **hours: float) -> DayEntry:
    parts = tuple((WeeklyPurpose(name), round(of * 60)) for name, of in hours.items())
    return DayEntry(day, sum(minutes for _, minutes in parts), purposes=parts)


def a_month(month: ServiceMonth = APRIL, **weekly: Any) -> MonthFacts:
    return MonthFacts(
        month=month,
        today=month.last_day,
        contract_first_day=date(2013, 1, 1),
        contract_last_day=None,
        granted_minutes=None,
        weekly=WeeklyFacts(**{"granted": GRANTED} | weekly),
    )


def told(check: MonthCheck) -> list[tuple[str, str, int]]:
    return [(found.code.value, str(found.day or found.week or ""), found.minutes) for found in check.findings]


class TestGrant:
    def test_each_purpose_and_all_together_are_capped(self, r942: Rules) -> None:
        need = WeeklyNeed({"leisure": 10, "work": 25, "social_events": 15})
        found = weekly_hours(need, r942, april(1))
        assert found.by_purpose == {WORK: 20, SOCIAL: 15, LEISURE: 5}
        assert (found.hours_per_week, found.payable_hours_per_week, found.unpaid_hours_per_week) == (
            40,
            40,
            0,
        )
        assert [(step.code, step.result) for step in found.steps] == [
            ("weekly_purpose", 20),
            ("weekly_purpose", 15),
            ("weekly_purpose", 10),
            ("recipient_week", 40),
        ]

    def test_what_gives_way_wholly_is_not_granted(self, r942: Rules) -> None:
        found = weekly_hours(WeeklyNeed({"work": 20, "social_events": 30, "leisure": 5}), r942, april(1))
        assert found.by_purpose == {WORK: 20, SOCIAL: 20}

    @pytest.mark.parametrize(
        ("hours", "words"),
        [
            ({}, "at least one purpose"),
            ({"work": 0}, "at least one purpose"),
            ({"sport": 2}, "“sport” is not a purpose"),
            ({"work": -1}, "not negative"),
            ({"higher_education": 2}, "loss of vision"),
        ],
    )
    def test_what_cannot_be_granted(self, hours: Mapping[str, int], words: str, r942: Rules) -> None:
        with pytest.raises(EngineError, match=words):
            weekly_hours(WeeklyNeed(hours), r942, april(1))

    def test_help_to_master_a_programme_needs_loss_of_vision(self, r942: Rules) -> None:
        need = WeeklyNeed({"higher_education": 12}, has_loss_of_vision=True)
        assert weekly_hours(need, r942, april(1)).payable_hours_per_week == 12

    def test_thirty_paid_hours_beside_the_benefit_are_a_cap_of_their_own(self, r942: Rules) -> None:
        loose = changed(r942, recipient_hours_per_week=60)
        need = WeeklyNeed({"social_events": 55}, vision_benefit=True)
        assert weekly_hours(need, loose, april(1)).payable_hours_per_week == 30

    @given(
        needs=st.dictionaries(st.sampled_from(WeeklyPurpose), st.integers(0, 60), min_size=1),
        benefit=st.booleans(),
    )
    def test_what_always_holds(self, r942: Rules, needs: dict[WeeklyPurpose, int], benefit: bool) -> None:
        if not any(needs.values()):
            return
        need = WeeklyNeed(
            {str(one): hours for one, hours in needs.items()}, has_loss_of_vision=True, vision_benefit=benefit
        )
        found = weekly_hours(need, r942, april(1))
        assert all(0 < hours <= needs[purpose] for purpose, hours in found.by_purpose.items())
        assert found.by_purpose.get(WORK, 0) <= 20
        assert found.by_purpose.get(LEISURE, 0) <= 10
        assert found.hours_per_week <= 40
        assert 0 <= found.payable_hours_per_week <= (30 if benefit else 40)
        assert found.payable_hours_per_week <= max(0, found.hours_per_week - (10 if benefit else 0))


class TestPurposes:
    def test_hours_for_what_was_granted(self, r942: Rules) -> None:
        check = check_month([on(april(1), work=2, medical_institutions=1)], a_month(), r942)
        assert check.findings == ()
        assert check.payable_purposes == ((april(1), WORK, 120), (april(1), MEDICAL, 60))

    def test_hours_for_another_purpose_are_refused(self, r942: Rules) -> None:
        facts = a_month(granted={WORK: 20})
        check = check_month([on(april(1), work=2, leisure=3)], facts, r942)
        assert told(check) == [("purpose_not_granted", "2019-04-01", 180)]
        assert check.payable_days == ((april(1), 120),)

    def test_hours_without_a_purpose_are_refused(self, r942: Rules) -> None:
        check = check_month([DayEntry(april(1), 60)], a_month(), r942)
        assert told(check) == [("purpose_missing", "2019-04-01", 60)]

    def test_without_a_grant_by_purpose_nothing_is_paid(self, r942: Rules) -> None:
        facts = MonthFacts(
            month=APRIL,
            today=APRIL.last_day,
            contract_first_day=april(1),
            contract_last_day=None,
            granted_minutes=4800,
        )
        assert check_month([on(april(1), work=2)], facts, r942).payable_minutes == 0

    def test_the_newer_orders_do_not_ask(self, r316: Rules, proposed: Rules) -> None:
        month = ServiceMonth(2023, 5)
        for rules in (r316, proposed):
            check = check_month([DayEntry(date(2023, 5, 4), 60)], a_month(month, granted={}), rules)
            assert (check.payable_minutes, check.findings, check.payable_purposes) == (60, (), ())

    def test_the_latest_hours_of_a_purpose_in_the_week_give_way(self, r942: Rules) -> None:
        entries = [on(april(n), medical_institutions=2) for n in (1, 3, 5, 8)]
        check = check_month(entries, a_month(), r942)
        assert told(check) == [("purpose_week", "2019-W14", 60)]
        assert check.payable_days == ((april(1), 120), (april(3), 120), (april(5), 60), (april(8), 120))

    def test_hours_elsewhere_count_for_the_purpose(self, r942: Rules) -> None:
        facts = a_month(used_elsewhere={"2019-W14": {MEDICAL: 240, WORK: 1200}})
        check = check_month([on(april(1), medical_institutions=2, leisure=1)], facts, r942)
        assert told(check) == [("purpose_week", "2019-W14", 60)]

    def test_a_week_over_two_months(self, r942: Rules) -> None:
        """Week 18 of 2019 is 29 April to 5 May: what April used is gone for May."""
        first = check_month([on(april(29), medical_institutions=3)], a_month(), r942)
        used = {"2019-W18": {MEDICAL: first.payable_minutes}}
        may = a_month(ServiceMonth(2019, 5), used_elsewhere=used)
        check = check_month([on(date(2019, 5, 2), medical_institutions=3)], may, r942)
        assert (first.payable_minutes, check.payable_minutes) == (180, 120)

    def test_the_order_s_cap_holds_whatever_was_granted(self, r942: Rules) -> None:
        check = check_month([on(april(n), work=6) for n in (1, 2, 3, 4)], a_month(granted={WORK: 30}), r942)
        assert told(check) == [("purpose_week", "2019-W14", 240)]

    def test_days_that_cannot_count_use_no_hours_of_the_purpose(self, r942: Rules) -> None:
        stay = Suspension(april(1), april(1), "in_patient")
        facts = replace(a_month(), suspensions=(stay,))
        check = check_month([on(april(n), medical_institutions=5) for n in (1, 2)], facts, r942)
        assert told(check) == [("suspended", "2019-04-01", 300)]

    def test_what_the_day_lost_is_taken_from_the_last_purpose(self, r942: Rules) -> None:
        facts = a_month(granted={WORK: 20, LEISURE: 10})
        others = replace(facts, assistant_week_minutes={"2019-W14": 37 * 60})
        check = check_month([on(april(1), work=2, leisure=4)], others, r942)
        assert told(check) == [("assistant_week", "2019-W14", 180)]
        assert check.payable_purposes == ((april(1), WORK, 120), (april(1), LEISURE, 60))


class TestConfirmations:
    def test_a_demanded_confirmation_that_is_missing(self, r942: Rules) -> None:
        facts = a_month(evidence_missing=frozenset({MEDICAL}))
        check = check_month([on(april(1), work=2, medical_institutions=1)], facts, r942)
        assert told(check) == [("evidence_missing", "", 60)]
        assert check.payable_minutes == 120

    def test_a_confirmation_for_what_was_not_used_stops_nothing(self, r942: Rules) -> None:
        facts = a_month(evidence_missing=frozenset({MEDICAL}))
        assert check_month([on(april(1), work=2)], facts, r942).findings == ()


@pytest.mark.parametrize(
    ("month", "hours", "most"),
    [
        (ServiceMonth(2019, 4), 40, 5 * 40),  # 1 to 30 April: four whole weeks and two days
        (ServiceMonth(2021, 2), 40, 4 * 40),  # exactly four weeks
        (ServiceMonth(2020, 3), 40, 24 + 5 * 40),  # its first day is a Sunday: 24 hours at most
        (ServiceMonth(2019, 4), 0, 0),
    ],
)
def test_the_most_that_a_month_can_have(month: ServiceMonth, hours: int, most: int) -> None:
    assert most_minutes_in(month, hours) == most * 60


class TestVisionBenefit:
    def test_the_first_ten_hours_of_each_week_are_not_paid(self, r942: Rules) -> None:
        entries = [on(april(n), work=4) for n in (1, 2, 3, 8)]
        check = check_month(entries, a_month(vision_benefit=True), r942)
        assert told(check) == [("vision_benefit", "2019-W14", 600), ("vision_benefit", "2019-W15", 240)]
        assert check.payable_days == ((april(3), 120),)
        assert check.unpaid_by_week == {"2019-W14": 600, "2019-W15": 240}

    def test_they_are_counted_once_over_months_and_assistants(self, r942: Rules) -> None:
        facts = a_month(vision_benefit=True, unpaid_elsewhere={"2019-W14": 540})
        check = check_month([on(april(1), work=4)], facts, r942)
        assert told(check) == [("vision_benefit", "2019-W14", 60)]
        assert check.payable_minutes == 180

    def test_thirty_hours_a_week_at_most(self, r942: Rules) -> None:
        granted = {WORK: 20, SOCIAL: 20, MEDICAL: 20}
        entries = [on(april(n), work=4, social_events=4, medical_institutions=2) for n in (1, 2, 3, 4, 5)]
        check = check_month(entries, a_month(granted=granted, vision_benefit=True), r942)
        assert (check.entered_minutes, check.payable_minutes) == (50 * 60, 30 * 60)
        elsewhere = a_month(granted=granted, vision_benefit=True, unpaid_elsewhere={"2019-W14": 600})
        more = replace(elsewhere, recipient_week_minutes={"2019-W14": 25 * 60})
        check = check_month([on(april(1), work=4, medical_institutions=3)], more, r942)
        assert told(check) == [("recipient_week", "2019-W14", 120)]
        assert check.payable_minutes == 5 * 60

    def test_the_thirty_hours_are_a_cap_of_their_own(self, r942: Rules) -> None:
        loose = changed(r942, recipient_hours_per_week=60, assistant_hours_per_week=60)
        granted = {WORK: 20, SOCIAL: 20, MEDICAL: 20}
        entries = [on(april(n), work=4, social_events=4, medical_institutions=2) for n in (1, 2, 3, 4, 5)]
        check = check_month(entries, a_month(granted=granted, vision_benefit=True), loose)
        assert told(check) == [("vision_benefit", "2019-W14", 600), ("benefit_week", "2019-W14", 600)]


class TestCovid:
    """MK 942 p. 11.1, applied from 12 March 2020."""

    APRIL_2020 = ServiceMonth(2020, 4)

    def leisure(self, first: date, *hours: float) -> list[DayEntry]:
        return [on(first + timedelta(days=n), leisure=of) for n, of in enumerate(hours)]

    def test_the_average_of_december_january_february(self) -> None:
        assert average_use((40 * 60, 50 * 60, 30 * 60), 3) == 40 * 60
        assert average_use((), 3) == 0
        assert average_use((60,), 3) == 20
        with pytest.raises(ValueError, match="3 months"):
            average_use((1, 2, 3, 4), 3)

    def test_leisure_takes_what_the_others_leave(self, r942: Rules) -> None:
        facts = a_month(self.APRIL_2020, use_before=(2400, 3000, 1800))
        entries = [on(date(2020, 4, 6), work=8), *self.leisure(date(2020, 4, 7), 8, 8, 8, 8)]
        check = check_month(entries, facts, r942)
        assert told(check) == [
            ("purpose_week", "2020-W15", 300)
        ]  # 35 granted, 8 used for work: 27 of 32 hours

    def test_at_most_the_average_in_the_month(self, r942: Rules) -> None:
        facts = a_month(self.APRIL_2020, use_before=(2400, 3000, 1800))
        entries = self.leisure(date(2020, 4, 6), 8, 8, 8) + self.leisure(date(2020, 4, 13), 8, 8, 8)
        check = check_month(entries, facts, r942)
        assert told(check) == [("leisure_average", "", 480)]
        assert check.payable_minutes == 40 * 60
        second = a_month(self.APRIL_2020, use_before=(2400, 3000, 1800), leisure_elsewhere=600)
        assert check_month(entries, second, r942).payable_minutes == 30 * 60

    def test_hours_granted_for_leisure_itself_are_never_lost(self, r942: Rules) -> None:
        facts = a_month(self.APRIL_2020, use_before=(60, 0, 0))
        entries = self.leisure(date(2020, 4, 6), 5, 5) + self.leisure(date(2020, 4, 13), 5, 5)
        assert check_month(entries, facts, r942).payable_minutes == 20 * 60

    def test_who_used_nothing_before_has_ten_hours_a_week(self, r942: Rules) -> None:
        facts = a_month(self.APRIL_2020, granted={WORK: 20, MEDICAL: 5})
        check = check_month(self.leisure(date(2020, 4, 6), 8, 8), facts, r942)
        assert told(check) == [("purpose_week", "2020-W15", 360)]

    def test_but_never_more_than_is_left_of_the_grant(self, r942: Rules) -> None:
        facts = a_month(self.APRIL_2020, granted={MEDICAL: 5})
        assert check_month(self.leisure(date(2020, 4, 6), 8), facts, r942).payable_minutes == 300

    def test_nothing_granted_gives_no_leisure(self, r942: Rules) -> None:
        facts = a_month(self.APRIL_2020, granted={})
        assert check_month(self.leisure(date(2020, 4, 6), 1), facts, r942).payable_minutes == 0

    def test_before_the_week_of_12_march_hours_stay_bound(self, r942: Rules) -> None:
        """The week of 9 March counts as of its Sunday, as every cap of a week does."""
        facts = a_month(ServiceMonth(2020, 3), granted={WORK: 20}, use_before=(2400, 3000, 1800))
        check = check_month([on(date(2020, 3, 8), leisure=1), on(date(2020, 3, 9), leisure=1)], facts, r942)
        assert told(check) == [("purpose_not_granted", "2020-03-08", 60)]


DAYS = st.dates(date(2020, 3, 1), date(2020, 3, 31))
PARTS = st.dictionaries(st.sampled_from(WeeklyPurpose), st.integers(1, 500), min_size=1, max_size=4)
ENTRIES = st.dictionaries(DAYS, PARTS, max_size=25).map(
    lambda found: [
        DayEntry(day, sum(parts.values()), purposes=tuple(parts.items())) for day, parts in found.items()
    ]
)
WEEKLY = st.builds(
    WeeklyFacts,
    granted=st.dictionaries(st.sampled_from(WeeklyPurpose), st.integers(0, 25)),
    used_elsewhere=st.fixed_dictionaries(
        {"2020-W11": st.dictionaries(st.sampled_from(WeeklyPurpose), st.integers(0, 900))}
    ),
    vision_benefit=st.booleans(),
    unpaid_elsewhere=st.fixed_dictionaries({"2020-W12": st.integers(0, 600)}),
    evidence_missing=st.frozensets(st.sampled_from(WeeklyPurpose), max_size=2),
    use_before=st.tuples(st.integers(0, 9000), st.integers(0, 9000), st.integers(0, 9000)),
    leisure_elsewhere=st.integers(0, 600),
)


@given(entries=ENTRIES, weekly=WEEKLY, seed=st.randoms())
def test_what_always_holds(
    r942: Rules, entries: Sequence[DayEntry], weekly: WeeklyFacts, seed: random.Random
) -> None:
    facts = replace(a_month(ServiceMonth(2020, 3)), weekly=weekly)
    check = check_month(entries, facts, r942)
    entered = {(entry.day, purpose): minutes for entry in entries for purpose, minutes in entry.purposes}
    weeks: dict[str, int] = {}
    by_purpose: dict[tuple[str, WeeklyPurpose], int] = {}
    for day, purpose, minutes in check.payable_purposes:
        assert 0 < minutes <= entered[day, purpose]
        assert purpose not in weekly.evidence_missing
        week = iso_week(day)
        weeks[week] = weeks.get(week, 0) + minutes
        by_purpose[week, purpose] = by_purpose.get((week, purpose), 0) + minutes
    for (week, purpose), minutes in by_purpose.items():
        if purpose is not LEISURE:
            assert (
                minutes + weekly.used_elsewhere.get(week, {}).get(purpose, 0) <= 60 * weekly.granted[purpose]
            )
        if purpose is WORK:
            assert minutes <= 20 * 60
    assert all(total <= (30 if weekly.vision_benefit else 40) * 60 for total in weeks.values())
    assert sum(weeks.values()) == check.payable_minutes
    assert check.entered_minutes - check.payable_minutes == sum(found.minutes for found in check.findings)
    shuffled = list(entries)
    seed.shuffle(shuffled)
    assert check_month(shuffled, facts, r942) == check
