"""Each night what is due is reckoned once a municipality; old notes of reading alone go by the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.jobs.retention_jobs import Nightly
from engine.jobs.worker import drain
from engine.persistence import rows
from engine.persistence.tables.erasures import RetentionRun
from engine.persistence.tables.records import AuditEvent, ReadLog
from engine.runtime import EVERY
from tests.processes.driver import Story
from tests.stages import Stages


@pytest.fixture
def story(stages: Stages, tmp_path: Path) -> Iterator[Story]:
    told = Story(stages.on_sqlite().copy(tmp_path), reload=False)
    yield told
    told.close()


def looked(story: Story) -> list[str]:
    return [str(one) for (one,) in story.read(lambda s: rows.values(s, RetentionRun, ("day",)))]


def test_once_a_night_and_not_before_it(story: Story) -> None:
    story.clock.move_to(datetime(2026, 2, 2, 22, 30, tzinfo=UTC))  # half past midnight in Riga
    nightly = Nightly(story.runtime)
    assert not nightly.beat()
    story.clock.move_to(datetime(2026, 2, 3, 0, 30, tzinfo=UTC))
    assert nightly.beat()
    assert not nightly.beat()
    assert Nightly(story.runtime).beat()  # another process: the same job
    drain(story.runtime)
    assert looked(story) == ["2026-02-03"]
    story.clock.pass_time(timedelta(days=1))
    assert nightly.beat()
    drain(story.runtime)
    assert looked(story) == ["2026-02-04"]


def test_notes_of_reading_go_after_their_term(story: Story) -> None:
    reader = story.actor("caseworker").user_id
    with story.runtime.transaction(story.tenant) as session:
        for year in (2026, 2030):
            at = datetime(year, 5, 5, tzinfo=UTC)
            session.add(ReadLog(user_id=reader, person_id=story.person_id("anna"), purpose="month", at=at))
    story.clock.move_to(datetime(2036, 5, 7, 8, tzinfo=UTC))
    with story.runtime.reading(EVERY) as session:
        assert rows.count(session, ReadLog) == 2
    Nightly(story.runtime).beat()
    story.works()
    with story.runtime.reading(EVERY) as session:
        assert [one.at.year for one in rows.every(session, ReadLog)] == [2030]
        (event,) = rows.every(session, AuditEvent, action="forget_reads")
    assert event.details == {"count": 1}
