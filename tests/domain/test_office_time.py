"""Working time between two instants, and the median of many."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pytest

from engine import quantities
from engine.clock import RIGA
from engine.domain.office_time import median, rounded, working_minutes
from engine.domain.working_days import Holidays
from engine.errors import EngineError

YEAR = Holidays(2026, 2026, frozenset({date(2026, 4, 3), date(2026, 4, 6)}))  # Good Friday, Easter Monday


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=RIGA)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (at("2026-03-02", "09:00"), at("2026-03-02", "11:15"), 135),
        (at("2026-03-02", "16:00"), at("2026-03-03", "10:00"), 120),
        (at("2026-03-06", "16:00"), at("2026-03-09", "10:00"), 120),  # over a weekend
        (at("2026-03-02", "07:00"), at("2026-03-02", "22:00"), 480),
        (at("2026-03-07", "10:00"), at("2026-03-08", "12:00"), 0),  # a weekend
        (at("2026-04-02", "09:00"), at("2026-04-07", "09:00"), 480),  # Easter
        (at("2026-03-27", "09:00"), at("2026-03-30", "09:30"), 510),  # the clock is put forward between
        (at("2026-03-02", "11:00"), at("2026-03-02", "10:00"), 0),
        (at("2026-03-02", "18:00"), at("2026-03-03", "08:00"), 0),
    ],
)
def test_only_office_hours_count(start: datetime, end: datetime, minutes: int) -> None:
    assert working_minutes(start, end, YEAR) == minutes


def test_a_year_without_holidays_is_refused() -> None:
    with pytest.raises(EngineError, match="2027"):
        working_minutes(at("2026-12-31", "09:00"), at("2027-01-05", "09:00"), YEAR)


@pytest.mark.parametrize(
    ("minutes", "kept"),
    [(0, 0), (4, 0), (5, 10), (474, 470), (480, 480), (509, 480), (510, 540), (2400, 2400), (2519, 2400)],
)
def test_times_are_rounded_the_more_the_longer_they_are(minutes: int, kept: int) -> None:
    assert rounded(minutes) == kept


@pytest.mark.parametrize(
    ("times", "middle"),
    [([], None), ([60], 60), ([60, 120], 90), ([10, 10, 10, 960], 10), ([10, 20, 480, 960, 960], 480)],
)
def test_half_took_less_and_half_more(times: list[int], middle: int | None) -> None:
    assert median(Counter(times)) == middle


@pytest.mark.parametrize(
    ("minutes", "latvian", "english", "short"),
    [
        (45, "45 min", "45 min", "45 min"),
        (135, "2 st. 15 min", "2 h 15 min", "2 st."),
        (480, "1 darba diena", "1 working day", "1 d."),
        (600, "1 darba diena 2 st.", "1 working day 2 h", "1,2 d."),
        (21 * 480, "21 darba diena", "21 working days", "21 d."),
        (1440, "3 darba dienas", "3 working days", "3 d."),
    ],
)
def test_working_time_is_said_in_days_and_hours(minutes: int, latvian: str, english: str, short: str) -> None:
    said = [quantities.working_time(minutes, language).replace("\u00a0", " ") for language in ("lv", "en")]
    assert said == [latvian, english]
    assert quantities.short_working_time(minutes, "lv").replace("\u00a0", " ") == short
