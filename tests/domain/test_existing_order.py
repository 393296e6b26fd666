"""Evidence on demand, changes of assistant, grounds, entries by purpose, and terms of the existing order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.domain import deadlines
from engine.domain.assistant_changes import ChangeOutcome, change_of_assistant
from engine.domain.evidence import Evidence, demand_evidence, missing_evidence
from engine.domain.month_entries import DayEntry
from engine.domain.purpose_entries import (
    minutes_by_purpose,
    purpose_entries_from_values,
    purposes_as_values,
)
from engine.domain.rules import Rules
from engine.domain.service_grounds import REFUSAL_GROUNDS, SERVICE_ENDS, RefusalGround, ServiceEnd
from engine.domain.service_month import ServiceMonth
from engine.domain.signing import content_hash
from engine.domain.weekly_purposes import WeeklyPurpose
from engine.domain.working_days import Holidays
from engine.errors import EngineError, InvalidAnswers
from engine.messages_catalogue import say
from tests.domain.changed_rules import changed

APRIL = ServiceMonth(2019, 4)
WORK, MEDICAL, LEISURE = WeeklyPurpose.WORK, WeeklyPurpose.MEDICAL_INSTITUTIONS, WeeklyPurpose.LEISURE


class TestEvidence:
    def test_only_what_was_demanded_and_has_not_come_is_missing(self, r942: Rules) -> None:
        demands = [demand_evidence(APRIL, purpose, r942, date(2019, 5, 6)) for purpose in (WORK, MEDICAL)]
        received = [
            Evidence(APRIL, MEDICAL, date(2019, 5, 5)),
            Evidence(APRIL, WORK, date(2019, 5, 6)),
            Evidence(ServiceMonth(2019, 3), MEDICAL, date(2019, 5, 7)),
        ]
        assert missing_evidence(APRIL, demands, received) == {MEDICAL}
        received.append(Evidence(APRIL, MEDICAL, date(2019, 5, 7)))
        assert missing_evidence(APRIL, demands, received) == set()
        assert missing_evidence(APRIL, [], []) == set()
        assert missing_evidence(ServiceMonth(2019, 5), demands, []) == set()

    def test_the_newer_orders_know_none(self, r316: Rules, proposed: Rules) -> None:
        for rules in (r316, proposed):
            with pytest.raises(EngineError, match="only the signatures"):
                demand_evidence(ServiceMonth(2023, 5), WORK, rules, date(2023, 6, 5))


class TestChangeOfAssistant:
    def test_at_most_twice_a_year(self, r942: Rules) -> None:
        outcomes = [change_of_assistant(before, date(2019, 6, 1), r942).outcome for before in range(3)]
        assert outcomes == [ChangeOutcome.ALLOWED, ChangeOutcome.ALLOWED, ChangeOutcome.REFUSED]
        refused = change_of_assistant(2, date(2019, 6, 1), r942)
        assert refused.message is not None
        assert say(refused.message, "en") == (
            "The assistant may be changed at most 2 times a year; in 2019 it was done already."
        )

    def test_the_newer_orders_only_warn(self, r316: Rules) -> None:
        third = change_of_assistant(2, date(2023, 6, 1), r316)
        assert (third.outcome, third.number, third.most.whole) == (ChangeOutcome.WARNED, 3, 2)


def test_every_ground_has_a_sentence_and_a_source() -> None:
    assert set(REFUSAL_GROUNDS) == set(RefusalGround)
    assert set(SERVICE_ENDS) == set(ServiceEnd)
    for ground in [*REFUSAL_GROUNDS.values(), *SERVICE_ENDS.values()]:
        assert ground.source.startswith("LM „")
        assert say(ground.text, "lv") != say(ground.text, "en")


def test_what_concerns_a_part_may_be_refused_in_part() -> None:
    assert [name.value for name, ground in REFUSAL_GROUNDS.items() if ground.may_be_partial] == [
        "activities_not_covered",
        "outside_latvia",
        "farther_school",
    ]


VALUES = {"2019-04-02": {"leisure": 60, "work": 120}, "2019-04-01": {"work": 30}}


class TestEntries:
    def test_a_form_s_values_and_back(self) -> None:
        entries = purpose_entries_from_values({**VALUES, "2019-04-03": {"work": 0}})
        assert entries == (
            DayEntry(date(2019, 4, 1), 30, purposes=((WORK, 30),)),
            DayEntry(date(2019, 4, 2), 180, purposes=((WORK, 120), (LEISURE, 60))),
        )
        assert purposes_as_values(entries) == {
            "2019-04-01": {"work": 30},
            "2019-04-02": {"work": 120, "leisure": 60},
        }
        assert minutes_by_purpose(entries) == {WORK: 150, LEISURE: 60}

    def test_times_belong_to_the_day(self) -> None:
        times = {"2019-04-02": {"from": "09:00", "to": "12:00"}}
        [_, second] = purpose_entries_from_values(VALUES, times)
        assert [span.minutes for span in second.spans] == [180]

    @pytest.mark.parametrize(
        "day", [{"work": -1}, {"work": 1.5}, {"work": "60"}, {"work": True}, {"sport": 60}, 60, None]
    )
    def test_what_cannot_be_read(self, day: Any) -> None:
        with pytest.raises(InvalidAnswers) as refused:
            purpose_entries_from_values({"2019-04-01": day})
        assert list(refused.value.fields) == ["2019-04-01"]

    def test_a_day_that_is_no_day(self) -> None:
        with pytest.raises(InvalidAnswers):
            purpose_entries_from_values({"monday": {"work": 60}})

    def test_purposes_are_part_of_what_is_signed(self) -> None:
        day, plain = date(2019, 4, 1), DayEntry(date(2019, 4, 1), 60)
        work = DayEntry(day, 60, purposes=((WORK, 60),))
        leisure = DayEntry(day, 60, purposes=((LEISURE, 60),))
        hashes = {content_hash([entry], 1, APRIL, "release") for entry in (plain, work, leisure)}
        assert len(hashes) == 3

    def test_parts_must_make_up_the_day(self) -> None:
        for parts in (((WORK, 30),), ((WORK, 30), (WORK, 30))):
            with pytest.raises(ValueError, match="2019-04-01"):
                DayEntry(date(2019, 4, 1), 60, purposes=parts)


class TestTerms:
    def test_the_term_runs_from_the_last_document(self, r942: Rules, r316: Rules) -> None:
        applied, completed = date(2019, 4, 1), date(2019, 4, 20)
        assert deadlines.decision_term_start(applied, completed, r942) == completed
        assert deadlines.decision_term_start(applied, None, r942) == applied
        assert deadlines.decision_term_start(completed, applied, r942) == completed
        newer = date(2023, 4, 1), date(2023, 4, 20)
        assert deadlines.decision_term_start(*newer, r316) == newer[0]

    def test_an_extension_is_off_until_the_law_was_read(self, r942: Rules) -> None:
        with pytest.raises(EngineError, match="may not be extended"):
            deadlines.extended_decision_due(date(2019, 4, 1), r942)
        allowed = changed(r942, decision_extension="yes")
        assert deadlines.extended_decision_due(date(2019, 10, 31), allowed) == date(2020, 2, 29)

    def test_a_decision_that_does_not_say_where_to_contest(self, r942: Rules, holidays: Holidays) -> None:
        assert deadlines.contest_by_without_notice(date(2019, 4, 1), r942, holidays) == date(2020, 4, 1)
        assert deadlines.contest_by_without_notice(date(2018, 4, 6), r942, holidays) == date(2019, 4, 8)
