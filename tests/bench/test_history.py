"""Years behind a contract are really there when a step is measured after them."""

from __future__ import annotations

import pytest

from engine.persistence import audit, rows
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance, TaskAnswers
from engine.persistence.tables.months import MonthEntry, MonthState, ServiceMonth
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY
from engine.simulation import bench_history
from engine.simulation.bench_ground import ground
from engine.simulation.bench_months import ANSWERS, DAYS, REMINDS
from engine.simulation.bench_past import give_past
from engine.simulation.bench_periods import open_month, sign
from engine.simulation.bench_site import Site


def test_a_step_and_the_inbox_are_measured_with_and_without_a_past(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(bench_history, "STEPS_MONTHS", 1)
    monkeypatch.setattr(bench_history, "LOOKS", 1)
    monkeypatch.setattr(bench_history, "LIVE", 5)
    step, inbox = bench_history.history(Site(told.append), 1)
    assert (step.name, inbox.name) == ("step_after_1_years", "inbox_after_1_years")
    assert (step.reach, step.at_most) == (inbox.reach, inbox.at_most) == (1.2, True)
    assert min(step.value, inbox.value) > 0
    assert told[1].startswith("36 past months")  # three contracts


def test_a_past_month_has_all_that_a_month_leaves_behind() -> None:
    with ground(2) as stage:
        open_month(stage)
        stage.clock.move_to(REMINDS)
        sign(stage, ANSWERS, limit=1)
        with stage.runtime.transaction(EVERY) as session:
            audit.seal(session)
        assert give_past(stage, 1) == 24
        with stage.runtime.reading(EVERY) as session:
            past = [one.id for one in rows.every(session, ServiceMonth, period__before="2026-10")]
            assert len(past) == 24
            assert rows.count(session, ServiceMonth, id=past, state=MonthState.READY) == 24
            assert rows.count(session, MonthEntry, month_id=past) == 24 * len(DAYS)
            assert rows.count(session, ProcessInstance, status=InstanceStatus.COMPLETED) == 25
            assert rows.count(session, TaskAnswers) == 25 * len(ANSWERS)
            mine = [one.instance_id for one in rows.every(session, ServiceMonth, id=past)]
            events = rows.every(session, AuditEvent, instance_id=mine)
            assert len(events) >= 24 * 3
            assert all(one.sealed_seq is not None for one in events)
