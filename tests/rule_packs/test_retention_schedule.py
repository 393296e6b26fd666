"""How long what is kept: the shipped schedule, and what is wrong with others, by line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine.domain.retention import EVENTS, Record, free_from, latest_event
from engine.drafting.drafts.draft_paths import FileKind, kind_of
from engine.gate import check_one
from engine.messages_catalogue import say
from engine.rule_packs import read_retention_schedule
from engine.rule_packs.retention_reader import RETENTION_SCHEDULE
from engine.settings import ROOT

SHIPPED = (ROOT / RETENTION_SCHEDULE).read_text("utf-8")


def test_the_shipped_schedule_names_every_record_with_its_source() -> None:
    schedule = read_retention_schedule(SHIPPED, RETENTION_SCHEDULE)
    assert set(schedule) == set(Record)
    assert all(one.source for one in schedule.values())
    assert schedule[Record.CONTRACT_REGISTER].years == 90
    assert (schedule[Record.MONEY_PAPERS].years, schedule[Record.MONEY_PAPERS].is_binding) == (10, True)
    assert schedule[Record.WHEREABOUTS].years == 3
    assert [one for one, term in schedule.items() if term.goes_by_itself] == [Record.READ_LOG]
    assert check_one(RETENTION_SCHEDULE, SHIPPED.encode()) == []
    assert kind_of(RETENTION_SCHEDULE) is FileKind.RETENTION  # it can be changed in a draft
    assert kind_of("processes/retention/other.yaml") is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("years: 90", "years: ninety", "must be whole years"),
        ("years: 90", "years: 900", "must be whole years"),
        ("binding: no", "binding: perhaps", "must be one of: yes, no"),
        ("from: assistant_born", "from: case_closed", "must be one of: assistant_born"),
        ("    ends: asked", "    ends: by_itself", "must be one of: asked"),
        ("record: uploads", "record: letters", "stands here twice"),
        ("record: uploads", "record: downloads", "must be one of"),
        ("    status: unconfirmed\n", "", "“status” is missing"),
        ("source: 'Kā lieta (U19, RE2)'", "sauce: x", "not known here"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, told: str) -> None:
    spoilt = SHIPPED.replace(old, new, 1)
    assert spoilt != SHIPPED
    found = [say(one.message, "en") for one in check_one(RETENTION_SCHEDULE, spoilt.encode())]
    assert any(told in sentence for sentence in found), found
    assert all(sentence.startswith("Line ") for sentence in found if "No term is given" not in sentence)


def test_papers_of_money_bind_for_they_name_many() -> None:
    begun, end = SHIPPED.split("  - record: money_papers", 1)
    spoilt = begun + "  - record: money_papers" + end.replace("binding: yes", "binding: no", 1)
    (found,) = check_one(RETENTION_SCHEDULE, spoilt.encode())
    assert "must be one of: yes" in say(found.message, "en")


def test_every_record_must_be_there() -> None:
    begun, _, end = SHIPPED.partition("  - record: read_log")
    spoilt = begun + "  - record: person" + end.partition("  - record: person")[2]
    (found,) = check_one(RETENTION_SCHEDULE, spoilt.encode())
    assert "No term is given for “read_log”" in say(found.message, "en")
    assert set(EVENTS) == set(Record)


def test_it_may_go_on_the_day_after_its_years_are_full() -> None:
    assert free_from(date(2026, 12, 31), 10) == date(2037, 1, 1)
    assert free_from(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert free_from(date(2024, 2, 29), 4) == date(2028, 3, 1)
    day = date(2019, 12, 1)
    while day < date(2025, 3, 1):
        for years in (0, 1, 3, 10):
            latest = latest_event(day, years)
            assert free_from(latest, years) <= day < free_from(latest + timedelta(days=1), years)
        day += timedelta(days=1)
