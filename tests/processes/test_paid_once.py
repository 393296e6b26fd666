"""A payment file is made once, however often somebody presses: a hundred tries at once, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from engine.errors import EngineError
from engine.persistence import rows
from engine.persistence.tables.claims import PaymentOrder, PaymentRun
from engine.tasks import tasks
from engine.upkeep import reports
from tests.processes.claim_roads import reviewed
from tests.processes.driver import Story
from tests.processes.roads import in_force
from tests.stages import Stages, either

TRIES, AT_ONCE = 100, 20
FEBRUARY = "2026-02"


@pytest.fixture(params=["sqlite", "postgresql"])
def story(request: pytest.FixtureRequest, stages: Stages, tmp_path: Path) -> Iterator[Story]:
    told = Story(either(request, stages, tmp_path), reload=False)
    yield told
    told.close()


def test_a_hundred_tries_make_one_file_with_one_number(story: Story) -> None:
    in_force(story, first_day=date(2026, 2, 2))
    story.on(date(2026, 2, 28))
    story.complete("enter_month", period=FEBRUARY, entries={"2026-02-10": 240}, signed=True)
    story.complete("confirm_month", period=FEBRUARY, verdict="confirmed")
    story.on(date(2026, 3, 10))
    reviewed(story, period=FEBRUARY)
    task = story.task("approve_claim", FEBRUARY)
    head, together = story.actor("head"), Barrier(AT_ONCE)

    def press(number: int) -> str:
        if number < AT_ONCE:
            together.wait()
        try:
            tasks.complete(story.runtime, head, task.id, tasks.Sent({"approval": "approved"}, task.version))
        except EngineError as refused:
            return type(refused).__name__
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = Counter(pool.map(press, range(TRIES)))
    assert outcomes.pop("done") == 1
    assert outcomes.total() == TRIES - 1
    assert set(outcomes) <= {"NotWaiting", "StaleVersion", "NotFound"}
    runs = story.read(lambda session: rows.every(session, PaymentRun))
    assert len(runs) == len({one.message_identification for one in runs}) == 1
    orders = story.read(lambda session: rows.every(session, PaymentOrder))
    assert len(orders) == len({one.end_to_end_identification for one in orders}) == 1
    assert [one.name for one in reports.verify(story.runtime) if not one.ok] == []
