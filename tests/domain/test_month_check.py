"""Which minutes of a month may be paid, rule by rule and together."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.month_check import MonthCheck, check_month
from engine.domain.month_entries import DayEntry, Span
from engine.domain.month_facts import MonthFacts, OtherDay, Shares, Suspension, iso_week
from engine.domain.month_findings import FindingCode
from engine.domain.rules import NumberUnset, RulePack, Rules
from engine.domain.service_month import ServiceMonth
from tests.domain.changed_rules import changed

HERE = Path(__file__).parent
OCTOBER = ServiceMonth(2026, 10)


def october(n: int) -> date:
    return date(2026, 10, n)


def a_month(**changes: Any) -> MonthFacts:
    facts = MonthFacts(
        month=OCTOBER,
        today=date(2026, 10, 31),
        contract_first_day=date(2026, 1, 1),
        contract_last_day=None,
        granted_minutes=80 * 60,
    )
    return replace(facts, **changes)


def days(*entries: tuple[int, float]) -> list[DayEntry]:
    """Entries from (day of October, hours)."""
    return [DayEntry(october(n), round(hours * 60)) for n, hours in entries]


def at(n: int, start: str, end: str) -> DayEntry:
    span = Span.parse(start, end)
    return DayEntry(october(n), span.minutes, (span,))


def another(n: int, shares: Shares, *spans: tuple[str, str], minutes: int = 0) -> OtherDay:
    found = tuple(Span.parse(*span) for span in spans)
    return OtherDay(october(n), minutes or sum(span.minutes for span in found), shares, found)


def told(check: MonthCheck) -> list[tuple[str, str, int]]:
    """Findings as (code, day of month or week, minutes)."""
    return [
        (found.code.value, str(found.day.day) if found.day else found.week or "", found.minutes)
        for found in check.findings
    ]


def payable(check: MonthCheck) -> dict[int, int]:
    return {day.day: minutes for day, minutes in check.payable_days}


def test_a_month_without_fault(proposed: Rules) -> None:
    check = check_month(days((5, 2), (6, 3.5), (31, 8)), a_month(), proposed)
    assert (check.findings, check.entered_minutes, check.payable_minutes) == ((), 810, 810)
    assert payable(check) == {5: 120, 6: 210, 31: 480}


def test_a_month_without_entries(proposed: Rules) -> None:
    assert check_month([], a_month(), proposed) == MonthCheck(0, (), ())


@pytest.mark.parametrize(
    ("entry", "facts", "code"),
    [
        (DayEntry(date(2026, 11, 1), 60), a_month(), "outside_month"),
        (DayEntry(date(2025, 10, 5), 60), a_month(), "outside_month"),
        (DayEntry(october(21), 60), a_month(today=october(20)), "future_day"),
        (DayEntry(october(4), 60), a_month(contract_first_day=october(5)), "before_contract"),
        (DayEntry(october(6), 60), a_month(contract_last_day=october(5)), "after_contract"),
        (DayEntry(october(6), 1441), a_month(), "day_too_long"),
        (DayEntry(october(5), 60), a_month(assistant_birth_date=date(2011, 10, 6)), "assistant_too_young"),
        (
            DayEntry(date(2018, 12, 31), 60),
            a_month(month=ServiceMonth(2018, 12), contract_first_day=date(2018, 1, 1)),
            "order_ended",
        ),
    ],
)
def test_days_that_cannot_count(entry: DayEntry, facts: MonthFacts, code: str, proposed: Rules) -> None:
    check = check_month([entry], facts, proposed)
    assert [(found.code.value, found.minutes, found.day) for found in check.findings] == [
        (code, entry.minutes, entry.day)
    ]
    assert check.payable_days == ()


def test_the_first_and_the_last_day_of_the_contract_count(proposed: Rules) -> None:
    facts = a_month(contract_first_day=october(5), contract_last_day=october(6))
    assert check_month(days((5, 1), (6, 1)), facts, proposed).findings == ()


class TestSuspension:
    def test_both_ends_of_a_hospital_stay_are_rejected(self, proposed: Rules) -> None:
        facts = a_month(suspensions=(Suspension(october(10), october(14), "in_patient"),))
        check = check_month(days((9, 1), (10, 2), (14, 3), (15, 4)), facts, proposed)
        assert told(check) == [("suspended", "10", 120), ("suspended", "14", 180)]
        assert payable(check) == {9: 60, 15: 240}

    @pytest.mark.parametrize("reason", ["day_hospital", "outpatient"])
    def test_out_patient_care_goes_on(self, reason: str, proposed: Rules) -> None:
        facts = a_month(suspensions=(Suspension(october(10), october(14), reason),))
        assert check_month(days((10, 2)), facts, proposed).findings == ()

    def test_a_stay_without_an_end(self, proposed: Rules) -> None:
        facts = a_month(suspensions=(Suspension(october(10), None, "prison"),))
        assert payable(check_month(days((9, 1), (31, 1)), facts, proposed)) == {9: 60}


class TestWeeks:
    def test_the_latest_entries_of_the_week_are_rejected_first(self, proposed: Rules) -> None:
        entries = days((5, 12), (6, 12), (7, 12), (8, 12), (12, 1))
        check = check_month(entries, a_month(), proposed)
        assert told(check) == [("assistant_week", "2026-W41", 480)]
        assert payable(check) == {5: 720, 6: 720, 7: 720, 8: 240, 12: 60}

    def test_other_contracts_and_months_of_the_week_count_too(self, proposed: Rules) -> None:
        facts = a_month(assistant_week_minutes={"2026-W40": 39 * 60, "2026-W41": 41 * 60})
        check = check_month(days((1, 2), (5, 1)), facts, proposed)  # Thursday 1 October is in week 40
        assert told(check) == [("assistant_week", "2026-W40", 60), ("assistant_week", "2026-W41", 60)]
        assert payable(check) == {1: 60}

    def test_two_months_of_25_hours_in_one_week(self, proposed: Rules) -> None:
        """The week of 28 September to 4 October belongs to two months: 25 + 25 hours give 40."""
        september = check_month(
            [DayEntry(date(2026, 9, 28), 25 * 30), DayEntry(date(2026, 9, 29), 25 * 30)],
            a_month(month=ServiceMonth(2026, 9)),
            proposed,
        )
        counted = {"2026-W40": september.payable_minutes}
        check = check_month(days((1, 12.5), (2, 12.5)), a_month(assistant_week_minutes=counted), proposed)
        assert september.payable_minutes + check.payable_minutes == 40 * 60
        assert payable(check) == {1: 750, 2: 150}

    def test_a_minor_has_35_hours(self, proposed: Rules) -> None:
        facts = a_month(assistant_birth_date=date(2009, 10, 7))
        check = check_month(days((5, 20), (8, 20), (12, 20), (15, 20)), facts, proposed)
        assert told(check) == [("assistant_week", "2026-W41", 300), ("assistant_week", "2026-W42", 300)]

    def test_coming_of_age_in_the_week_counts_from_the_next_week(self, proposed: Rules) -> None:
        facts = a_month(assistant_birth_date=date(2008, 10, 7))  # 18 on the Wednesday between the two days
        check = check_month(days((5, 20), (8, 20), (12, 20), (15, 20)), facts, proposed)
        assert told(check) == [("assistant_week", "2026-W41", 300)]

    def test_the_recipient_has_a_cap_only_where_the_pack_sets_one(self, proposed: Rules) -> None:
        facts = a_month(recipient_week_minutes={"2026-W41": 39 * 60})
        assert check_month(days((5, 2)), facts, proposed).findings == ()
        capped = changed(proposed, recipient_hours_per_week=40)
        assert told(check_month(days((5, 2)), facts, capped)) == [("recipient_week", "2026-W41", 60)]

    def test_a_cap_that_is_not_known_stops_the_check(self, proposed: Rules) -> None:
        for key in ("assistant_hours_per_week", "recipient_hours_per_week"):
            lacking = {name: dated for name, dated in proposed.pack.numbers.items() if name != key}
            with pytest.raises(NumberUnset, match=key):
                check_month(days((5, 1)), a_month(), Rules(RulePack("proposed_2019", lacking, "changed")))

    @pytest.mark.parametrize(
        ("day", "week"),
        [
            ("2026-10-04", "2026-W40"),
            ("2026-10-05", "2026-W41"),
            ("2027-01-01", "2026-W53"),
            ("2024-12-30", "2025-W01"),
        ],
    )
    def test_weeks_run_from_monday_to_sunday(self, day: str, week: str) -> None:
        assert iso_week(date.fromisoformat(day)) == week


class TestGrant:
    def test_the_latest_hours_above_the_grant_are_rejected(self, proposed: Rules) -> None:
        facts = a_month(granted_minutes=300)
        check = check_month(days((5, 3), (6, 3), (7, 1)), facts, proposed)
        assert told(check) == [("grant_exceeded", "", 120)]
        assert payable(check) == {5: 180, 6: 120}

    def test_a_second_assistant_shares_the_grant(self, proposed: Rules) -> None:
        facts = a_month(granted_minutes=300, granted_minutes_used=240)
        assert check_month(days((5, 3)), facts, proposed).payable_minutes == 60
        used_up = a_month(granted_minutes=300, granted_minutes_used=360)
        assert check_month(days((5, 3)), used_up, proposed).payable_minutes == 0

    def test_hours_that_another_rule_rejected_do_not_use_the_grant(self, proposed: Rules) -> None:
        facts = a_month(granted_minutes=180, suspensions=(Suspension(october(5), october(5), "in_patient"),))
        check = check_month(days((5, 3), (6, 3)), facts, proposed)
        assert told(check) == [("suspended", "5", 180)]
        assert payable(check) == {6: 180}


class TestMeetings:
    def test_two_recipients_at_once_are_paid_once(self, proposed: Rules) -> None:
        facts = a_month(others=(another(5, Shares.ASSISTANT, ("10:00", "12:00")),))
        check = check_month([at(5, "09:00", "11:00"), at(6, "09:00", "11:00")], facts, proposed)
        assert told(check) == [("two_recipients", "5", 60)]
        assert payable(check) == {5: 60, 6: 120}

    def test_two_assistants_at_once_are_never_paid(self, proposed: Rules) -> None:
        facts = a_month(others=(another(5, Shares.RECIPIENT, ("08:00", "12:00")),))
        check = check_month([at(5, "09:00", "11:00")], facts, proposed)
        assert told(check) == [("two_assistants", "5", 120)]
        assert payable(check) == {}

    def test_a_minute_is_rejected_once_under_the_first_rule(self, proposed: Rules) -> None:
        facts = a_month(
            others=(
                another(5, Shares.RECIPIENT, ("10:00", "12:00")),
                another(5, Shares.ASSISTANT, ("09:00", "10:30")),
            )
        )
        check = check_month([at(5, "09:00", "13:00")], facts, proposed)
        assert told(check) == [("two_recipients", "5", 90), ("two_assistants", "5", 90)]
        assert payable(check) == {5: 60}

    def test_times_that_only_touch_do_not_meet(self, proposed: Rules) -> None:
        facts = a_month(others=(another(5, Shares.ASSISTANT, ("11:00", "12:00")),))
        assert check_month([at(5, "09:00", "11:00")], facts, proposed).findings == ()

    def test_without_times_as_much_as_may_meet_is_rejected(self, proposed: Rules) -> None:
        facts = a_month(others=(another(5, Shares.ASSISTANT, minutes=45),))
        for entry in (at(5, "09:00", "11:00"), *days((5, 2))):
            check = check_month([entry], facts, proposed)
            assert told(check) == [("times_missing", "5", 45)]
            assert payable(check) == {5: 75}

    def test_minutes_that_differ_from_the_times(self, proposed: Rules) -> None:
        more = DayEntry(october(5), 150, (Span.parse("09:00", "11:00"),))
        assert told(check_month([more], a_month(), proposed)) == [("times_differ", "5", 30)]
        fewer = DayEntry(october(5), 90, (Span.parse("09:00", "11:00"),))
        check = check_month([fewer], a_month(), proposed)
        assert told(check) == [("times_differ", "5", 0)]
        assert payable(check) == {5: 90}

    def test_one_person_has_24_hours_a_day(self, proposed: Rules) -> None:
        facts = a_month(others=(another(5, Shares.ASSISTANT, ("00:00", "20:00")),))
        entry = DayEntry(october(5), 300, (Span.parse("19:00", "24:00"),))
        check = check_month([entry], facts, proposed)
        assert told(check) == [("day_too_long", "5", 60), ("two_recipients", "5", 0)]
        assert payable(check) == {5: 240}


def test_a_day_entered_twice_is_a_mistake_of_the_program(proposed: Rules) -> None:
    with pytest.raises(ValueError, match="twice"):
        check_month(days((5, 1), (5, 1)), a_month(), proposed)


def test_findings_travel_as_values(proposed: Rules) -> None:
    check = check_month(days((5, 3)), a_month(granted_minutes=120), proposed)
    assert [found.as_values() for found in check.findings] == [
        {
            "code": "grant_exceeded",
            "minutes": 60,
            "day": None,
            "week": None,
            "text": "{minutes:duration} are more than were left of the hours granted for the month "
            "({room:duration}).",
            "values": {"minutes": 180, "room": 120},
        }
    ]


SPANS = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda pair: pair[0] < pair[1])
ENTRIES = st.dictionaries(
    st.dates(date(2026, 9, 28), date(2026, 11, 2)),
    st.tuples(st.integers(0, 1500), st.none() | SPANS),
    max_size=35,
)
OTHERS = st.lists(
    st.builds(
        lambda day, shares, span, timed: OtherDay(
            day, span[1] - span[0], shares, (Span(*span),) if timed else ()
        ),
        st.dates(date(2026, 10, 1), date(2026, 10, 31)),
        st.sampled_from(Shares),
        SPANS,
        st.booleans(),
    ),
    max_size=6,
)
FACTS = st.builds(
    lambda granted, used, others, week, stay: a_month(
        granted_minutes=granted,
        granted_minutes_used=used,
        others=tuple(others),
        assistant_week_minutes={"2026-W40": week},
        suspensions=(Suspension(stay, stay + timedelta(days=3), "in_patient"),),
        contract_first_day=date(2026, 10, 2),
        today=date(2026, 10, 29),
    ),
    st.integers(0, 12_000),
    st.integers(0, 3_000),
    OTHERS,
    st.integers(0, 3_000),
    st.dates(date(2026, 10, 1), date(2026, 10, 31)),
)


def made(entries: dict[date, tuple[int, tuple[int, int] | None]]) -> list[DayEntry]:
    return [
        DayEntry(day, minutes, (Span(*span),) if span else ()) for day, (minutes, span) in entries.items()
    ]


@given(entries=ENTRIES.map(made), facts=FACTS, seed=st.randoms())
def test_what_always_holds(
    proposed: Rules, entries: Sequence[DayEntry], facts: MonthFacts, seed: random.Random
) -> None:
    check = check_month(entries, facts, proposed)
    entered = {entry.day: entry.minutes for entry in entries}
    weeks: dict[str, int] = dict(facts.assistant_week_minutes)
    for day, minutes in check.payable_days:
        assert 0 < minutes <= entered[day]
        assert facts.month.contains(day)
        assert day <= facts.today
        assert not facts.suspensions[0].stops(day)
        weeks[iso_week(day)] = weeks.get(iso_week(day), 0) + minutes
    elsewhere = facts.assistant_week_minutes
    assert all(total <= max(40 * 60, elsewhere.get(week, 0)) for week, total in weeks.items())
    assert facts.granted_minutes is not None
    assert check.payable_minutes <= max(0, facts.granted_minutes - facts.granted_minutes_used)
    assert check.entered_minutes == sum(entered.values())
    assert check.entered_minutes - check.payable_minutes == sum(found.minutes for found in check.findings)
    shuffled = list(entries)
    seed.shuffle(shuffled)
    assert check_month(shuffled, facts, proposed) == check


@given(entries=ENTRIES.map(made), facts=FACTS)
def test_what_was_paid_passes_the_check_again(
    proposed: Rules, entries: Sequence[DayEntry], facts: MonthFacts
) -> None:
    """Entering exactly what was payable, without times, leaves no cap exceeded."""
    alone = replace(facts, others=())
    check = check_month(entries, alone, proposed)
    again = check_month([DayEntry(day, minutes) for day, minutes in check.payable_days], alone, proposed)
    assert (again.payable_days, again.findings) == (check.payable_days, ())


def test_every_code_is_tested() -> None:
    """Each finding code stands in these files outside the enum, so that none is left without a case."""
    source = "".join((HERE / name).read_text("utf-8") for name in ("test_month_check.py", "test_purposes.py"))
    assert [code.value for code in FindingCode if f'"{code.value}"' not in source] == []
