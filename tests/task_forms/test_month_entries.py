"""Hours of a month: minutes per day, from–to only where two contracts meet."""

from __future__ import annotations

import pytest

from engine.task_forms import prefill
from tests.task_forms.builders import answers, form_of, part, refusal

FORM = form_of(part("month_entries", "entries"), process="monthly_confirmation")
OCTOBER = {"period": "2026-10"}
MEETING = {"period": "2026-10", "days_with_times": ["2026-10-05"]}


def minutes(entries: object) -> object:
    return answers(FORM, {"entries": entries}, context=OCTOBER).values["entries"]


def refused(entries: object, context: dict[str, object] | None = None) -> dict[str, str]:
    return refusal(FORM, {"entries": entries}, context=context or dict(OCTOBER))


def test_hours_and_minutes_become_minutes() -> None:
    written = {"2026-10-06": {"hours": "2", "minutes": "15"}, "2026-10-05": {"hours": "", "minutes": "45"}}
    assert minutes(written) == {"2026-10-05": 45, "2026-10-06": 135}


def test_days_without_time_are_left_out() -> None:
    assert minutes({"2026-10-05": {"hours": "0", "minutes": "0"}, "2026-10-06": {}, "2026-10-07": 0}) == {}
    assert minutes(None) == {}
    assert minutes({}) == {}


def test_typed_minutes_pass_through() -> None:
    assert minutes({"2026-10-31": 1440}) == {"2026-10-31": 1440}


@pytest.mark.parametrize(
    ("day", "entry", "sentence"),
    [
        ("2026-11-01", {"hours": "1"}, "This day is not in the month that is being confirmed."),
        ("2026-10-32", {"hours": "1"}, "There is no such day."),
        ("2026-W41-1", {"hours": "1"}, "There is no such day."),
        ("10", {"hours": "1"}, "There is no such day."),
        ("2026-10-05", {"hours": "25"}, "A day has 24 hours."),
        ("2026-10-05", {"hours": "24", "minutes": "1"}, "A day has 24 hours."),
        (
            "2026-10-05",
            {"hours": "1", "minutes": "60"},
            "Minutes go from 0 to 59; a full hour belongs to the hours.",
        ),
        ("2026-10-05", {"hours": "1,5"}, "Enter hours and minutes as whole numbers."),
        ("2026-10-05", {"hours": "-1"}, "Enter hours and minutes as whole numbers."),
        ("2026-10-05", -5, "Enter hours and minutes as whole numbers."),
        ("2026-10-05", {"hours": True}, "Enter hours and minutes as whole numbers."),
        ("2026-10-05", "3", "Enter hours and minutes as whole numbers."),
        ("2026-10-05", 1441, "Enter hours and minutes as whole numbers."),
    ],
)
def test_a_day_that_is_wrong_is_named(day: str, entry: object, sentence: str) -> None:
    assert refused({day: entry}) == {f"entries[{day}]": sentence}


def test_every_wrong_day_has_its_own_sentence() -> None:
    assert set(refused({"2026-10-05": "x", "2026-10-06": {"hours": "1"}, "2026-10-07": "y"})) == {
        "entries[2026-10-05]",
        "entries[2026-10-07]",
    }


def test_not_a_month_at_all() -> None:
    assert refused("all month") == {"entries": "Enter hours and minutes for each day."}
    assert refused({f"2026-10-{day}": 1 for day in range(10, 99)}) == {
        "entries": "A month has at most 31 days."
    }


def test_without_a_period_all_days_are_of_one_month() -> None:
    spread = {"2026-10-05": 60, "2026-11-05": 60}
    assert refusal(FORM, {"entries": spread}) == {
        "entries[2026-11-05]": "This day is not in the month that is being confirmed."
    }


def test_times_are_kept_where_two_contracts_meet_and_nowhere_else() -> None:
    entry = {"hours": "2", "minutes": "30", "from": "9:30", "to": "12:00"}
    found = answers(FORM, {"entries": {"2026-10-05": entry, "2026-10-06": entry}}, context=MEETING)
    assert found.values["entries"] == {"2026-10-05": 150, "2026-10-06": 150}
    assert found.values["entries_times"] == {"2026-10-05": {"from": "09:30", "to": "12:00"}}


def test_times_alone_give_the_minutes() -> None:
    found = answers(FORM, {"entries": {"2026-10-05": {"from": "22.00", "to": "24:00"}}}, context=MEETING)
    assert found.values["entries"] == {"2026-10-05": 120}


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (
            {"hours": "1"},
            "On this day please also give the time from and to: another assistant or contract meets it.",
        ),
        (
            {"from": "10:00"},
            "On this day please also give the time from and to: another assistant or contract meets it.",
        ),
        ({"from": "10:00", "to": "10:00"}, "The time “to” must be later than the time “from”."),
        ({"from": "25:00", "to": "26:00"}, "Write the time like 09:30."),
        (
            {"hours": "3", "from": "10:00", "to": "12:00"},
            "From 10:00 to 12:00 is 2\u00a0h, but 3\u00a0h are entered.",
        ),
    ],
)
def test_times_that_do_not_fit(entry: dict[str, str], sentence: str) -> None:
    assert refused({"2026-10-05": entry}, dict(MEETING)) == {"entries[2026-10-05]": sentence}


def test_earlier_times_are_replaced_when_none_are_needed_any_more() -> None:
    context = {**OCTOBER, "entries_times": {"2026-10-05": {"from": "09:00", "to": "10:00"}}}
    assert answers(FORM, {"entries": {"2026-10-05": 60}}, context=context).values["entries_times"] == {}
    assert "entries_times" not in answers(FORM, {"entries": {"2026-10-05": 60}}, context=OCTOBER).values


def test_a_month_starts_empty_or_from_itself() -> None:
    assert prefill(FORM, {"granted_minutes": 4800, "last_month": {"2026-09-01": 60}}) == {}
    own = {"entries": {"2026-10-05": 60}, "entries_times": {"2026-10-05": {"from": "09:00", "to": "10:00"}}}
    assert prefill(FORM, own) == own
