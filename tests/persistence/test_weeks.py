"""An assistant's week is capped over all recipients and municipalities, even when two write at once."""

from __future__ import annotations

import threading

import pytest

from engine.persistence import rows
from engine.persistence.database import Database
from engine.persistence.lookups import assistant_key
from engine.persistence.queries import soundness
from engine.persistence.queries.weeks import (
    WeekFull,
    WeekShares,
    claim_week_minutes,
    minutes_elsewhere,
    release_week_minutes,
)
from engine.persistence.tables.months import AssistantWeek, AssistantWeekShare
from engine.persistence.tenancy import EVERY, Tenant
from tests.persistence import builders

CAP = 40 * 60
WEEK, NEXT = "2026-W53", "2027-W01"


@pytest.fixture
def months(database: Database) -> tuple[int, int]:
    """One month in each municipality, of the same assistant."""
    made = []
    for municipality_id in (1, 2):
        with database.transaction(Tenant(municipality_id)) as session:
            made.append(builders.month(session).id)
    return made[0], made[1]


def claim(
    database: Database, month_id: int, minutes: dict[str, int], key: str = "k", cap: int | None = CAP
) -> None:
    with database.transaction(Tenant(month_id)) as session:  # month 1 is of municipality 1, month 2 of 2
        claim_week_minutes(session, WeekShares(month_id, month_id, key, minutes), cap_minutes=cap)


def sums(database: Database) -> dict[tuple[str, int, int], int]:
    with database.reading(EVERY) as session:
        return {
            (w.assistant_key, w.iso_year, w.iso_week): w.minutes for w in rows.every(session, AssistantWeek)
        }


def test_shares_of_two_municipalities_add_up_to_the_cap_and_no_further(
    database: Database, months: tuple[int, int]
) -> None:
    claim(database, months[0], {WEEK: 1500, NEXT: 60})
    with pytest.raises(WeekFull, match=r"2026-W53 .* 40\xa0h\xa01\xa0min, but only 40\xa0h"):
        claim(database, months[1], {WEEK: 901})
    claim(database, months[1], {WEEK: 900})
    assert sums(database) == {("k", 2026, 53): 2400, ("k", 2027, 1): 60}
    with database.reading(Tenant(2)) as session:
        assert minutes_elsewhere(session, "k", months[1], [WEEK, NEXT]) == {WEEK: 1500, NEXT: 60}
        assert minutes_elsewhere(session, "other", months[1], [WEEK]) == {}
        assert [share.minutes for share in rows.every(session, AssistantWeekShare)] == [900]  # sums only


def test_a_changed_month_replaces_its_shares(database: Database, months: tuple[int, int]) -> None:
    claim(database, months[0], {WEEK: 2400})
    claim(database, months[0], {WEEK: 2400})
    claim(database, months[0], {WEEK: 600, NEXT: 60})
    assert sums(database) == {("k", 2026, 53): 600, ("k", 2027, 1): 60}
    with database.transaction(Tenant(1)) as session:
        release_week_minutes(session, WeekShares(1, months[0], "k", {}))
    assert set(sums(database).values()) == {0}
    with database.reading(EVERY) as session:
        assert rows.count(session, AssistantWeekShare) == 0
        assert soundness.wrong_weeks(session) == []


def test_a_sum_that_is_not_that_of_its_shares_is_found(database: Database, months: tuple[int, int]) -> None:
    claim(database, months[0], {WEEK: 600, NEXT: 60})
    with database.transaction(EVERY) as session:
        assert soundness.wrong_weeks(session) == []
        rows.change(session, AssistantWeek, {"minutes": 61}, iso_year=2027)
        assert soundness.wrong_weeks(session) == [("k", 2027, 1)]


def test_a_corrected_assistant_takes_the_minutes_along(database: Database, months: tuple[int, int]) -> None:
    claim(database, months[0], {WEEK: 600}, key="wrong")
    claim(database, months[0], {WEEK: 600}, key="right")
    assert sums(database) == {("wrong", 2026, 53): 0, ("right", 2026, 53): 600}
    with database.reading(EVERY) as session:
        assert minutes_elsewhere(session, "right", months[0], [WEEK]) == {}


def test_a_week_over_a_lowered_cap_may_shrink_but_not_grow(
    database: Database, months: tuple[int, int]
) -> None:
    claim(database, months[0], {WEEK: 3000}, cap=None)
    claim(database, months[0], {WEEK: 2700})
    with pytest.raises(WeekFull):
        claim(database, months[0], {WEEK: 2701})


def test_of_two_writers_at_once_only_one_fits(database: Database, months: tuple[int, int]) -> None:
    barrier = threading.Barrier(2)
    refused: list[WeekFull] = []

    def write(month_id: int) -> None:
        for attempt in range(20):
            barrier.wait()
            try:
                claim(database, month_id, {WEEK: 25 * 60}, key=f"k{attempt}")
            except WeekFull as full:
                refused.append(full)
            barrier.wait()
            release(database, month_id)

    writers = [threading.Thread(target=write, args=(month_id,)) for month_id in months]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(refused) == 20


def release(database: Database, month_id: int) -> None:
    with database.transaction(Tenant(month_id)) as session:
        release_week_minutes(session, WeekShares(month_id, month_id, "k", {}))


def test_the_key_is_the_same_everywhere_and_tells_nothing(database: Database) -> None:
    key = assistant_key(database.keys, "010190-12345")
    assert key == assistant_key(database.keys, " 01019012345")
    assert len(key) == 64
    assert "010190" not in key
